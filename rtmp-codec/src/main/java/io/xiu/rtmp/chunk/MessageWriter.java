package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.AggregateMessage;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;

/**
 * Writes the bodies of control messages (sections 5.4 and 7.1.7), commands (section 7.1.1), shared object messages
 * (section 7.1.3) and aggregates (section 7.1.6).
 */
final class MessageWriter {
    private static final int COMMAND = 20;
    private static final int SHARED_OBJECT = 19;
    private static final int AGGREGATE = 22;
    /** By how much less the type id of the same message is in its AMF3 form. */
    private static final int TO_AMF3 = 3;

    private static final int PART_HEADER_BYTES = 11;

    private MessageWriter() {}

    /**
     * Appends the body of a message that is no media, borrowing the bodies of an aggregate's parts.
     *
     * @param amf3 whether commands and shared object messages are written in their AMF3 form
     * @return its message type id
     */
    static int write(RtmpMessage message, boolean amf3, ByteBuf out) {
        if (message instanceof SetChunkSize size) {
            out.writeInt(size.bytes());
            return 1;
        } else if (message instanceof Abort abort) {
            out.writeInt(abort.chunkStreamId());
            return 2;
        } else if (message instanceof Acknowledgement acknowledgement) {
            out.writeInt(acknowledgement.sequenceNumber());
            return 3;
        } else if (message instanceof UserControl event) {
            writeEvent(event, out);
            return 4;
        } else if (message instanceof WindowAcknowledgementSize size) {
            out.writeInt(size.bytes());
            return 5;
        } else if (message instanceof SetPeerBandwidth bandwidth) {
            out.writeInt(bandwidth.bytes()).writeByte(bandwidth.limitType().code());
            return 6;
        } else if (message instanceof Command command) {
            int typeId = begin(COMMAND, amf3, out);
            Amf0Writer amf = new Amf0Writer(out);
            amf.write(new AmfString(command.name())).write(new AmfNumber(command.transactionId()));
            command.arguments().forEach(amf::write);
            return typeId;
        } else if (message instanceof SharedObject object) {
            int typeId = begin(SHARED_OBJECT, amf3, out);
            SharedObjectWriter.write(object, out);
            return typeId;
        } else if (message instanceof AggregateMessage aggregate) {
            aggregate.parts().forEach(part -> writePart(part, out));
            return AGGREGATE;
        }
        UnhandledMessage unhandled = (UnhandledMessage) message;
        unhandled.body().write(out);
        return unhandled.typeId();
    }

    private static int begin(int typeId, boolean amf3, ByteBuf out) {
        if (amf3) {
            out.writeByte(0);
            return typeId - TO_AMF3;
        }
        return typeId;
    }

    private static void writeEvent(UserControl event, ByteBuf out) {
        out.writeShort(event.eventType());
        if (event instanceof UserControl.StreamBegin begin) {
            out.writeInt(begin.messageStreamId());
        } else if (event instanceof UserControl.StreamEof eof) {
            out.writeInt(eof.messageStreamId());
        } else if (event instanceof UserControl.StreamDry dry) {
            out.writeInt(dry.messageStreamId());
        } else if (event instanceof UserControl.SetBufferLength buffer) {
            out.writeInt(buffer.messageStreamId()).writeInt(buffer.bufferMillis());
        } else if (event instanceof UserControl.StreamIsRecorded recorded) {
            out.writeInt(recorded.messageStreamId());
        } else if (event instanceof UserControl.PingRequest ping) {
            out.writeInt(ping.timestamp());
        } else if (event instanceof UserControl.PingResponse pong) {
            out.writeInt(pong.timestamp());
        } else if (event instanceof UserControl.BufferEmpty empty) {
            out.writeInt(empty.messageStreamId());
        } else if (event instanceof UserControl.BufferReady ready) {
            out.writeInt(ready.messageStreamId());
        } else if (event instanceof UserControl.UnknownUserControl unknown) {
            unknown.data().write(out);
        }
    }

    /** As {@link AggregateReader} draws it; the message stream id in it counts for nothing. */
    private static void writePart(MediaMessage part, ByteBuf out) {
        ByteBuf body = part.body();
        int length = body.readableBytes();
        int timestamp = part.timestampMillis();
        out.writeByte(part.kind().code()).writeMedium(length);
        out.writeMedium(timestamp).writeByte(timestamp >>> 24).writeMedium(0);
        out.writeBytes(body, body.readerIndex(), length);
        out.writeInt(PART_HEADER_BYTES + length);
    }
}
