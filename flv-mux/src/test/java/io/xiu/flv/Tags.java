package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Tags for tests: as text to compare them, made up at random, and those of a real file. */
public final class Tags {
    private static final TagType[] TYPES = {TagType.AUDIO, TagType.VIDEO, TagType.SCRIPT, TagType.SCRIPT_AMF3};

    private Tags() {}

    /** A tag as text; releases its body. */
    public static String text(TagType type, long timestampMillis, ByteBuf body) {
        byte[] bytes = ByteBufUtil.getBytes(body);
        body.release();
        return bytes.length <= 16
                ? type + " " + timestampMillis + " " + ByteBufUtil.hexDump(bytes)
                : type + " " + timestampMillis + " " + bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
    }

    /** A tag as text; releases its body. */
    public static String text(FlvTag tag) {
        return text(tag.type(), tag.timestampMillis(), tag.body());
    }

    /** Tags of any type, any timestamp, and bodies of up to {@code longest} bytes, some of them empty. */
    public static List<FlvTag> random(Random random, int count, int longest) {
        List<FlvTag> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] body = new byte[random.nextInt(5) == 0 ? 0 : random.nextInt(longest + 1)];
            random.nextBytes(body);
            tags.add(new FlvTag(TYPES[random.nextInt(TYPES.length)], random.nextInt(), Unpooled.wrappedBuffer(body)));
        }
        return tags;
    }

    /** A file of these tags, whose bodies stay as they are. */
    public static byte[] file(List<FlvTag> tags) {
        ByteBuf out = Unpooled.buffer();
        new FlvHeader(true, true).write(out);
        tags.forEach(tag -> FlvTagWriter.write(tag.type(), tag.timestampMillis(), tag.body(), out));
        return ByteBufUtil.getBytes(out);
    }

    /** Ten seconds of video and audio as ffmpeg wrote them. */
    public static byte[] footage() throws IOException {
        try (InputStream in = Tags.class.getResourceAsStream("/bbb-h264-aac-360p.flv")) {
            return in.readAllBytes();
        }
    }
}
