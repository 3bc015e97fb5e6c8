package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the values of one message as AMF3. Used as {@link Amf0Writer} is.
 *
 * <p>Equal strings and equal traits, and one and the same object, are written once and then referred to. Whole numbers
 * from -2^28 to 2^28 - 1 are written as integers. An object of a class, or with a property that has no name, gets its
 * properties as fixed ones, another gets them as dynamic ones. AMF3 has no {@link AmfUnsupported}, which is written as
 * undefined, no time zone in a date, and no ECMA array without properties, which is written as a strict one.
 */
public final class Amf3Writer {
    private static final int MIN_INTEGER = -(1 << 28);
    private static final int MAX_INTEGER = (1 << 28) - 1;
    private static final int U29_MASK = (1 << 29) - 1;

    private final ByteBuf out;
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<Amf3Traits, Integer> traits = new HashMap<>();
    private final IdentityHashMap<AmfValue, Integer> objects = new IdentityHashMap<>();

    public Amf3Writer(ByteBuf out) {
        this.out = out;
    }

    /**
     * Appends a value.
     *
     * @return this
     * @throws IllegalArgumentException if a property of an ECMA array has no name: the format uses the empty name as their
     *     end; or if a length or a number of properties takes more than 29 bits with its flags
     */
    public Amf3Writer write(AmfValue value) {
        if (value instanceof AmfUndefined || value instanceof AmfUnsupported) {
            out.writeByte(Amf3Marker.UNDEFINED);
        } else if (value instanceof AmfNull) {
            out.writeByte(Amf3Marker.NULL);
        } else if (value instanceof AmfBoolean truth) {
            out.writeByte(truth.value() ? Amf3Marker.TRUE : Amf3Marker.FALSE);
        } else if (value instanceof AmfNumber number) {
            writeNumber(number.value());
        } else if (value instanceof AmfString text) {
            out.writeByte(Amf3Marker.STRING);
            writeString(text.value());
        } else {
            writeReferable(value);
        }
        return this;
    }

    private void writeNumber(double number) {
        boolean isInteger = number == (int) number && number >= MIN_INTEGER && number <= MAX_INTEGER;
        boolean isNegativeZero = number == 0 && 1 / number < 0;
        if (isInteger && !isNegativeZero) {
            out.writeByte(Amf3Marker.INTEGER);
            writeU29((int) number & U29_MASK);
        } else {
            out.writeByte(Amf3Marker.DOUBLE).writeDouble(number);
        }
    }

    private void writeReferable(AmfValue value) {
        out.writeByte(marker(value));
        Integer index = objects.get(value);
        if (index != null) {
            writeU29(header(index, 1, 0));
            return;
        }
        objects.put(value, objects.size());
        if (value instanceof AmfDate date) {
            writeU29(1);
            out.writeDouble(date.epochMillis());
        } else if (value instanceof AmfXml xml) {
            writeText(xml.text());
        } else if (value instanceof AmfE4x xml) {
            writeText(xml.text());
        } else if (value instanceof AmfByteArray array) {
            writeLength(array.length());
            out.writeBytes(array.bytes());
        } else if (value instanceof AmfStrictArray array) {
            writeLength(array.values().size());
            writeString("");
            array.values().forEach(this::write);
        } else if (value instanceof AmfEcmaArray array) {
            writeLength(0);
            writeDynamic(array.properties());
        } else if (value instanceof AmfVector vector) {
            writeVector(vector);
        } else if (value instanceof AmfDictionary dictionary) {
            writeDictionary(dictionary);
        } else if (value instanceof AmfExternalizable object) {
            writeTraits(new Amf3Traits(object.className(), true, false, List.of()));
            write(object.content());
        } else if (value instanceof AmfTypedObject object) {
            writeObject(object.className(), object.properties());
        } else if (value instanceof AmfObject object) {
            writeObject("", object.properties());
        }
    }

