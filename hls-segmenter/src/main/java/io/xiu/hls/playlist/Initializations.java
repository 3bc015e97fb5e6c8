package io.xiu.hls.playlist;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.segment.InitializationSegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The initialization segments that the segments held refer to, each counted. */
final class Initializations {
    private final Map<Integer, Counted> byNumber = new HashMap<>();
    private long bytes;

    void retain(@Nullable InitializationSegment initialization) {
        if (initialization != null) {
            Counted counted = byNumber.get(initialization.number());
            if (counted == null) {
                counted = new Counted(initialization.bytes());
                byNumber.put(initialization.number(), counted);
                bytes += counted.bytes.length;
            }
            counted.references++;
        }
    }

    void release(@Nullable InitializationSegment initialization) {
        if (initialization != null) {
            byNumber.computeIfPresent(initialization.number(), (number, counted) -> {
                counted.references--;
                if (counted.references > 0) {
                    return counted;
                }
                bytes -= counted.bytes.length;
                return null;
            });
        }
    }

    @Nullable
    ByteBuf get(int number) {
        Counted counted = byNumber.get(number);
        return counted == null ? null : Unpooled.wrappedBuffer(counted.bytes).asReadOnly();
    }

    long bytes() {
        return bytes;
    }

    private static final class Counted {
        private final byte[] bytes;
        private int references;

        Counted(byte[] bytes) {
            this.bytes = bytes;
        }
    }
}
