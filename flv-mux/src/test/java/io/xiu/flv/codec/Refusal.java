package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Sees to it that bytes are refused as they should be. */
final class Refusal {
    private Refusal() {}

    interface Reader {
        Object read(ByteBuf bytes) throws FlvException;
    }

    static void assertRefused(String what, ThrowingCallable reading) {
        Throwable refusal = catchThrowable(reading);
        assertThat(refusal).as(what).isInstanceOf(FlvException.class);
        assertThat(((FlvException) refusal).reason()).as(what).isEqualTo(Reason.CONFIGURATION);
        assertThat(refusal).as(what).hasMessageNotContaining("null");
    }

    /** Every beginning shorter than {@code least} is refused; from there on it's read or refused, and nothing else. */
    static void assertCutOffIsRefused(byte[] bytes, int least, Reader reader) {
        for (int length = 0; length < bytes.length; length++) {
            ByteBuf beginning = Unpooled.wrappedBuffer(bytes, 0, length);
            if (length < least) {
                assertRefused(length + " bytes", () -> reader.read(beginning));
            } else {
                readOrRefuse(beginning, reader, length + " bytes");
            }
        }
    }

    /** Random bytes, and these with some changed, are read or refused, and nothing else. */
    static void assertReadOrRefused(byte[] bytes, int rounds, Reader reader) {
        for (long seed = 1; seed <= rounds; seed++) {
            Random random = new Random(seed);
            byte[] changed = bytes.clone();
            if (seed % 4 == 0) {
                changed = new byte[random.nextInt(bytes.length + 8)];
                random.nextBytes(changed);
            }
            for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(Unpooled.wrappedBuffer(changed), reader, "seed " + seed);
        }
    }

    private static void readOrRefuse(ByteBuf bytes, Reader reader, String what) {
        try {
            assertThat(reader.read(bytes)).as(what).isNotNull();
        } catch (FlvException e) {
            assertThat(e.reason()).as(what).isEqualTo(Reason.CONFIGURATION);
        }
        assertThat(bytes.readerIndex()).as(what).isZero();
    }
}
