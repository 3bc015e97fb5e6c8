package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.rtmp.message.MediaKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a viewer got of {@link Footage}, message by message. Thread-safe. */
final class Recording {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Frame> frames = new ArrayList<>();
    private final Map<MediaKind, Integer> newest = new EnumMap<>(MediaKind.class);

    /** A message; a header and data have the number -1. */
    record Frame(MediaKind kind, int timestampMillis, int number) {
        boolean header() {
            return number < 0;
        }
    }

    /** Adds a message and releases its body. */
    synchronized void add(MediaKind kind, int timestampMillis, ByteBuf body) {
        byte[] bytes = ByteBufUtil.getBytes(body);
        body.release();
        boolean coded = kind != MediaKind.DATA && bytes[1] == 1;
        Frame frame = new Frame(kind, timestampMillis, coded ? Footage.number(bytes) : -1);
        frames.add(frame);
        newest.put(kind, frame.number());
        notifyAll();
    }

    /** Everything so far. */
    synchronized List<Frame> all() {
        return List.copyOf(frames);
    }

    /** The coded frames of a kind so far. */
    synchronized List<Frame> frames(MediaKind kind) {
        return frames.stream()
                .filter(frame -> frame.kind() == kind && !frame.header())
                .toList();
    }

    /** Blocks until this frame or a later one is here. */
    void await(MediaKind kind, int number) {
        await(() -> newest.getOrDefault(kind, -1) >= number, kind + " frame " + number);
    }

    /** Blocks until so many coded frames of a kind are here. */
    void awaitFrames(MediaKind kind, int count) {
        await(() -> frames(kind).size() >= count, count + " frames of " + kind);
    }

    private synchronized void await(BooleanSupplier there, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!there.getAsBoolean()) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError(what + " did not come; there are " + frames.size() + " messages, the last "
                        + (frames.isEmpty() ? "none" : frames.get(frames.size() - 1)));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
