package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.amf.AmfLimits;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.file.FlvFileReader;
import io.xiu.flv.file.FlvFileTag;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files as they come: all that is found by seeking in them. */
@ExtendWith(FuzzReport.class)
class FileFuzz {
    private static final FlvLimits LIMITS = new FlvLimits(1_000, AmfLimits.DATA, 16);

    @FuzzTest
    void readsAnyFile(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL.withHeap(1 << 20, 512), FileFuzz::read);
    }

    private static Object read(ByteBuf in) {
        List<Object> seen = new ArrayList<>();
        try {
            FlvFileReader reader = FlvFileReader.open(new BytesChannel(ByteBufUtil.getBytes(in)), LIMITS);
            seen.add(reader.header());
            seen.add(String.valueOf(reader.metadata()));
            seen.add(reader.durationMillis());
            seen.add(reader.keyframes());
            seen.addAll(tags(reader));
            reader.seek(1_000);
            seen.add(reader.position());
            seen.addAll(tags(reader));
            seen.add(reader.unreadBytes());
        } catch (FlvException e) {
            seen.add(e.reason());
        } catch (IOException e) {
            throw new AssertionError("the channel never fails", e);
        }
        return seen;
    }

    private static List<Object> tags(FlvFileReader reader) throws IOException, FlvException {
        List<Object> seen = new ArrayList<>();
        for (FlvFileTag tag; (tag = reader.read()) != null; ) {
            seen.add(List.of(tag.position(), tag.type(), tag.timestampMillis(), ByteBufUtil.hexDump(tag.body())));
            tag.body().release();
        }
        return seen;
    }
}
