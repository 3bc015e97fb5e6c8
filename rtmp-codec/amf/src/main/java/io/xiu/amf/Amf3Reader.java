package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.amf.AmfException.Reason;
import io.xiu.amf.AmfVector.ItemType;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the AMF3 values of one message (AMF 3 specification, 2013). Used as {@link Amf0Reader} is.
 *
 * <p>An array with names as well as numbered items is returned as an {@link AmfEcmaArray}. Objects that write
 * themselves ("externalizable") can't be read without their class: all but those of {@link AmfExternalizable} are
 * refused, with a message that names the class.
 */
public final class Amf3Reader {
    private final AmfBudget budget;
    private final AmfReferences references;
    private final List<String> strings = new ArrayList<>();
    private final List<KnownTraits> traits = new ArrayList<>();

    /** Traits that may be referred to, and what they cost: each referral is charged as if they were written out. */
    private record KnownTraits(Amf3Traits shape, int bytes) {}

    public Amf3Reader(AmfLimits limits) {
        this(new AmfBudget(limits));
    }

    Amf3Reader(AmfBudget budget) {
        this.budget = budget;
        this.references = new AmfReferences(budget);
    }

    /**
     * Reads one value.
     *
     * @param in the message from the value on, the whole of it: a value cut off is an error
     * @throws AmfException if there is none, it is malformed, or a limit is passed
     */
    public AmfValue read(ByteBuf in) throws AmfException {
        budget.node();
        int marker = budget.readUnsignedByte(in);
        return switch (marker) {
            case Amf3Marker.UNDEFINED -> AmfUndefined.INSTANCE;
            case Amf3Marker.NULL -> AmfNull.INSTANCE;
            case Amf3Marker.FALSE -> new AmfBoolean(false);
            case Amf3Marker.TRUE -> new AmfBoolean(true);
            case Amf3Marker.INTEGER -> new AmfNumber(readU29(in) << 3 >> 3);
            case Amf3Marker.DOUBLE -> new AmfNumber(budget.readDouble(in));
            case Amf3Marker.STRING -> new AmfString(readString(in));
            case Amf3Marker.XML_DOCUMENT, Amf3Marker.DATE, Amf3Marker.XML, Amf3Marker.BYTE_ARRAY ->
                readLeaf(marker, in);
            case Amf3Marker.ARRAY,
                    Amf3Marker.OBJECT,
                    Amf3Marker.VECTOR_INT,
                    Amf3Marker.VECTOR_UINT,
                    Amf3Marker.VECTOR_DOUBLE,
                    Amf3Marker.VECTOR_OBJECT,
                    Amf3Marker.DICTIONARY -> readContainer(marker, in);
            default -> throw new AmfException(Reason.MARKER, "AMF3 marker " + marker);
        };
    }

    private AmfValue readLeaf(int marker, ByteBuf in) throws AmfException {
        int header = readU29(in);
        if (isReference(header)) {
            return references.resolve(header >> 1);
        }
        int length = header >> 1;
        AmfReferences.Entry entry = references.openLeaf();
        AmfValue value = switch (marker) {
            case Amf3Marker.XML_DOCUMENT -> new AmfXml(budget.readText(in, length));
            case Amf3Marker.XML -> new AmfE4x(budget.readText(in, length));
            case Amf3Marker.DATE -> new AmfDate(budget.readDouble(in), (short) 0);
            default -> readByteArray(in, length);
        };
        return references.close(entry, value);
    }

    private AmfValue readByteArray(ByteBuf in, int length) throws AmfException {
        budget.need(in, length);
        byte[] bytes = ByteBufUtil.getBytes(in, in.readerIndex(), length, false);
        in.skipBytes(length);
        return new AmfByteArray(bytes);
    }

    private AmfValue readContainer(int marker, ByteBuf in) throws AmfException {
        int header = readU29(in);
        if (isReference(header)) {
            return references.resolve(header >> 1);
        }
        AmfReferences.Entry entry = references.openContainer();
        AmfValue value = switch (marker) {
            case Amf3Marker.ARRAY -> readArray(header >> 1, in);
            case Amf3Marker.OBJECT -> readObject(header >> 1, in);
            case Amf3Marker.VECTOR_INT -> readVector(ItemType.INT, header >> 1, in);
            case Amf3Marker.VECTOR_UINT -> readVector(ItemType.UINT, header >> 1, in);
            case Amf3Marker.VECTOR_DOUBLE -> readVector(ItemType.DOUBLE, header >> 1, in);
            case Amf3Marker.VECTOR_OBJECT -> readVector(ItemType.OBJECT, header >> 1, in);
            default -> readDictionary(header >> 1, in);
        };
        return references.close(entry, value);
    }

