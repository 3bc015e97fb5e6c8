package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.AmfException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the AMF0 values of one message (AMF 0 specification, 2006).
 *
 * <pre>{@code
 * Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
 * while (message.isReadable()) {
 *     arguments.add(reader.read(message));
 * }
 * }</pre>
 *
 * <p>One reader per message: limits and references are counted from its beginning. Not safe for use by several
 * threads. After an exception neither the reader nor the position in the buffer is of any more use.
 *
 * <p>More lenient than the specification in two points, for encoders that are in use: the count of an ECMA array is
 * not relied on, and the end of the message also ends the objects that are open.
 */
public final class Amf0Reader {
    private final AmfBudget budget;
    private final AmfReferences references;
    private @Nullable Amf3Reader amf3;

    public Amf0Reader(AmfLimits limits) {
        this.budget = new AmfBudget(limits);
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
            case Amf0Marker.NUMBER -> new AmfNumber(budget.readDouble(in));
            case Amf0Marker.BOOLEAN -> new AmfBoolean(budget.readUnsignedByte(in) != 0);
            case Amf0Marker.STRING -> new AmfString(readShortText(in));
            case Amf0Marker.OBJECT -> readObject(in);
            case Amf0Marker.NULL -> AmfNull.INSTANCE;
            case Amf0Marker.UNDEFINED -> AmfUndefined.INSTANCE;
            case Amf0Marker.REFERENCE -> references.resolve(budget.readUnsignedShort(in));
            case Amf0Marker.ECMA_ARRAY -> readEcmaArray(in);
            case Amf0Marker.STRICT_ARRAY -> readStrictArray(in);
            case Amf0Marker.DATE -> new AmfDate(budget.readDouble(in), (short) budget.readUnsignedShort(in));
            case Amf0Marker.LONG_STRING -> new AmfString(readLongText(in));
            case Amf0Marker.UNSUPPORTED -> AmfUnsupported.INSTANCE;
            case Amf0Marker.XML -> new AmfXml(readLongText(in));
            case Amf0Marker.TYPED_OBJECT -> readTypedObject(in);
            case Amf0Marker.AMF3 -> readAmf3(in);
            case Amf0Marker.MOVIE_CLIP -> throw new AmfException(Reason.MARKER, "AMF0 movie clip, which has no format");
            case Amf0Marker.RECORD_SET -> throw new AmfException(Reason.MARKER, "AMF0 record set, which has no format");
            case Amf0Marker.OBJECT_END -> throw new AmfException(Reason.MARKER, "AMF0 end of an object outside of one");
            default -> throw new AmfException(Reason.MARKER, "AMF0 marker " + marker);
        };
    }

    private AmfValue readObject(ByteBuf in) throws AmfException {
        AmfReferences.Entry entry = references.openContainer();
        return references.close(entry, new AmfObject(readProperties(in)));
    }

    private AmfValue readEcmaArray(ByteBuf in) throws AmfException {
        AmfReferences.Entry entry = references.openContainer();
        budget.readUnsignedInt(in);
        return references.close(entry, new AmfEcmaArray(readProperties(in)));
    }

    private AmfValue readTypedObject(ByteBuf in) throws AmfException {
        AmfReferences.Entry entry = references.openContainer();
        String className = readShortText(in);
        return references.close(entry, new AmfTypedObject(className, readProperties(in)));
    }

    private AmfValue readStrictArray(ByteBuf in) throws AmfException {
        AmfReferences.Entry entry = references.openContainer();
        int count = budget.count(budget.readUnsignedInt(in), in);
        List<AmfValue> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read(in));
        }
        return references.close(entry, new AmfStrictArray(values));
    }

    private AmfValue readAmf3(ByteBuf in) throws AmfException {
        if (amf3 == null) {
            amf3 = new Amf3Reader(budget);
        }
        return amf3.read(in);
    }

    private List<AmfProperty> readProperties(ByteBuf in) throws AmfException {
        List<AmfProperty> properties = new ArrayList<>();
        while (in.isReadable()) {
            String name = readShortText(in);
            if (name.isEmpty() && in.isReadable() && in.getByte(in.readerIndex()) == Amf0Marker.OBJECT_END) {
                budget.readUnsignedByte(in);
                break;
            }
            properties.add(new AmfProperty(name, read(in)));
        }
        return properties;
    }

    private String readShortText(ByteBuf in) throws AmfException {
        return budget.readText(in, budget.readUnsignedShort(in));
    }

    private String readLongText(ByteBuf in) throws AmfException {
        return budget.readText(in, budget.readUnsignedInt(in));
    }
}
