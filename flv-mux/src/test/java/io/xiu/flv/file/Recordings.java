package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Files written and read for tests. */
final class Recordings {
    static final String KEY_FRAME = "17 01 000000 00000001 65";
    static final String OTHER_FRAME = "27 01 000000 00000001 41";
    static final String SOUND = "AF 01 21";

    private Recordings() {}

    /** A body that has to be released. */
    static ByteBuf body(String hex) {
        ByteBuf bytes = Hex.bytes(hex);
        return PooledByteBufAllocator.DEFAULT.buffer().writeBytes(bytes);
    }

    /** A body of zeros behind these bytes. */
    static ByteBuf body(String hex, int bytes) {
        ByteBuf body = body(hex);
        return body.writeZero(bytes - body.readableBytes());
    }

    /** Writes video of 25 pictures a second with a key frame every second, and audio between them. */
    static void write(FlvFileWriter writer, long fromMillis, int seconds) throws IOException {
        for (int i = 0; i < seconds * 25; i++) {
            int millis = (int) (fromMillis + i * 40L);
            writer.write(TagType.VIDEO, millis, body(i % 25 == 0 ? KEY_FRAME : OTHER_FRAME));
            writer.write(TagType.AUDIO, millis + 10, body(SOUND));
        }
    }

    /** All tags as text, those of script data left out: type, timestamp, body. */
    static List<String> media(MemoryFile file) throws IOException, FlvException {
        List<String> tags = new ArrayList<>();
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
        for (FlvFileTag tag; (tag = reader.read()) != null; ) {
            String text = Tags.text(tag.type(), tag.timestampMillis(), tag.body());
            if (!tag.type().isScript()) {
                tags.add(text);
            }
        }
        return tags;
    }

    /** What a strict reader of streams makes of a file, all of it. */
    static List<String> strictly(MemoryFile file) throws IOException, FlvException {
        List<String> tags = new ArrayList<>();
        ByteBuf in = Unpooled.wrappedBuffer(file.bytes());
        FlvTagReader reader = FlvTagReader.strict(FlvLimits.DEFAULT.bodyBytes());
        for (FlvTag tag; (tag = reader.read(in)) != null; ) {
            tags.add(Tags.text(tag));
        }
        if (in.isReadable()) {
            tags.add(in.readableBytes() + " bytes left");
        }
        return tags;
    }
}
