package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.Amf3Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.flv.FlvException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a script tag or of an RTMP data message: a name and values (FLV specification 10.1, E.4.4.1). {@link
 * Metadata}, {@link TextData} and {@link CuePoint} know the values of the names in use.
 *
 * <p>A publisher puts {@code @setDataFrame} before metadata, players get it without. The static methods add and remove
 * it in the bytes as they are, since re-encoding could change what a picky reader relies on.
 *
 * @param name of the handler it's for, {@code onMetaData} mostly
 * @param values what follows the name
 */
public record ScriptData(String name, List<AmfValue> values) {
    /*
     * type 18:  name: AMF0 string | value: AMF0, mostly one
     * type 15:  0 | as above, where the marker 0x11 switches to AMF3 for one value
     *           or name and values in AMF3, the name's marker being 6
     */
    private static final String PUBLISHER_NAME = "@setDataFrame";
    private static final ByteBuf SET_DATA_FRAME = text(PUBLISHER_NAME);
    private static final ByteBuf ON_META_DATA = text("onMetaData");
    private static final int STRING_MARKER = 2;
    private static final int AMF3_STRING_MARKER = 6;
    private static final int OBJECT_END = 9;
    private static final int STRING_HEADER_BYTES = 3;

    public ScriptData {
        values = List.copyOf(values);
    }

    private static ByteBuf text(String ascii) {
        ByteBuf out = Unpooled.buffer(STRING_HEADER_BYTES + ascii.length());
        out.writeByte(STRING_MARKER).writeShort(ascii.length());
        ByteBufUtil.writeAscii(out, ascii);
        return Unpooled.unreleasableBuffer(out.asReadOnly());
    }

    /**
     * Reads the body of a script tag of either type, without {@code @setDataFrame} if it's there; the indexes of the
     * buffer stay as they are.
     *
     * @throws FlvException SCRIPT if it doesn't begin with a string, is malformed or passes a limit
     * @throws IllegalArgumentException if the type isn't one of script data
     */
    public static ScriptData read(TagType type, ByteBuf body, AmfLimits limits) throws FlvException {
        if (!type.isScript()) {
            throw new IllegalArgumentException("script data in a tag of type " + type);
        }
        if (type == TagType.SCRIPT || !body.isReadable()) {
            return read(body, limits);
        }
        ByteBuf in = body.slice();
        if (in.getByte(0) == AMF3_STRING_MARKER) {
            return readAmf3(in, limits);
        }
        return read(in.getByte(0) == 0 ? in.skipBytes(1) : in, limits);
    }

    /**
     * Reads a body in AMF0, without {@code @setDataFrame} if it's there; the indexes of the buffer stay as they are.
     *
     * @throws FlvException SCRIPT if it doesn't begin with a string, is malformed or passes a limit
     */
    public static ScriptData read(ByteBuf body, AmfLimits limits) throws FlvException {
        Amf0Reader reader = new Amf0Reader(limits);
        return read(body.slice(), reader::read);
    }

    private static ScriptData readAmf3(ByteBuf in, AmfLimits limits) throws FlvException {
        Amf3Reader reader = new Amf3Reader(limits);
        return read(in, reader::read);
    }

    private static ScriptData read(ByteBuf in, ValueReader reader) throws FlvException {
        try {
            String name;
            do {
                name = name(reader.read(in));
            } while (name.equals(PUBLISHER_NAME));
            List<AmfValue> values = new ArrayList<>();
            while (in.isReadable() && !isEndMark(in)) {
                values.add(reader.read(in));
            }
            return new ScriptData(name, values);
        } catch (AmfException e) {
            throw new FlvException(Reason.SCRIPT, e.reason() + ": " + e.getMessage());
        }
    }

    private interface ValueReader {
        AmfValue read(ByteBuf in) throws AmfException;
    }

    private static String name(AmfValue value) throws FlvException {
        if (value instanceof AmfString name) {
            return name.value();
        }
        throw new FlvException(Reason.SCRIPT, "script data without a name");
    }

    /** Old writers end script data as an object ends (FLV specification 9, SCRIPTDATAOBJECTEND). */
    private static boolean isEndMark(ByteBuf in) {
        return in.readableBytes() == 3 && in.getUnsignedMedium(in.readerIndex()) == OBJECT_END;
    }

    /**
     * Appends name and values as the body of a tag of type SCRIPT, or of an RTMP data message.
     *
     * @throws IllegalArgumentException if a value can't be written ({@link Amf0Writer#write}): what was read from bytes
     *     that are no UTF-8 may have names too long
     */
    public void write(ByteBuf out) {
        Amf0Writer writer = new Amf0Writer(out).write(new AmfString(name));
        values.forEach(writer::write);
    }

    /**
     * Appends name and values as the body of a tag of either type of script data. Read again they are the same, but for
     * the name {@code @setDataFrame}.
     *
     * @throws IllegalArgumentException if the type isn't one of script data, or a value can't be written
     */
    public void write(TagType type, ByteBuf out) {
        if (!type.isScript()) {
            throw new IllegalArgumentException("script data in a tag of type " + type);
        }
        if (type == TagType.SCRIPT_AMF3) {
            out.writeByte(0);
        }
        write(out);
    }

    /** The first value that has properties, or null. */
    public @Nullable AmfProperties properties() {
        for (AmfValue value : values) {
            if (value instanceof AmfProperties properties) {
                return properties;
            }
        }
        return null;
    }

    /** The name a body in AMF0 begins with, {@code @setDataFrame} passed over; empty if there is none. */
    public static String name(ByteBuf body) {
        int start = body.readerIndex() + prefixBytes(body);
        int left = body.writerIndex() - start;
        if (left < STRING_HEADER_BYTES || body.getByte(start) != STRING_MARKER) {
            return "";
        }
        int length = body.getUnsignedShort(start + 1);
        if (length > left - STRING_HEADER_BYTES) {
            return "";
        }
        return body.toString(start + STRING_HEADER_BYTES, length, StandardCharsets.UTF_8);
    }

    /** Whether a body in AMF0 is stream metadata, with or without {@code @setDataFrame}. Allocates nothing. */
    public static boolean isMetadata(ByteBuf body) {
        return hasAt(body, prefixBytes(body), ON_META_DATA);
    }

    /** The body without {@code @setDataFrame}: a retained slice, which the caller releases. */
    public static ByteBuf withoutSetDataFrame(ByteBuf body) {
        int prefix = prefixBytes(body);
        return body.retainedSlice(body.readerIndex() + prefix, body.readableBytes() - prefix);
    }

    /** The body with {@code @setDataFrame}: a copy, or a retained slice if it has it; the caller releases it. */
    public static ByteBuf withSetDataFrame(ByteBuf body, ByteBufAllocator allocator) {
        if (prefixBytes(body) > 0) {
            return body.retainedSlice();
        }
        int prefix = SET_DATA_FRAME.readableBytes();
        return allocator
                .buffer(prefix + body.readableBytes())
                .writeBytes(SET_DATA_FRAME, 0, prefix)
                .writeBytes(body, body.readerIndex(), body.readableBytes());
    }

    private static int prefixBytes(ByteBuf body) {
        return hasAt(body, 0, SET_DATA_FRAME) ? SET_DATA_FRAME.readableBytes() : 0;
    }

    private static boolean hasAt(ByteBuf body, int offset, ByteBuf text) {
        int length = text.readableBytes();
        return body.readableBytes() - offset >= length
                && ByteBufUtil.equals(body, body.readerIndex() + offset, text, 0, length);
    }
}
