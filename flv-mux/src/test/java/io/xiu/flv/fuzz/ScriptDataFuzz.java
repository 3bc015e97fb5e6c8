package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import io.xiu.flv.CuePoint;
import io.xiu.flv.FlvException;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import io.xiu.flv.TextData;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies of script tags, and all that can be asked of them. */
@ExtendWith(FuzzReport.class)
class ScriptDataFuzz {
    @FuzzTest
    void readsAnyBody(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL.withHeap(512 << 10, 512), ScriptDataFuzz::read);
    }

    private static Object read(ByteBuf body) {
        List<Object> seen = new ArrayList<>();
        seen.add(ScriptData.name(body));
        seen.add(ScriptData.isMetadata(body));
        ByteBuf with = ScriptData.withSetDataFrame(body, ByteBufAllocator.DEFAULT);
        ByteBuf without = ScriptData.withoutSetDataFrame(with);
        seen.add(ByteBufUtil.hexDump(without));
        with.release();
        without.release();
        try {
            ScriptData data = ScriptData.read(body, AmfLimits.DATA);
            seen.add(data);
            seen.addAll(asked(data));
            writeAndReadAgain(data);
        } catch (FlvException e) {
            seen.add(e.reason());
        }
        return seen;
    }

    private static void writeAndReadAgain(ScriptData data) {
        ByteBuf out = Unpooled.buffer();
        try {
            data.write(TagType.SCRIPT, out);
            ScriptData again = ScriptData.read(out, new AmfLimits(16, 4 * 2048, 1024 * 1024));
            if (!again.equals(data)) {
                throw new AssertionError(data + "\nwas written and read again as\n" + again);
            }
        } catch (FlvException e) {
            throw new AssertionError("what was written can't be read: " + data, e);
        } finally {
            out.release();
        }
    }

    private static List<Object> asked(ScriptData data) {
        List<Object> seen = new ArrayList<>();
        Metadata metadata = Metadata.of(data);
        if (metadata != null) {
            seen.addAll(List.of(
                    metadata.durationSeconds(),
                    metadata.fileBytes(),
                    metadata.width(),
                    metadata.height(),
                    metadata.framesPerSecond(),
                    metadata.audioSampleRate(),
                    metadata.videoCodec(),
                    metadata.audioCodec(),
                    metadata.videoTracks(),
                    metadata.audioTracks(),
                    metadata.keyframes(),
                    metadata.cuePoints(),
                    metadata.others()));
        }
        CuePoint cuePoint = CuePoint.of(data);
        if (cuePoint != null) {
            seen.addAll(List.of(cuePoint.name(), cuePoint.type(), cuePoint.timeSeconds(), cuePoint.parameters()));
        }
        TextData text = TextData.of(data);
        if (text != null) {
            seen.addAll(List.of(text.text(), text.language(), text.trackId()));
        }
        return seen;
    }
}
