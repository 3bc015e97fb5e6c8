package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.testing.Cuts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsRoundTripTest {
    private static final long WRAP = 1L << 33;
    private static final long OFFSET = 126_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everySampleComesBack(long seed) throws TrackException {
        Random random = new Random(seed);
        Track video = random.nextBoolean() ? CodecTracks.H264 : CodecTracks.HEVC;
        Track audio = CodecTracks.AUDIO.get((int) (seed % CodecTracks.AUDIO.size()));
        long base90k = random.nextLong(WRAP) + (random.nextInt(4) == 0 ? WRAP - 300_000 : 0);
        List<Sample> samples = new ArrayList<>();
        boolean withVideo = random.nextInt(4) > 0;
        if (withVideo) {
            addVideo(video, base90k, random, samples);
        }
        addAudio(audio, base90k, random, samples);
        samples.sort(Comparator.comparingLong(Sample::dts90k));

        byte[] stream = mux(withVideo ? List.of(video, audio) : List.of(audio), samples, random);
        List<TsEvent> events = TsEvents.of(Cuts.random(stream, seed, 1_000));

        assertThat(TsEvents.only(Problem.class, events)).as("seed %d", seed).isEmpty();
        assertPcrs(TsEvents.only(ClockRead.class, events), seed);
        if (withVideo) {
            assertSame(samples, TsEvents.samples(1, events), TrackKind.VIDEO, seed);
        }
        assertSame(samples, TsEvents.samples(withVideo ? 2 : 1, events), TrackKind.AUDIO, seed);
    }

    private static void addVideo(Track track, long base90k, Random random, List<Sample> samples) {
        long dts90k = base90k;
        for (int i = 0; i < 60; i++) {
            dts90k += 1 + random.nextInt(random.nextInt(10) == 0 ? 40_000 : 4_000);
            boolean key = i == 0 || random.nextInt(12) == 0;
            byte[][] units = new byte[1 + random.nextInt(4)][];
            for (int unit = 0; unit < units.length; unit++) {
                units[unit] = CodecTracks.slice(track, key, 2 + random.nextInt(random.nextInt(5) == 0 ? 70_000 : 900));
            }
            long pts90k = dts90k + random.nextInt(3) * 3_600L;
            samples.add(new Sample(track, dts90k, pts90k, key, TestSamples.accessUnit(units)));
        }
    }

    private static void addAudio(Track track, long base90k, Random random, List<Sample> samples) {
        long start90k = base90k + random.nextInt(9_000);
        int frames = 0;
        for (int i = 0; i < 150; i++, frames++) {
            if (random.nextInt(30) == 0) {
                start90k += frames * (long) CodecTracks.frameSamples(track) * 15 / 8 + 20_000 + random.nextInt(50_000);
                frames = 0;
            }
            long at90k = start90k + frames * (long) CodecTracks.frameSamples(track) * 15 / 8;
            int bytes = 1 + random.nextInt(track.codec() == Codec.AAC ? 8_000 : 2_000);
            samples.add(CodecTracks.audio(track, at90k, bytes));
        }
    }

    private static byte[] mux(List<Track> tracks, List<Sample> samples, Random random) throws TrackException {
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out), random.nextBoolean());
        muxer.tracks(tracks);
        boolean withVideo = tracks.size() > 1;
        long clock90k = samples.get(0).dts90k();
        muxer.writeTables();
        for (Sample sample : samples) {
            assertThat(SampleCheck.of(sample.track()).check(sample)).isNull();
            if (random.nextInt(40) == 0) {
                muxer.writeTables();
            }
            if (sample.kind() == TrackKind.VIDEO || !withVideo) {
                clock90k = sample.dts90k();
            }
            muxer.write(sample, clock90k);
        }
        muxer.flush();
        return ByteBufUtil.getBytes(out);
    }

    private static void assertPcrs(List<ClockRead> clocks, long seed) {
        for (int i = 1; i < clocks.size(); i++) {
            long step = (clocks.get(i).base90k() - clocks.get(i - 1).base90k()) & (WRAP - 1);
            assertThat(step).as("seed %d, PCR %d", seed, i).isLessThanOrEqualTo(9_000);
        }
    }

    private static void assertSame(List<Sample> all, List<Sample> read, TrackKind kind, long seed) {
        List<Sample> written =
                all.stream().filter(sample -> sample.kind() == kind).toList();
        assertThat(read).as("seed %d", seed).hasSameSizeAs(written);
        for (int i = 0; i < read.size(); i++) {
            Sample in = written.get(i);
            Sample out = read.get(i);
            String what = "seed %d, %s %d".formatted(seed, kind, i);
            long shift = (out.dts90k() - in.dts90k() - OFFSET + WRAP / 2) & (WRAP - 1);
            assertThat(shift - WRAP / 2).as(what).isCloseTo(0, within(2L));
            if (kind == TrackKind.VIDEO) {
                assertThat(out.pts90k() - out.dts90k()).as(what).isEqualTo(in.pts90k() - in.dts90k());
                assertThat(out.keyFrame()).as(what).isEqualTo(in.keyFrame());
            }
            assertThat(out.data()).as(what).isEqualTo(in.data());
            assertThat(out.dts90k() - read.get(0).dts90k())
                    .as(what)
                    .isCloseTo(in.dts90k() - written.get(0).dts90k(), within(2L));
        }
    }
}
