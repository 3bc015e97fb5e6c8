package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The body of the metadata in a file, with the places in it that are brought up to date without changing its length. */
final class MetadataTag {
    /*
     * name | 8, count or 3 | { name: duration | 0, 8 bytes }   { name: filesize | 0, 8 bytes }   others
     *                      | { name: keyframes | object of times: n numbers, filepositions: n numbers, spacer }
     *
     * A number takes 9 bytes wherever it is, so spacer, of 2 (room - n) numbers, keeps the length the same.
     */
    private static final String DURATION = "duration";
    private static final String FILE_SIZE = "filesize";
    private static final String KEYFRAMES = "keyframes";
    private static final String SPACER = "spacer";
    private static final int NUMBER = 0;
    private static final int OBJECT = 3;
    private static final int ECMA_ARRAY = 8;
    private static final int NONE = -1;
    private static final double MILLIS = 1_000;
    private static final AmfLimits OWN = new AmfLimits(64, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final ByteBuf body;
    private int durationAt = NONE;
    private int fileSizeAt = NONE;
    private int keyframesAt = NONE;
    private int room;

    private MetadataTag(ByteBuf body) {
        this.body = body;
    }

    /**
     * Metadata for a new file: duration and file size first, then what is given, then room for key frames.
     *
     * @throws IllegalArgumentException if they can't be written, or not into one tag
     */
    static MetadataTag create(Metadata given, int room) {
        List<AmfProperty> properties = new ArrayList<>();
        properties.add(new AmfProperty(DURATION, new AmfNumber(0)));
        properties.add(new AmfProperty(FILE_SIZE, new AmfNumber(0)));
        properties.addAll(given.without(DURATION)
                .without(FILE_SIZE)
                .without(KEYFRAMES)
                .properties()
                .properties());
        if (room > 0) {
            properties.add(new AmfProperty(KEYFRAMES, keyframes(KeyframeIndex.EMPTY, room)));
        }
        ByteBuf body = Unpooled.buffer();
        new ScriptData(Metadata.NAME, List.of(new AmfEcmaArray(properties))).write(body);
        FlvTagWriter.check(TagType.SCRIPT, body.readableBytes());
        return of(body, OWN);
    }

    /**
     * Finds what can be brought up to date in metadata of AMF0 that are there, perhaps nothing.
     *
     * @param body to be kept
     */
    static MetadataTag of(ByteBuf body, AmfLimits limits) {
        MetadataTag tag = new MetadataTag(body);
        try {
            tag.find(body.slice(), new Amf0Reader(limits));
        } catch (AmfException e) {
            return new MetadataTag(body);
        }
        return tag;
    }

    private void find(ByteBuf in, Amf0Reader reader) throws AmfException {
        if (!(reader.read(in) instanceof AmfString) || !in.isReadable(5)) {
            return;
        }
        int marker = in.readByte();
        if (marker == ECMA_ARRAY) {
            in.skipBytes(4);
        } else if (marker != OBJECT) {
            return;
        }
        while (in.isReadable(2) && in.isReadable(2 + in.getUnsignedShort(in.readerIndex()) + 1)) {
            int length = in.readUnsignedShort();
            String name = in.readCharSequence(length, StandardCharsets.UTF_8).toString();
            int at = in.readerIndex();
            if (length == 0 && in.getByte(at) == 9) {
                return;
            }
            note(name, reader.read(in), at, in);
        }
    }

    private void note(String name, AmfValue value, int at, ByteBuf in) {
        boolean isNumber = in.getByte(at) == NUMBER;
        if (name.equals(DURATION) && isNumber) {
            durationAt = at + 1;
        } else if (name.equals(FILE_SIZE) && isNumber) {
            fileSizeAt = at + 1;
        } else if (name.equals(KEYFRAMES) && value instanceof AmfObject keyframes) {
            int found = roomOf(keyframes);
            if (encoded(keyframes(KeyframeIndex.EMPTY, found)).readableBytes() == in.readerIndex() - at) {
                keyframesAt = at;
                room = found;
            }
        }
    }

    /** How many key frames an object has room for if it's as long as one of ours. */
    private static int roomOf(AmfObject keyframes) {
        int numbers = 0;
        for (AmfProperty property : keyframes.properties()) {
            numbers += property.value() instanceof AmfStrictArray array
                    ? array.values().size()
                    : 0;
        }
        return keyframes.get(SPACER) == null ? 0 : numbers / 2;
    }

    private static AmfObject keyframes(KeyframeIndex index, int room) {
        AmfValue zero = new AmfNumber(0);
        int left = 2 * (room - index.keyframes().size());
        return index.value().with(SPACER, new AmfStrictArray(Collections.nCopies(left, zero)));
    }

    private static ByteBuf encoded(AmfValue value) {
        ByteBuf out = Unpooled.buffer();
        new Amf0Writer(out).write(value);
        return out;
    }

    /** For how many key frames there is room. */
    int room() {
        return room;
    }

    /** The body as it is to be in the file. */
    ByteBuf body() {
        return body;
    }

    /** Puts in what is known now, as far as there is a place for it. */
    void update(long durationMillis, long fileBytes, KeyframeIndex index) {
        if (durationAt != NONE) {
            body.setDouble(durationAt, durationMillis / MILLIS);
        }
        if (fileSizeAt != NONE) {
            body.setDouble(fileSizeAt, (double) fileBytes);
        }
        if (keyframesAt != NONE) {
            body.setBytes(keyframesAt, encoded(keyframes(index, room)));
        }
    }
}
