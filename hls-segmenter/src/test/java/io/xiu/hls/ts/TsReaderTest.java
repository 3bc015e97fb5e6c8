package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Discontinuity;
import io.xiu.hls.ts.TsEvent.MetadataRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import io.xiu.hls.ts.TsEvent.SampleRead;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import io.xiu.testing.Cuts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TsReaderTest {
    private static final int VIDEO_PID = 0x102;
    private static final int AUDIO_PID = 0x101;
    private static final int PACKET = 188;
    private static final byte[] TAG = ByteBufUtil.decodeHexDump("49443304000000000000");

    private final ByteBuf out = Unpooled.buffer();
    private final TsMuxer muxer = new TsMuxer(TsOutput.to(out), true);

    private void tracks(Track... tracks) {
        try {
            muxer.tracks(List.of(tracks));
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
        muxer.writeTables();
    }

    private void write(Sample sample) {
        muxer.write(sample, sample.dts90k());
    }

    /** Video of 25 pictures a second, and audio. */
    private byte[] stream(Track video, Track audio, int pictures) {
        tracks(video, audio);
        long frame = 0;
        for (int i = 0; i < pictures; i++) {
            long dts90k = i * 3_600L;
            for (long at; (at = frame * CodecTracks.frameSamples(audio) * 15L / 8) <= dts90k; frame++) {
                write(CodecTracks.audio(audio, at, 60 + (int) frame));
            }
            write(CodecTracks.video(video, dts90k, dts90k + i % 3 * 3_600L, i % 10 == 0, 200 + 40 * i));
        }
        muxer.writeMetadata(pictures * 3_600L, Unpooled.wrappedBuffer(TAG));
        muxer.flush();
        return ByteBufUtil.getBytes(out);
    }

    static List<Track> audio() {
        return CodecTracks.AUDIO;
    }

    @ParameterizedTest
    @MethodSource("audio")
    void readsWhatWasMuxedHoweverItIsCut(Track audio) {
        Track video = audio.codec() == Codec.AAC || audio.codec() == Codec.OPUS ? CodecTracks.HEVC : CodecTracks.H264;
        byte[] stream = stream(video, audio, 12);

        String text = TsEvents.dump(TsEvents.of(List.of(stream)));

        Golden.assertMatches("read-%s-%s.txt".formatted(video.codec(), audio.codec()), text);
        assertThat(TsEvents.dump(TsEvents.of(Cuts.single(stream)))).isEqualTo(text);
        for (int seed = 0; seed < 20; seed++) {
            assertThat(TsEvents.dump(TsEvents.of(Cuts.random(stream, seed, 400))))
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }

    static List<Track> all() {
        return CodecTracks.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsTheTrackAgain(Track track) {
        tracks(track);
        for (int i = 0; i < 3; i++) {
            write(CodecTracks.sample(track, i * 9_000L, i == 0));
        }
        muxer.flush();

        List<TsEvent> events = TsEvents.of(out);
        TracksChanged found = TsEvents.only(TracksChanged.class, events).get(0);
        Track one = found.tracks().get(0);
        assertThat(one.codec()).isEqualTo(track.codec());
        assertThat(one.codecString()).isEqualTo(track.codecString());
        assertThat(one.configuration()).isEqualTo(track.configuration());
        assertThat(one.width()).isEqualTo(track.width());
        assertThat(one.height()).isEqualTo(track.height());
        assertThat(one.sampleRate()).isEqualTo(track.sampleRate());
        assertThat(one.channels()).isEqualTo(track.channels());
        assertThat(TsEvents.samples(1, events))
                .hasSize(3)
                .allSatisfy(sample -> assertThat(sample.track()).isSameAs(one));
        assertThat(TsEvents.only(Problem.class, events)).isEmpty();
    }

    @Test
    void readsId3Tags() {
        tracks(CodecTracks.AAC);
        muxer.writeMetadata(9_000, Unpooled.wrappedBuffer(TAG));

        MetadataRead read = TsEvents.only(MetadataRead.class, TsEvents.of(out)).get(0);

        assertThat(read.pts90k()).isEqualTo(9_000 + 126_000);
        assertThat(ByteBufUtil.getBytes(read.tag())).isEqualTo(TAG);
    }

    @Test
    void aChangedTrackIsAnnouncedBeforeItsFirstSample() {
        tracks(CodecTracks.H264);
        write(CodecTracks.sample(CodecTracks.H264, 0, true));
        tracks(CodecTracks.HEVC);
        write(CodecTracks.sample(CodecTracks.HEVC, 3_600, true));
        write(CodecTracks.sample(CodecTracks.HEVC, 7_200, false));

        List<TsEvent> events = TsEvents.of(out);
        events.removeIf(ClockRead.class::isInstance);
        assertThat(events)
                .extracting(TsEvent::getClass)
                .containsExactly(
                        ProgramChanged.class,
                        TracksChanged.class,
                        SampleRead.class,
                        ProgramChanged.class,
                        TracksChanged.class,
                        TracksChanged.class,
                        SampleRead.class,
                        SampleRead.class);
    }

    @Test
    void parameterSetsThatChangeMakeAnotherTrack() {
        tracks(CodecTracks.H264);
        write(CodecTracks.sample(CodecTracks.H264, 0, true));
        tracks(TestTracks.video());
        write(CodecTracks.sample(TestTracks.video(), 3_600, true));

        List<TracksChanged> changes = TsEvents.only(TracksChanged.class, TsEvents.of(out));

        assertThat(changes).hasSize(2);
        assertThat(changes.get(1).tracks().get(0).width()).isEqualTo(480);
        assertThat(changes.get(1).tracks().get(0).height()).isEqualTo(270);
    }

    @Test
    void saysWhereTheStreamBeginsAnew() {
        tracks(CodecTracks.H264, CodecTracks.AAC);
        write(CodecTracks.sample(CodecTracks.H264, 0, true));
        muxer.discontinuity();
        write(CodecTracks.sample(CodecTracks.H264, 1_000_000, true));
        write(CodecTracks.sample(CodecTracks.AAC, 1_000_000, true));
        muxer.flush();

        assertThat(TsEvents.only(Discontinuity.class, TsEvents.of(out)))
                .extracting(Discontinuity::pid)
                .containsExactly(VIDEO_PID, AUDIO_PID);
    }

    @Test
    void timesGoOnWhereTheirFieldWraps() {
        tracks(CodecTracks.H264);
        long first = (1L << 33) - 126_000 - 3_600;
        for (int i = 0; i < 4; i++) {
            write(CodecTracks.video(CodecTracks.H264, first + i * 3_600L, first + i * 3_600L + 7_200, i == 0, 50));
        }

        List<Sample> samples = TsEvents.samples(1, TsEvents.of(out));

        assertThat(samples)
                .extracting(sample -> sample.dts90k() - (1L << 33))
                .containsExactly(-3_600L, 0L, 3_600L, 7_200L);
        assertThat(samples)
                .allSatisfy(
                        sample -> assertThat(sample.pts90k() - sample.dts90k()).isEqualTo(7_200));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 9, 14})
    void aMissingPacketIsAProblemAndTakesOnlyWhatItWasPartOf(int index) {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 20);
        int all = TsEvents.samples(1, TsEvents.of(List.of(whole))).size()
                + TsEvents.samples(2, TsEvents.of(List.of(whole))).size();

        List<TsEvent> events = TsEvents.of(List.of(
                Arrays.copyOf(whole, index * PACKET), Arrays.copyOfRange(whole, (index + 1) * PACKET, whole.length)));

        assertThat(TsEvents.only(Problem.class, events))
                .extracting(Problem::kind)
                .contains(Problem.Kind.CONTINUITY)
                .isSubsetOf(Problem.Kind.CONTINUITY, Problem.Kind.FRAME, Problem.Kind.PES);
        int left =
                TsEvents.samples(1, events).size() + TsEvents.samples(2, events).size();
        assertThat(left).isLessThan(all);
    }

    @Test
    void aPacketThatIsThereTwiceIsReadOnce() {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.MP3, 10);
        List<byte[]> packets = new ArrayList<>();
        for (int at = 0; at < whole.length; at += PACKET) {
            packets.add(Arrays.copyOfRange(whole, at, at + PACKET));
            packets.add(Arrays.copyOfRange(whole, at, at + PACKET));
        }

        String twice = TsEvents.dump(TsEvents.of(packets));

        assertThat(twice).doesNotContain("Problem");
        assertThat(twice).isEqualTo(TsEvents.dump(TsEvents.of(List.of(whole))));
    }

    @Test
    void findsTheStepAgain() {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 10);
        byte[] noise = new byte[300];
        Arrays.fill(noise, (byte) 0x47);
        noise[150] = 1;
        List<byte[]> pieces = List.of(
                Arrays.copyOf(whole, 20 * PACKET),
                noise,
                Arrays.copyOfRange(whole, 20 * PACKET, 40 * PACKET),
                new byte[10],
                Arrays.copyOfRange(whole, 40 * PACKET, whole.length));

        List<TsEvent> events = TsEvents.of(pieces);

        assertThat(TsEvents.only(Problem.class, events)).anyMatch(problem -> problem.kind() == Problem.Kind.SYNC);
        assertThat(TsEvents.samples(1, events)).hasSizeGreaterThan(5);
    }

    @Test
    void refusesDamagedAndScrambledPackets() {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 10);
        byte[] damaged = whole.clone();
        damaged[2 * PACKET + 1] |= (byte) 0x80;
        assertThat(problems(damaged)).contains(Problem.Kind.PACKET);
        byte[] scrambled = whole.clone();
        scrambled[2 * PACKET + 3] |= (byte) 0x80;
        assertThat(problems(scrambled)).contains(Problem.Kind.SCRAMBLED);
        byte[] longField = whole.clone();
        longField[2 * PACKET + 3] |= 0x20;
        longField[2 * PACKET + 4] = (byte) 200;
        assertThat(problems(longField)).contains(Problem.Kind.PACKET);
        byte[] neither = whole.clone();
        neither[2 * PACKET + 3] &= (byte) 0xCF;
        assertThat(problems(neither)).contains(Problem.Kind.PACKET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesTablesWithAWrongChecksum(int index) {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 3);
        for (int at = 5; at < 16; at++) {
            byte[] changed = whole.clone();
            changed[index * PACKET + at] ^= 1;
            List<TsEvent> events = TsEvents.of(List.of(changed));
            assertThat(TsEvents.only(ProgramChanged.class, events))
                    .as("byte %d", at)
                    .isEmpty();
            if (at != 6) {
                assertThat(TsEvents.only(Problem.class, events))
                        .as("byte %d, which isn't the length", at)
                        .extracting(Problem::kind)
                        .containsOnly(Problem.Kind.SECTION);
            }
        }
    }

    @Test
    void saysWhenTheEndIsInsideAPacket() {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 3);
        assertThat(problems(whole)).isEmpty();
        assertThat(problems(Arrays.copyOf(whole, whole.length - 1))).contains(Problem.Kind.CUT);
    }

    @Test
    void videoBeforeItsParameterSetsIsLeftOut() {
        tracks(CodecTracks.H264);
        write(CodecTracks.sample(CodecTracks.H264, 0, false));
        write(CodecTracks.sample(CodecTracks.H264, 3_600, true));

        assertThat(TsEvents.samples(1, TsEvents.of(out))).singleElement().returns(true, Sample::keyFrame);
    }

    @Test
    void holdsNothingAfterTheEnd() {
        byte[] whole = stream(CodecTracks.H264, CodecTracks.AAC, 10);
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, Arrays.copyOf(whole, whole.length - 3 * PACKET), events);
        assertThat(reader.heldBytes()).isPositive().isLessThan(10_000);
        for (TsEvent event; (event = reader.flush()) != null; ) {
            events.add(event);
        }
        assertThat(reader.heldBytes()).isZero();
    }

    @Test
    void givesUpPesPacketsThatAreTooLong() {
        tracks(CodecTracks.H264);
        write(CodecTracks.video(CodecTracks.H264, 0, 0, true, TsReader.MAX_VIDEO_PES_BYTES + 1));
        write(CodecTracks.video(CodecTracks.H264, 3_600, 3_600, true, TsReader.MAX_VIDEO_PES_BYTES - 200));

        List<TsEvent> events = TsEvents.of(out);

        assertThat(TsEvents.only(Problem.class, events))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.TOO_LONG);
        assertThat(TsEvents.samples(1, events)).hasSize(1);
    }

    private static List<Problem.Kind> problems(byte[] stream) {
        return TsEvents.only(Problem.class, TsEvents.of(List.of(stream))).stream()
                .map(Problem::kind)
                .toList();
    }
}