    private AmfValue readArray(int announced, ByteBuf in) throws AmfException {
        int count = budget.count(announced, in);
        List<AmfProperty> named = new ArrayList<>();
        readDynamicProperties(in, named);
        if (named.isEmpty()) {
            return new AmfStrictArray(readValues(count, in));
        }
        for (int i = 0; i < count; i++) {
            named.add(new AmfProperty(Integer.toString(i), read(in)));
        }
        return new AmfEcmaArray(named);
    }

    private AmfValue readObject(int header, ByteBuf in) throws AmfException {
        Amf3Traits shape = readTraits(header, in);
        if (shape.externalizable()) {
            return new AmfExternalizable(shape.className(), read(in));
        }
        List<AmfProperty> properties = new ArrayList<>(shape.names().size());
        for (String name : shape.names()) {
            properties.add(new AmfProperty(name, read(in)));
        }
        if (shape.dynamic()) {
            readDynamicProperties(in, properties);
        }
        return shape.className().isEmpty()
                ? new AmfObject(properties)
                : new AmfTypedObject(shape.className(), properties);
    }

    /** Reads what follows the flag that tells an object from a reference. Bits: literal, externalizable, dynamic. */
    private Amf3Traits readTraits(int header, ByteBuf in) throws AmfException {
        if (isReference(header)) {
            if (header >> 1 >= traits.size()) {
                throw new AmfException(Reason.MARKER, "reference to traits " + (header >> 1) + " of " + traits.size());
            }
            KnownTraits known = traits.get(header >> 1);
            budget.addBytes(known.bytes());
            return known.shape();
        }
        int before = budget.bytes();
        Amf3Traits shape = (header & 2) != 0 ? readExternalizable(in) : readNamedTraits(header, in);
        traits.add(new KnownTraits(shape, budget.bytes() - before));
        return shape;
    }

    private Amf3Traits readExternalizable(ByteBuf in) throws AmfException {
        String className = readString(in);
        if (!AmfExternalizable.isKnown(className)) {
            throw new AmfException(Reason.MARKER, "AMF3 object of externalizable class " + new AmfString(className));
        }
        return new Amf3Traits(className, true, false, List.of());
    }

    private Amf3Traits readNamedTraits(int header, ByteBuf in) throws AmfException {
        int count = budget.count(header >> 3, in);
        String className = readString(in);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(readString(in));
        }
        return new Amf3Traits(className, false, (header & 4) != 0, names);
    }

    private void readDynamicProperties(ByteBuf in, List<AmfProperty> properties) throws AmfException {
        for (String name = readString(in); !name.isEmpty(); name = readString(in)) {
            properties.add(new AmfProperty(name, read(in)));
        }
    }

    private List<AmfValue> readValues(int count, ByteBuf in) throws AmfException {
        List<AmfValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read(in));
        }
        return values;
    }

    private AmfValue readVector(ItemType itemType, int announced, ByteBuf in) throws AmfException {
        int count = budget.count(announced, in);
        boolean fixed = budget.readUnsignedByte(in) != 0;
        if (itemType == ItemType.OBJECT) {
            String className = readString(in);
            return new AmfVector(itemType, fixed, className, readValues(count, in));
        }
        budget.addNodes(count);
        List<AmfValue> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double number = switch (itemType) {
                case INT -> (int) budget.readUnsignedInt(in);
                case UINT -> budget.readUnsignedInt(in);
                default -> budget.readDouble(in);
            };
            numbers.add(new AmfNumber(number));
        }
        return new AmfVector(itemType, fixed, "", numbers);
    }

    private AmfValue readDictionary(int announced, ByteBuf in) throws AmfException {
        int count = budget.count(2L * announced, in) / 2;
        boolean weakKeys = budget.readUnsignedByte(in) != 0;
        List<AmfDictionary.Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            AmfValue key = read(in);
            entries.add(new AmfDictionary.Entry(key, read(in)));
        }
        return new AmfDictionary(weakKeys, entries);
    }

    private String readString(ByteBuf in) throws AmfException {
        int header = readU29(in);
        int number = header >> 1;
        if (isReference(header)) {
            if (number >= strings.size()) {
                throw new AmfException(Reason.MARKER, "reference to string " + number + " of " + strings.size());
            }
            String text = strings.get(number);
            budget.addBytes(ByteBufUtil.utf8Bytes(text));
            return text;
        }
        if (number == 0) {
            return "";
        }
        String text = budget.readText(in, number);
        strings.add(text);
        return text;
    }

    /** Three times seven bits, each byte with a flag that another follows, then eight (1.3.1). */
    private int readU29(ByteBuf in) throws AmfException {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int next = budget.readUnsignedByte(in);
            value = (value << 7) | (next & 0x7F);
            if (next < 0x80) {
                return value;
            }
        }
        return (value << 8) | budget.readUnsignedByte(in);
    }

    private static boolean isReference(int header) {
        return (header & 1) == 0;
    }
}
