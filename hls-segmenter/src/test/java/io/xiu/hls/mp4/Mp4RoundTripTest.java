package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.ReadMovie.ReadSample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tracks and samples, cut at random places, read back. */
class Mp4RoundTripTest {
    private static final Codec[] CODECS =
            Arrays.stream(Codec.values()).filter(codec -> codec != Codec.OPUS).toArray(Codec[]::new);
    private static final int ROUNDS = 60;

    /** What was given, with a copy of the data. */
    private record Given(Track track, long dts90k, long pts90k, boolean sync, ByteBuffer data) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsBackWhatWasWritten(long seed) {
        Random seeds = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            long roundSeed = seeds.nextLong();
            roundTrip(new Random(roundSeed), "seed " + roundSeed);
        }
    }

    private static void roundTrip(Random random, String seed) {
        List<Track> tracks = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            tracks.add(Mp4Tracks.of(CODECS[random.nextInt(CODECS.length)], 10 * i + 1 + random.nextInt(10)));
        }
        Mp4Muxer muxer = Mp4Tracks.muxer(tracks.toArray(Track[]::new));
        ByteBuf out = Unpooled.buffer();
        muxer.writeInitialization(out);
        long[] next = new long[count];
        long start = random.nextInt(20_000) - (count == 1 ? 10_000 : 0) + (random.nextInt(4) == 0 ? 1L << 35 : 0);
        Arrays.fill(next, start);
        int samples = 1 + random.nextInt(200);
        List<Given> given = new ArrayList<>();
        int firstFragment = 0;
        for (int i = 0; i < samples; i++) {
            int at = random.nextInt(count);
            next[at] += 1 + random.nextInt(random.nextInt(5) == 0 ? 500_000 : 5_000);
            given.add(add(muxer, tracks.get(at), next[at], random));
            if (i == samples - 1 || random.nextInt(30) == 0) {
                firstFragment = firstFragment == 0 ? i + 1 : firstFragment;
                write(muxer, out, random, seed);
            }
        }
        long origin = -Math.min(
                0,
                given.subList(0, firstFragment).stream()
                        .mapToLong(Given::dts90k)
                        .min()
                        .orElseThrow());
        ReadMovie movie = ReadMovie.read(Mp4Tracks.bytes(out));
        for (Track track : tracks) {
            List<Given> expected =
                    given.stream().filter(one -> one.track().equals(track)).toList();
            compare(track, expected, origin, movie, seed);
        }
    }

    private static Given add(Mp4Muxer muxer, Track track, long dts90k, Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextBoolean() ? 1 : 3_000)];
        random.nextBytes(bytes);
        int offset = random.nextInt(3) == 0 ? 0 : random.nextInt(40_000) - 10_000;
        boolean sync = random.nextInt(4) == 0;
        ByteBuf data = Unpooled.buffer().writeInt(-1).writeBytes(bytes);
        data.skipBytes(4); // what isn't readable doesn't count
        muxer.add(new Sample(track, dts90k, dts90k + offset, sync, data));
        return new Given(track, dts90k, dts90k + offset, sync, ByteBuffer.wrap(bytes));
    }

    private static void write(Mp4Muxer muxer, ByteBuf out, Random random, String seed) {
        long most = muxer.encodedBytes();
        int before = out.writerIndex();
        muxer.writeFragment(out, random.nextLong(), random.nextBoolean(), null);
        assertThat((long) out.writerIndex() - before).as(seed).isLessThanOrEqualTo(most);
        assertThat(muxer.isEmpty()).isTrue();
    }

    private static void compare(Track track, List<Given> expected, long origin, ReadMovie movie, String seed) {
        List<ReadSample> read = movie.samplesOf(track.id());
        assertThat(read).as(seed).hasSameSizeAs(expected);
        double timescale = movie.track(track.id()).timescale();
        for (int i = 0; i < read.size(); i++) {
            ReadSample sample = read.get(i);
            Given was = expected.get(i);
            assertThat(sample.data()).as(seed).isEqualTo(was.data());
            if (track.kind() == TrackKind.VIDEO) {
                assertThat(sample.dts()).as(seed).isEqualTo(was.dts90k() + origin);
                assertThat(sample.pts()).as(seed).isEqualTo(was.pts90k() + origin);
                assertThat(sample.sync()).as(seed).isEqualTo(was.sync());
            } else {
                double millis = (was.dts90k() + origin) / 90.0;
                assertThat(Math.abs(sample.dts() * 1_000 / timescale - millis))
                        .as(seed)
                        .isLessThan(1);
                assertThat(sample.pts()).as(seed).isEqualTo(sample.dts());
                assertThat(sample.sync()).as(seed).isTrue();
            }
            assertThat(sample.duration()).as(seed).isPositive();
        }
    }
}
