package io.xiu.hls.segment;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Finished segments and parts until somebody takes them, parts before their segment and after the one before it. */
final class Finished {
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<Part> parts = new ArrayDeque<>();

    void add(Segment segment) {
        segments.add(segment);
    }

    void add(Part part) {
        parts.add(part);
    }

    @Nullable
    Part pollPart() {
        Part next = parts.peek();
        Segment segment = segments.peek();
        boolean isAfterSegment = next != null && segment != null && next.sequence() > segment.sequence();
        return isAfterSegment ? null : parts.poll();
    }

    /** The next segment; those of its parts that nobody has taken are released. */
    @Nullable
    Segment poll() {
        Segment segment = segments.poll();
        if (segment != null) {
            for (Part part; (part = parts.peek()) != null && part.sequence() <= segment.sequence(); ) {
                part.data().release();
                parts.remove();
            }
        }
        return segment;
    }

    /** Bytes of the segments. */
    long bytes() {
        return segments.stream()
                .mapToLong(segment -> segment.data().readableBytes())
                .sum();
    }

    void release() {
        segments.forEach(segment -> segment.data().release());
        segments.clear();
        parts.forEach(part -> part.data().release());
        parts.clear();
    }
}
