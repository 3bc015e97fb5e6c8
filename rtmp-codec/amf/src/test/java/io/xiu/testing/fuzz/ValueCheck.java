package io.xiu.testing.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;

/**
 * What holds for everything that reads one value from bytes that are all there: it throws nothing that it doesn't
 * declare, it makes no difference how the bytes lie in memory, the heap follows them, and no buffer is left behind.
 */
public final class ValueCheck {
    private static final int OFFSET = 3;

    private ValueCheck() {}

    /**
     * Reads the input from a buffer of the heap, from one made up of single bytes, and from a direct one in which other
     * bytes come first and last.
     *
     * @param reading gets a borrowed buffer; gives all that can be seen, as a value with an {@code equals} of its own
     */
    public static void check(byte[] input, Bounds bounds, Function<ByteBuf, ?> reading) {
        long startNanos = Meter.processorNanos();
        Object plain = bounds.within(input.length, () -> read(Unpooled.wrappedBuffer(input), reading));

        CompositeByteBuf scattered = Unpooled.compositeBuffer(Math.max(1, input.length));
        for (int i = 0; i < input.length; i++) {
            scattered.addComponent(true, Unpooled.wrappedBuffer(input, i, 1));
        }
        same(plain, read(scattered, reading), "from single bytes");
        same(plain, Meter.leavingNothing(() -> readDirect(input, reading)), "from within a direct buffer");
        FuzzReport.executed(Meter.processorNanos() - startNanos);
    }

    private static Object readDirect(byte[] input, Function<ByteBuf, ?> reading) {
        ByteBuf direct = ByteBufAllocator.DEFAULT.directBuffer(input.length + 2 * OFFSET);
        direct.writeMedium(-1).writeBytes(input).writeMedium(-1);
        return read(direct.setIndex(OFFSET, OFFSET + input.length), reading);
    }

    private static Object read(ByteBuf in, Function<ByteBuf, ?> reading) {
        try {
            return reading.apply(in);
        } finally {
            in.release();
        }
    }

    private static void same(Object plain, Object other, String how) {
        if (!plain.equals(other)) {
            throw new AssertionError("read plainly: " + plain + "\nread " + how + ": " + other);
        }
    }
}
