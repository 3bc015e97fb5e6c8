package io.xiu.amf.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfValue;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Whatever was read can be written, and is read again as the same value. */
final class RoundTrip {
    /** What isn't UTF-8 is three times as long when written again, and an AMF3 value in AMF0 counts twice. */
    static final AmfLimits LIMITS = new AmfLimits(16, 2 * 2048, 4 * 64 * 1024);

    private static final int LONGEST_TEXT = 4_000_000;

    private RoundTrip() {}

    static void check(
            byte[] input,
            Function<ByteBuf, List<Object>> first,
            BiConsumer<AmfValue, ByteBuf> writing,
            Function<ByteBuf, List<Object>> again) {
        for (Object seen : first.apply(Unpooled.wrappedBuffer(input))) {
            if (seen instanceof AmfValue value) {
                check(value, writing, again);
            }
        }
    }

    private static void check(
            AmfValue value, BiConsumer<AmfValue, ByteBuf> writing, Function<ByteBuf, List<Object>> again) {
        String text = value.toString();
        if (text.length() > LONGEST_TEXT) {
            throw new AssertionError("a text of " + text.length() + " characters");
        }
        ByteBuf out = Unpooled.buffer();
        try {
            writing.accept(value, out);
            List<Object> same = again.apply(out);
            if (!same.equals(List.of(value))) {
                throw new AssertionError(text + "\nwas written and read again as\n" + same);
            }
        } finally {
            out.release();
        }
    }
}
