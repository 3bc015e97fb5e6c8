package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvTag;
import io.xiu.flv.SalvageReader;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import io.xiu.testing.fuzz.Subject;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FuzzReport.class)
class SalvageFuzz {
    private static final int MAX_BODY_BYTES = 1_000;

    @FuzzTest
    void salvagesAnyBytes(byte[] input) {
        StreamCheck.check(input, Bounds.USUAL, SalvageSubject::new);
    }

    private static final class SalvageSubject implements Subject {
        private final SalvageReader reader = new SalvageReader(MAX_BODY_BYTES);

        @Override
        public boolean read(ByteBuf in, Consumer<Object> seen) {
            for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                seen.accept(TagSubject.sighting(tag));
            }
            return true;
        }

        @Override
        public void end(ByteBuf in, Consumer<Object> seen) {
            for (FlvTag tag; (tag = reader.readLast(in)) != null; ) {
                seen.accept(TagSubject.sighting(tag));
            }
            seen.accept(in.readableBytes());
            seen.accept(reader.skippedBytes());
            seen.accept(reader.gaps());
            seen.accept(String.valueOf(reader.header()));
        }

        @Override
        public void close() {}
    }
}