    private static int marker(AmfValue value) {
        if (value instanceof AmfDate) {
            return Amf3Marker.DATE;
        } else if (value instanceof AmfXml) {
            return Amf3Marker.XML_DOCUMENT;
        } else if (value instanceof AmfE4x) {
            return Amf3Marker.XML;
        } else if (value instanceof AmfByteArray) {
            return Amf3Marker.BYTE_ARRAY;
        } else if (value instanceof AmfStrictArray || value instanceof AmfEcmaArray) {
            return Amf3Marker.ARRAY;
        } else if (value instanceof AmfDictionary) {
            return Amf3Marker.DICTIONARY;
        } else if (value instanceof AmfVector vector) {
            return switch (vector.itemType()) {
                case INT -> Amf3Marker.VECTOR_INT;
                case UINT -> Amf3Marker.VECTOR_UINT;
                case DOUBLE -> Amf3Marker.VECTOR_DOUBLE;
                case OBJECT -> Amf3Marker.VECTOR_OBJECT;
            };
        }
        return Amf3Marker.OBJECT;
    }

    private void writeVector(AmfVector vector) {
        writeLength(vector.values().size());
        out.writeBoolean(vector.fixed());
        if (vector.itemType() == AmfVector.ItemType.OBJECT) {
            writeString(vector.className());
        }
        for (AmfValue value : vector.values()) {
            if (vector.itemType() == AmfVector.ItemType.OBJECT) {
                write(value);
            } else if (value instanceof AmfNumber number) {
                if (vector.itemType() == AmfVector.ItemType.DOUBLE) {
                    out.writeDouble(number.value());
                } else {
                    out.writeInt((int) (long) number.value());
                }
            }
        }
    }

    private void writeDictionary(AmfDictionary dictionary) {
        writeLength(dictionary.entries().size());
        out.writeBoolean(dictionary.weakKeys());
        for (AmfDictionary.Entry entry : dictionary.entries()) {
            write(entry.key());
            write(entry.value());
        }
    }

    /** Dynamic properties end with an empty name, so that one without a name can only be a fixed one. */
    private void writeObject(String className, List<AmfProperty> properties) {
        List<String> names = properties.stream().map(AmfProperty::name).toList();
        if (className.isEmpty() && !names.contains("")) {
            writeTraits(Amf3Traits.ANONYMOUS);
            writeDynamic(properties);
        } else {
            writeTraits(new Amf3Traits(className, false, false, names));
            properties.forEach(property -> write(property.value()));
        }
    }

    private void writeTraits(Amf3Traits shape) {
        Integer index = traits.get(shape);
        if (index != null) {
            writeU29(header(index, 2, 1));
            return;
        }
        traits.put(shape, traits.size());
        int flags = (shape.dynamic() ? 8 : 0) | (shape.externalizable() ? 4 : 0) | 3;
        writeU29(header(shape.names().size(), 4, flags));
        writeString(shape.className());
        shape.names().forEach(this::writeString);
    }

    private void writeDynamic(List<AmfProperty> properties) {
        for (AmfProperty property : properties) {
            if (property.name().isEmpty()) {
                throw new IllegalArgumentException("a property without a name");
            }
            writeString(property.name());
            write(property.value());
        }
        writeString("");
    }

    private void writeString(String text) {
        if (text.isEmpty()) {
            writeLength(0);
            return;
        }
        Integer index = strings.get(text);
        if (index != null) {
            writeU29(header(index, 1, 0));
            return;
        }
        strings.put(text, strings.size());
        writeText(text);
    }

    private void writeText(String text) {
        writeLength(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    private void writeLength(int length) {
        writeU29(header(length, 1, 1));
    }

    /**
     * Puts a number and the flags below it together.
     *
     * @throws IllegalArgumentException if that takes more than 29 bits
     */
    static int header(int number, int flagBits, int flags) {
        long header = ((long) number << flagBits) | flags;
        if (header > U29_MASK) {
            throw new IllegalArgumentException("a length of " + number);
        }
        return (int) header;
    }

    private void writeU29(int value) {
        if (value >= 1 << 21) {
            out.writeByte(value >> 22 | 0x80);
            out.writeByte(value >> 15 | 0x80);
            out.writeByte(value >> 8 | 0x80);
            out.writeByte(value);
            return;
        }
        if (value >= 1 << 14) {
            out.writeByte(value >> 14 | 0x80);
        }
        if (value >= 1 << 7) {
            out.writeByte(value >> 7 | 0x80);
        }
        out.writeByte(value & 0x7F);
    }
}
