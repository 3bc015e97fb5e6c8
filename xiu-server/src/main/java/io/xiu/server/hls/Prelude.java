package io.xiu.server.hls;

import io.xiu.hls.Sample;
import io.xiu.hls.segment.Segmenter;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The first samples of a stream of which one kind of track has come. The other decides on the format, and codecs without
 * a sequence header are known with their first sound only. So samples are held back, for a second of the stream at most;
 * no player could have had a segment by then.
 */
final class Prelude {
    private static final long MAX_90K = 90_000;
    private static final long MAX_BYTES = 4 << 20;

    private final Deque<Held> held = new ArrayDeque<>();
    private long bytes;

    private record Held(Sample sample, long wallClockMillis) {}

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** Takes a sample, whose data belongs to this from now on; answers whether there is room and time for more. */
    boolean hold(Sample sample, long wallClockMillis) {
        held.add(new Held(sample, wallClockMillis));
        bytes += sample.data().readableBytes();
        long first90k = held.element().sample().dts90k();
        return bytes < MAX_BYTES && Math.abs(sample.dts90k() - first90k) < MAX_90K;
    }

    /** Hands everything on. */
    void playTo(Segmenter segmenter) {
        bytes = 0;
        for (Held next; (next = held.poll()) != null; ) {
            segmenter.write(next.sample(), next.wallClockMillis());
        }
    }

    /** Gives up everything. */
    void release() {
        bytes = 0;
        for (Held next; (next = held.poll()) != null; ) {
            next.sample().data().release();
        }
    }
}
