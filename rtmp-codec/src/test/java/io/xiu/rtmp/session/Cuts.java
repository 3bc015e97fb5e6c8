package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a stream of bytes is cut into pieces; its text has the seed. */
interface Cuts {
    /** How many of the bytes make up the next piece. */
    int next(int available);

    /** Whole, byte by byte, and at random. */
    static List<Cuts> all() {
        return Stream.concat(
                        Stream.of(named("whole", available -> available), named("byte by byte", any -> 1)),
                        IntStream.range(0, 4).mapToObj(i -> random(System.nanoTime(), i % 2 == 0 ? 30 : 2_000)))
                .toList();
    }

    private static Cuts random(long seed, int longest) {
        Random random = new Random(seed);
        return named("seed " + seed + ", longest " + longest, any -> 1 + random.nextInt(longest));
    }

    private static Cuts named(String name, Cuts cuts) {
        return new Cuts() {
            @Override
            public int next(int available) {
                return cuts.next(available);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** Takes the next piece of a buffer. */
    default ByteBuf cut(ByteBuf bytes) {
        return bytes.readRetainedSlice(Math.min(next(bytes.readableBytes()), bytes.readableBytes()));
    }
}
