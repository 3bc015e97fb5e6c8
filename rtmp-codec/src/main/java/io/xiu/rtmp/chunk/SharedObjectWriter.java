package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfProperty;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.SharedObjectEvent;
import java.util.List;

/** Writes the body of a shared object message, as {@link SharedObjectReader} draws it. */
final class SharedObjectWriter {
    private static final int LONGEST_TEXT = 0xFFFF;

    private final ByteBuf out;
    private final Amf0Writer amf;

    private SharedObjectWriter(ByteBuf out) {
        this.out = out;
        this.amf = new Amf0Writer(out);
    }

    /**
     * Appends a body.
     *
     * @throws IllegalArgumentException if a name takes more than 65,535 bytes
     */
    static void write(SharedObject message, ByteBuf out) {
        SharedObjectWriter writer = new SharedObjectWriter(out);
        writer.text(message.name());
        out.writeInt(message.version()).writeLong(message.flags());
        for (SharedObjectEvent event : message.events()) {
            out.writeByte(event.type());
            int at = out.writerIndex();
            out.writeInt(0);
            writer.data(event);
            out.setInt(at, out.writerIndex() - at - 4);
        }
    }

    private void data(SharedObjectEvent event) {
        if (event instanceof SharedObjectEvent.RequestChange change) {
            properties(change.properties());
        } else if (event instanceof SharedObjectEvent.Change change) {
            properties(change.properties());
        } else if (event instanceof SharedObjectEvent.Success success) {
            text(success.property());
        } else if (event instanceof SharedObjectEvent.SendMessage message) {
            message.values().forEach(amf::write);
        } else if (event instanceof SharedObjectEvent.StatusReport status) {
            text(status.code());
            text(status.level());
        } else if (event instanceof SharedObjectEvent.Remove remove) {
            text(remove.property());
        } else if (event instanceof SharedObjectEvent.RequestRemove remove) {
            text(remove.property());
        } else if (event instanceof SharedObjectEvent.UnknownEvent unknown) {
            unknown.data().write(out);
        }
    }

    private void properties(List<AmfProperty> properties) {
        for (AmfProperty property : properties) {
            text(property.name());
            amf.write(property.value());
        }
    }

    private void text(String text) {
        int bytes = ByteBufUtil.utf8Bytes(text);
        if (bytes > LONGEST_TEXT) {
            throw new IllegalArgumentException("a name of " + bytes + " bytes");
        }
        out.writeShort(bytes);
        ByteBufUtil.writeUtf8(out, text);
    }
}
