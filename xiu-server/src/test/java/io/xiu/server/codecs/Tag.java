package io.xiu.server.codecs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it was received, or a tag of an FLV file.
 *
 * @param body in hexadecimal, so that tags can be compared and printed
 */
record Tag(TagType type, int timestampMillis, String body) {
    private static final int MAX_BODY_BYTES = 8 << 20;

    /** What a file has to hold for a message, which is released. */
    static Tag of(MediaMessage message) {
        ByteBuf body =
                message.kind() == MediaKind.DATA ? ScriptData.withoutSetDataFrame(message.body()) : message.body();
        TagType type = switch (message.kind()) {
            case AUDIO -> TagType.AUDIO;
            case VIDEO -> TagType.VIDEO;
            case DATA -> TagType.SCRIPT;
        };
        Tag tag = new Tag(type, message.timestampMillis(), ByteBufUtil.hexDump(body));
        if (message.kind() == MediaKind.DATA) {
            body.release();
        }
        message.body().release();
        return tag;
    }

    /** An FLV file of tags. */
    static byte[] write(List<Tag> tags) {
        ByteBuf out = Unpooled.buffer();
        boolean audio = tags.stream().anyMatch(tag -> tag.type() == TagType.AUDIO);
        boolean video = tags.stream().anyMatch(tag -> tag.type() == TagType.VIDEO);
        new FlvHeader(audio, video).write(out);
        for (Tag tag : tags) {
            FlvTagWriter.write(tag.type(), tag.timestampMillis(), tag.bytes(), out);
        }
        return ByteBufUtil.getBytes(out);
    }

    /** The tags of an FLV file, which must be whole. */
    static List<Tag> read(byte[] file) throws FlvException {
        ByteBuf in = Unpooled.wrappedBuffer(file);
        FlvTagReader reader = new FlvTagReader(MAX_BODY_BYTES);
        List<Tag> tags = new ArrayList<>();
        for (FlvTag tag; (tag = reader.read(in)) != null; ) {
            tags.add(new Tag(tag.type(), tag.timestampMillis(), ByteBufUtil.hexDump(tag.body())));
            tag.body().release();
        }
        if (in.isReadable()) {
            throw new AssertionError(in.readableBytes() + " bytes are left");
        }
        in.release();
        return tags;
    }

    /** As a live stream has it. */
    MediaFrame frame() {
        MediaKind kind = switch (type) {
            case AUDIO -> MediaKind.AUDIO;
            case VIDEO -> MediaKind.VIDEO;
            default -> MediaKind.DATA;
        };
        return new MediaFrame(kind, MediaFrame.Role.CODED, timestampMillis, bytes());
    }

    ByteBuf bytes() {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(body));
    }

    @Override
    public String toString() {
        return type + " " + timestampMillis + " " + body.substring(0, Math.min(24, body.length()));
    }
}
