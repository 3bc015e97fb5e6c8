package io.xiu.hls.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.xiu.hls.Sample;
import io.xiu.hls.ts.TsEvent;
import io.xiu.hls.ts.TsReader;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.Choices;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import io.xiu.testing.fuzz.Subject;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FuzzReport.class)
class TsReaderFuzz {
    @FuzzTest
    void readsAnyStream(byte[] input) {
        byte[] stream = TransportStream.of(new Choices(input));
        StreamCheck.check(stream, Bounds.USUAL, TsSubject::new);
    }

    private static final class TsSubject implements Subject {
        private final TsReader reader = new TsReader(ByteBufAllocator.DEFAULT);

        @Override
        public boolean read(ByteBuf in, Consumer<Object> seen) {
            for (TsEvent event; (event = reader.read(in)) != null; ) {
                seen.accept(sighting(event));
            }
            return true;
        }

        @Override
        public void end(ByteBuf in, Consumer<Object> seen) {
            for (TsEvent event; (event = reader.flush()) != null; ) {
                seen.accept(sighting(event));
            }
        }

        @Override
        public void close() {}

        private static Object sighting(TsEvent event) {
            if (event instanceof TsEvent.SampleRead read) {
                Sample sample = read.sample();
                return List.of(sample.track(), sample.dts90k(), sample.pts90k(), sample.sync(), hex(sample.data()));
            }
            return event instanceof TsEvent.MetadataRead read ? List.of(read.pts90k(), hex(read.tag())) : event;
        }

        private static String hex(ByteBuf data) {
            try {
                return ByteBufUtil.hexDump(data);
            } finally {
                data.release();
            }
        }
    }
}
