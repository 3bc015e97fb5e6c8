package io.xiu.testing.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What holds for every reader of a stream and all bytes: it throws nothing that it doesn't declare, what comes out is
 * the same however the bytes are cut, buffers and heap follow what was received, and no buffer is left behind.
 */
public final class StreamCheck {
    private static final int LONGEST_PIECE = 50;

    private StreamCheck() {}

    /** Reads the input whole and, as its hash has it, byte by byte or at random cuts, each with a subject of its own. */
    public static void check(byte[] input, Bounds bounds, Supplier<? extends Subject> subjects) {
        long startNanos = Meter.processorNanos();
        List<Object> whole = bounds.within(input.length, () -> read(input, bounds, subjects, () -> input.length));
        int hash = Arrays.hashCode(input);
        if ((hash & 1) == 0) {
            same(whole, read(input, bounds, subjects, () -> 1), "byte by byte");
        } else {
            Random random = new Random(hash);
            same(whole, read(input, bounds, subjects, () -> 1 + random.nextInt(LONGEST_PIECE)), "at random cuts");
        }
        FuzzReport.executed(Meter.processorNanos() - startNanos);
    }

    private static List<Object> read(
            byte[] input, Bounds bounds, Supplier<? extends Subject> subjects, IntSupplier cut) {
        return Meter.leavingNothing(() -> readOnce(input, bounds, subjects, cut));
    }

    private static List<Object> readOnce(
            byte[] input, Bounds bounds, Supplier<? extends Subject> subjects, IntSupplier cut) {
        List<Object> seen = new ArrayList<>();
        ByteBuf in = Unpooled.buffer(Math.max(1, input.length));
        try (Subject subject = subjects.get()) {
            long heldAtStart = Meter.heldBytes();
            boolean goesOn = true;
            for (int at = 0; goesOn && at < input.length; ) {
                int count = Math.min(cut.getAsInt(), input.length - at);
                in.writeBytes(input, at, count);
                at += count;
                goesOn = subject.read(in, seen::add);
                in.discardReadBytes();
                bounds.checkHeld(Meter.heldBytes() - heldAtStart, at);
            }
            subject.end(in, seen::add);
        } finally {
            in.release();
        }
        return seen;
    }

    private static void same(List<Object> whole, List<Object> other, String how) {
        if (!whole.equals(other)) {
            throw new AssertionError("read whole: " + whole + "\nread " + how + ": " + other);
        }
    }
}
