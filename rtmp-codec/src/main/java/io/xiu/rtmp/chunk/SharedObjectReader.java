package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.SharedObjectEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of a shared object message (section 7.1.3). */
final class SharedObjectReader {
    /*
     * The specification names the fields without their sizes; this is what Flash and its servers agreed on:
     *
     * | name 2 + n | version 4 | flags 8 |  then for each event  | type 1 | length 4 | data |
     *
     * data   RequestChange, Change            | name 2 + n | AMF0 value | and so on
     *        Success, Remove, RequestRemove   | name 2 + n |
     *        SendMessage                      AMF0 values
     *        Status                           | code 2 + n | level 2 + n |
     */
    private final Amf0Reader amf;

    private SharedObjectReader(AmfLimits limits) {
        this.amf = new Amf0Reader(limits);
    }

    /** Reads a body up to its end; the limits are those of all its values together. */
    static SharedObject read(int messageStreamId, ByteBuf body, AmfLimits limits) throws RtmpException {
        String name = text(body);
        if (name == null || body.readableBytes() < 4 + 8) {
            throw new RtmpException(Reason.AMF, "shared object message that ends within its header");
        }
        int version = body.readInt();
        long flags = body.readLong();
        List<SharedObjectEvent> events = new ArrayList<>();
        try {
            SharedObjectReader reader = new SharedObjectReader(limits);
            while (body.isReadable()) {
                if (events.size() == limits.nodes()) {
                    throw new RtmpException(Reason.AMF, "more than " + limits.nodes() + " shared object events");
                }
                events.add(reader.event(body));
            }
        } catch (AmfException e) {
            throw new RtmpException(Reason.AMF, "shared object of " + e.reason() + " AMF: " + e.getMessage());
        }
        return new SharedObject(messageStreamId, name, version, flags, events);
    }

    private SharedObjectEvent event(ByteBuf body) throws RtmpException, AmfException {
        if (body.readableBytes() < 1 + 4) {
            throw new RtmpException(Reason.AMF, "shared object message that ends within an event");
        }
        int type = body.readUnsignedByte();
        long length = body.readUnsignedInt();
        if (length > body.readableBytes()) {
            throw new RtmpException(
                    Reason.AMF, "shared object event of " + length + " bytes, " + body.readableBytes() + " left");
        }
        ByteBuf data = body.readSlice((int) length);
        SharedObjectEvent event = event(type, data.duplicate());
        return event == null ? new SharedObjectEvent.UnknownEvent(type, Payload.of(data)) : event;
    }

    private @Nullable SharedObjectEvent event(int type, ByteBuf data) throws AmfException {
        return switch (type) {
            case 3 -> {
                List<AmfProperty> properties = properties(data);
                yield properties == null ? null : new SharedObjectEvent.RequestChange(properties);
            }
            case 4 -> {
                List<AmfProperty> properties = properties(data);
                yield properties == null ? null : new SharedObjectEvent.Change(properties);
            }
            case 6 -> new SharedObjectEvent.SendMessage(values(data));
            case 7 -> status(data);
            case 5, 9, 10 -> property(type, data);
            default -> data.isReadable() ? null : empty(type);
        };
    }

    private static @Nullable SharedObjectEvent empty(int type) {
        return switch (type) {
            case 1 -> new SharedObjectEvent.Use();
            case 2 -> new SharedObjectEvent.Release();
            case 8 -> new SharedObjectEvent.Clear();
            case 11 -> new SharedObjectEvent.UseSuccess();
            default -> null;
        };
    }

    private static @Nullable SharedObjectEvent property(int type, ByteBuf data) {
        String name = text(data);
        if (name == null || data.isReadable()) {
            return null;
        }
        return switch (type) {
            case 5 -> new SharedObjectEvent.Success(name);
            case 9 -> new SharedObjectEvent.Remove(name);
            default -> new SharedObjectEvent.RequestRemove(name);
        };
    }

    private static @Nullable SharedObjectEvent status(ByteBuf data) {
        String code = text(data);
        String level = code == null ? null : text(data);
        return code == null || level == null || data.isReadable()
                ? null
                : new SharedObjectEvent.StatusReport(code, level);
    }

    private @Nullable List<AmfProperty> properties(ByteBuf data) throws AmfException {
        List<AmfProperty> properties = new ArrayList<>();
        while (data.isReadable()) {
            String name = text(data);
            if (name == null) {
                return null;
            }
            properties.add(new AmfProperty(name, amf.read(data)));
        }
        return properties;
    }

    private List<AmfValue> values(ByteBuf data) throws AmfException {
        List<AmfValue> values = new ArrayList<>();
        while (data.isReadable()) {
            values.add(amf.read(data));
        }
        return values;
    }

    /** A length in two bytes and as many bytes of UTF-8, or null if the data end before. */
    private static @Nullable String text(ByteBuf data) {
        if (data.readableBytes() < 2 || data.getUnsignedShort(data.readerIndex()) > data.readableBytes() - 2) {
            return null;
        }
        return data.readCharSequence(data.readUnsignedShort(), StandardCharsets.UTF_8)
                .toString();
    }
}
