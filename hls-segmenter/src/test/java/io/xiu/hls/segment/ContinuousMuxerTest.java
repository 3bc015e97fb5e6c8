package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsListing;
import io.xiu.hls.ts.TsListing.Item;
import io.xiu.hls.ts.TsListing.Pes;
import io.xiu.hls.ts.TsListing.Table;
import io.xiu.hls.ts.TsOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContinuousMuxerTest {
    private static final long MILLI = 90;
    private static final long AAC_FRAME = 2_089;
    private static final int SPS = 7;
    private static final int PPS = 8;

    private final ByteBuf out = Unpooled.buffer();
    private final ContinuousMuxer muxer = new ContinuousMuxer(TsOutput.to(out));
    /** Where a reader may start, in bytes. */
    private final List<Integer> starts = new ArrayList<>();

    private void setTracks(List<Track> tracks) {
        try {
            muxer.tracks(tracks);
        } catch (TrackException e) {
            throw new AssertionError(e);
        }
    }

    private void write(Sample sample) {
        int at = out.writerIndex();
        if (muxer.write(sample)) {
            starts.add(at);
        }
        assertThat(sample.data().refCnt()).as("released").isZero();
    }

    private void video(long millis, boolean key) {
        write(TestSamples.video(millis * MILLI, key, key ? 500 : 100));
    }

    /** A key frame every second, 25 frames a second, and audio unless the step is 0. */
    private void play(long fromMillis, long toMillis, long audioStep90k) {
        long audio = fromMillis * MILLI;
        for (long at = fromMillis; at < toMillis; at += 40) {
            for (; audioStep90k > 0 && audio <= at * MILLI; audio += audioStep90k) {
                write(TestSamples.audio(audio, 50));
            }
            video(at, at % 1_000 == 0);
        }
    }

    private List<Item> readFrom(int index) {
        return new TsListing().read(out.slice(index, out.writerIndex() - index));
    }

    private static List<Pes> pes(List<Item> items, int pid) {
        return items.stream()
                .filter(item -> item instanceof Pes && item.pid() == pid)
                .map(Pes.class::cast)
                .toList();
    }

    private static List<String> programmes(List<Item> items) {
        return items.stream()
                .filter(item -> item instanceof Table && item.pid() == 0x100)
                .map(item -> ((Table) item).text().replaceAll("PMT table=2 program=1 | crc=.*", ""))
                .toList();
    }

    @Test
    void canBeReadFromEachKeyFrameOn() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(0, 5_000, AAC_FRAME);
        assertThat(starts).hasSize(5).startsWith(0);
        for (int i = 0; i < 5; i++) {
            List<Item> items = readFrom(starts.get(i));
            assertThat(items.get(0).pid()).isZero();
            assertThat(items.get(1).pid()).isEqualTo(0x100);
            Pes first = pes(items, TsListing.VIDEO_PID).get(0);
            assertThat(first.randomAccess()).isTrue();
            assertThat(first.dts90k()).isEqualTo(i * 90_000L + 126_000);
            assertThat(first.pcr90k()).as("with a PCR").isNotEqualTo(TsListing.NONE);
            assertThat(TsListing.splitAnnexB(first.payload()))
                    .extracting(unit -> unit[0] & 0x1F)
                    .contains(SPS, PPS, TestSamples.IDR);
            assertThat(pes(items, TsListing.VIDEO_PID)).hasSize(125 - 25 * i);
            assertThat(pes(items, TsListing.AUDIO_PID)).isNotEmpty();
        }
    }

    @Test
    void audioAloneCanBeReadFromEveryHalfSecondOn() {
        setTracks(List.of(TestTracks.audio()));
        for (long at = 0; at < 90_000 * 3; at += AAC_FRAME) {
            write(TestSamples.audio(at, 100));
        }
        assertThat(starts).hasSize(6).startsWith(0);
        for (int start : starts) {
            List<Item> items = readFrom(start);
            assertThat(items.get(0).pid()).isZero();
            assertThat(items.get(1).pid()).isEqualTo(0x100);
            assertThat(pes(items, TsListing.AUDIO_PID).get(0).pcr90k()).isNotEqualTo(TsListing.NONE);
        }
        assertThat(programmes(readFrom(0))).containsOnly("version=0 pcr=101 [type 0f at 101]");
    }

    @Test
    void nothingComesBeforeAKeyFrame() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        video(0, false);
        write(TestSamples.audio(0, 50));
        assertThat(out.isReadable()).isFalse();
        video(40, true);
        assertThat(starts).containsExactly(0);
    }

    @Test
    void audioThatJoinsVideoIsAnnouncedAtOnce() {
        setTracks(List.of(TestTracks.video()));
        play(0, 500, 0);
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(520, 960, AAC_FRAME);
        assertThat(starts).containsExactly(0);
        List<Item> items = readFrom(0);
        assertThat(programmes(items))
                .containsExactly(
                        "version=0 pcr=102 [type 1b at 102]", "version=1 pcr=102 [type 1b at 102] [type 0f at 101]");
        assertThat(pes(items, TsListing.AUDIO_PID)).isNotEmpty().noneMatch(Pes::discontinuity);
        assertThat(pes(items, TsListing.VIDEO_PID)).hasSize(24);
    }

    @Test
    void theSameTracksAgainChangeNothing() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(0, 500, AAC_FRAME);
        setTracks(List.of(TestTracks.audio(), TestTracks.video()));
        play(520, 960, AAC_FRAME);

        assertThat(starts).containsExactly(0);
        assertThat(pes(readFrom(0), TsListing.VIDEO_PID)).hasSize(24).noneMatch(Pes::discontinuity);
        assertThat(programmes(readFrom(0))).hasSize(1);
    }

    @Test
    void audioThatChangesOrLeavesIsADiscontinuity() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(0, 500, AAC_FRAME);
        setTracks(List.of(TestTracks.video()));
        play(1_000, 1_500, 0);
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(1_520, 1_960, AAC_FRAME);
        setTracks(List.of(TestTracks.video(), TestTracks.aac(48_000, 2, "1190")));
        play(2_000, 2_500, AAC_FRAME);

        assertThat(starts).hasSize(3);
        assertThat(pes(readFrom(0), TsListing.VIDEO_PID))
                .filteredOn(Pes::discontinuity)
                .extracting(Pes::dts90k)
                .containsExactly(126_000 + 90_000L, 126_000 + 180_000L);
        assertThat(programmes(readFrom(0)))
                .extracting(text -> text.replaceAll(" pcr=102|at ", ""))
                .containsExactly(
                        "version=0 [type 1b 102] [type 0f 101]",
                        "version=1 [type 1b 102]",
                        "version=2 [type 1b 102] [type 0f 101]",
                        "version=3 [type 1b 102] [type 0f 101]");
    }

    @Test
    void audioThatJoinsBeforeTheFirstKeyFrameIsThereFromTheStart() {
        setTracks(List.of(TestTracks.video()));
        video(0, false);
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(1_000, 1_500, AAC_FRAME);

        assertThat(starts).containsExactly(0);
        assertThat(programmes(readFrom(0))).containsExactly("version=0 pcr=102 [type 1b at 102] [type 0f at 101]");
    }

    @Test
    void audioThatWaitedTooLongForAKeyFrameIsAloneUntilOneComes() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        for (long at = 0; at <= 90_000 * 12; at += AAC_FRAME) {
            write(TestSamples.audio(at, 50));
        }
        video(12_000, false);
        assertThat(programmes(readFrom(0))).containsOnly("version=0 pcr=101 [type 0f at 101]");
        video(12_040, true);

        List<Item> items = readFrom(starts.get(starts.size() - 1));
        assertThat(programmes(items)).containsExactly("version=1 pcr=102 [type 1b at 102] [type 0f at 101]");
        assertThat(pes(items, TsListing.VIDEO_PID))
                .extracting(Pes::discontinuity)
                .containsExactly(true);
    }

    @Test
    void anotherVideoTrackBeginsAtItsKeyFrame() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(0, 500, AAC_FRAME);
        setTracks(List.of(TestTracks.otherVideo(), TestTracks.audio()));
        video(520, false);
        play(1_000, 2_000, AAC_FRAME);
        assertThat(starts).hasSize(2);
        List<Item> items = readFrom(0);
        assertThat(pes(items, TsListing.VIDEO_PID)).hasSize(13 + 25);
        assertThat(pes(items, TsListing.VIDEO_PID).get(13))
                .returns(true, Pes::discontinuity)
                .returns(true, Pes::randomAccess);
        assertThat(programmes(items))
                .extracting(text -> text.substring(0, 9))
                .containsExactly("version=0", "version=1");
    }

    @Test
    void aTimelineThatWasSetAnewIsMarkedAndBeginsAtAKeyFrame() {
        setTracks(List.of(TestTracks.video(), TestTracks.audio()));
        play(0, 500, AAC_FRAME);
        muxer.discontinuity();
        play(520, 2_000, AAC_FRAME);
        List<Pes> video = pes(readFrom(0), TsListing.VIDEO_PID);
        assertThat(video.get(13).dts90k()).isEqualTo(90_000 + 126_000);
        assertThat(video.get(13).discontinuity()).isTrue();
        assertThat(pes(readFrom(0), TsListing.AUDIO_PID))
                .filteredOn(Pes::discontinuity)
                .hasSize(1);
    }

    @Test
    void aTimestampThatJumpsAwayIsADiscontinuityToo() {
        setTracks(List.of(TestTracks.video()));
        video(0, true);
        video(40, false);
        video(60_000, false);
        video(60_040, true);
        video(60_080, false);
        List<Pes> video = pes(readFrom(0), TsListing.VIDEO_PID);
        assertThat(video).extracting(Pes::discontinuity).containsExactly(false, false, true, false);
    }

    @Test
    void whatIsEndedByOtherTracksLosesNoAudio() {
        setTracks(List.of(TestTracks.audio()));
        write(TestSamples.audio(0, 100));
        write(TestSamples.audio(AAC_FRAME, 100));
        List<Track> none = List.of();
        setTracks(none);
        write(TestSamples.audio(2 * AAC_FRAME, 100));
        List<Pes> audio = pes(readFrom(0), TsListing.AUDIO_PID);
        assertThat(audio).hasSize(1);
        assertThat(audio.get(0).payload()).hasSize(2 * (7 + 100));
    }

    @Test
    void audioAloneCanBeReadFromHalfASecondOnAndNotBefore() {
        setTracks(List.of(TestTracks.audio()));
        assertThat(muxer.write(TestSamples.audio(0, 10))).isTrue();
        assertThat(muxer.write(TestSamples.audio(44_999, 10))).isFalse();
        assertThat(muxer.write(TestSamples.audio(45_089, 10))).isTrue();
        assertThat(muxer.write(TestSamples.audio(90_089, 10))).isTrue();
    }

    @Test
    void refusesTwoTracksOfAKind() {
        assertThatThrownBy(() -> muxer.tracks(List.of(TestTracks.video(), TestTracks.otherVideo())))
                .isInstanceOf(TrackException.class);
    }
}
