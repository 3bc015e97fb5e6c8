package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;

/** Writes the bodies of control messages (sections 5.4 and 7.1.7) and commands (section 7.1.1). */
final class MessageWriter {
    private MessageWriter() {}

    /**
     * Appends the body of a message that is no media.
     *
     * @return its message type id
     * @throws IllegalArgumentException if the message is one that is only ever read
     */
    static int write(RtmpMessage message, ByteBuf out) {
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
            Amf0Writer amf = new Amf0Writer(out);
            amf.write(new AmfString(command.name())).write(new AmfNumber(command.transactionId()));
            command.arguments().forEach(amf::write);
            return 20;
        }
        throw new IllegalArgumentException("can't be written: " + message);
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
        } else {
            throw new IllegalArgumentException("can't be written: " + event);
        }
    }
}
