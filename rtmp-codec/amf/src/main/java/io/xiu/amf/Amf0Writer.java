package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one message as AMF0.
 *
 * <pre>{@code
 * new Amf0Writer(message).write(new AmfString("_result")).write(new AmfNumber(1)).write(AmfNull.INSTANCE);
 * }</pre>
 *
 * <p>Values that only AMF3 has are written as AMF3 behind the marker for it. A value met twice is written twice, since
 * some readers (ffmpeg's) know no references; {@link #withReferences} makes a writer that refers to it as the
 * specification asks. The buffer grows as needed and stays the caller's.
 */
public final class Amf0Writer {
    private static final int MAX_SHORT_TEXT_BYTES = 0xFFFF;
    private static final int MAX_REFERENCES = 0xFFFF;

    private final ByteBuf out;
    private final @Nullable IdentityHashMap<AmfValue, Integer> references;
    private @Nullable Amf3Writer amf3;

    /** Makes a writer that writes every value out. */
    public Amf0Writer(ByteBuf out) {
        this(out, null);
    }

    private Amf0Writer(ByteBuf out, @Nullable IdentityHashMap<AmfValue, Integer> references) {
        this.out = out;
        this.references = references;
    }

    /**
     * Makes a writer that refers to an object or array it has written before, up to the 65,535 that can be referred to
     * (2.9). One and the same instance counts, not an equal one.
     */
    public static Amf0Writer withReferences(ByteBuf out) {
        return new Amf0Writer(out, new IdentityHashMap<>());
    }

    /**
     * Appends a value.
     *
     * @return this
     * @throws IllegalArgumentException if the name of a property or class takes more than 65,535 bytes of UTF-8, or if a
     *     value that only AMF3 has holds what can't be written ({@link Amf3Writer})
     */
    public Amf0Writer write(AmfValue value) {
        if (refers(value)) {
            return this;
        }
        if (value instanceof AmfNumber number) {
            out.writeByte(Amf0Marker.NUMBER).writeDouble(number.value());
        } else if (value instanceof AmfBoolean truth) {
            out.writeByte(Amf0Marker.BOOLEAN).writeBoolean(truth.value());
        } else if (value instanceof AmfString text) {
            writeString(text.value());
        } else if (value instanceof AmfNull) {
            out.writeByte(Amf0Marker.NULL);
        } else if (value instanceof AmfUndefined) {
            out.writeByte(Amf0Marker.UNDEFINED);
        } else if (value instanceof AmfUnsupported) {
            out.writeByte(Amf0Marker.UNSUPPORTED);
        } else if (value instanceof AmfObject object) {
            out.writeByte(Amf0Marker.OBJECT);
            writeProperties(object.properties());
        } else if (value instanceof AmfTypedObject object) {
            out.writeByte(Amf0Marker.TYPED_OBJECT);
            writeShortText(object.className());
            writeProperties(object.properties());
        } else if (value instanceof AmfEcmaArray array) {
            out.writeByte(Amf0Marker.ECMA_ARRAY).writeInt(array.properties().size());
            writeProperties(array.properties());
        } else if (value instanceof AmfStrictArray array) {
            out.writeByte(Amf0Marker.STRICT_ARRAY).writeInt(array.values().size());
            array.values().forEach(this::write);
        } else if (value instanceof AmfDate date) {
            out.writeByte(Amf0Marker.DATE).writeDouble(date.epochMillis()).writeShort(date.timeZone());
        } else if (value instanceof AmfXml xml) {
            out.writeByte(Amf0Marker.XML);
            writeLongText(xml.text());
        } else {
            writeAmf3(value);
        }
        return this;
    }

    /** Writes a reference in the value's place, if it has a number; otherwise numbers it, if it can be referred to. */
    private boolean refers(AmfValue value) {
        if (references == null || !(value instanceof AmfProperties || value instanceof AmfStrictArray)) {
            return false;
        }
        Integer number = references.get(value);
        if (number != null) {
            out.writeByte(Amf0Marker.REFERENCE).writeShort(number);
            return true;
        }
        if (references.size() < MAX_REFERENCES) {
            references.put(value, references.size());
        }
        return false;
    }

    private void writeAmf3(AmfValue value) {
        if (amf3 == null) {
            amf3 = new Amf3Writer(out);
        }
        out.writeByte(Amf0Marker.AMF3);
        amf3.write(value);
    }

    private void writeProperties(List<AmfProperty> properties) {
        for (AmfProperty property : properties) {
            writeShortText(property.name());
            write(property.value());
        }
        out.writeShort(0).writeByte(Amf0Marker.OBJECT_END);
    }

    private void writeString(String text) {
        if (ByteBufUtil.utf8Bytes(text) > MAX_SHORT_TEXT_BYTES) {
            out.writeByte(Amf0Marker.LONG_STRING);
            writeLongText(text);
        } else {
            out.writeByte(Amf0Marker.STRING);
            writeShortText(text);
        }
    }

    private void writeShortText(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        if (length > MAX_SHORT_TEXT_BYTES) {
            throw new IllegalArgumentException("a name of " + length + " bytes");
        }
        out.writeShort(length);
        ByteBufUtil.writeUtf8(out, text);
    }

    private void writeLongText(String text) {
        out.writeInt(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }
}
