package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf0Reader;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes messages out of complete bodies: control messages (sections 5.4 and 7.1.7), commands (section 7.1.1) and shared
 * object messages (section 7.1.3).
 */
final class MessageReader {
    private static final int AMF3_SHARED_OBJECT = 16;
    private static final int AMF3_COMMAND = 17;

    private MessageReader() {}

    /**
     * Reads a message that is no media, on the chunk stream that has its type, message stream and timestamp. The body
     * stays the caller's; what follows the known fields is ignored.
     */
    static RtmpMessage read(ChunkStream stream, ByteBuf body, AmfLimits limits) throws RtmpException {
        return switch (stream.typeId) {
            case 1 -> setChunkSize(need(body, 4).readInt());
            case 2 -> new Abort(need(body, 4).readInt());
            case 3 -> new Acknowledgement(need(body, 4).readInt());
            case 4 -> userControl(need(body, 2).readUnsignedShort(), body);
            case 5 -> new WindowAcknowledgementSize(need(body, 4).readInt());
            case 6 -> setPeerBandwidth(stream, need(body, 5));
            case AMF3_COMMAND, 20 -> command(stream.messageStreamId, values(stream, body), limits);
            case AMF3_SHARED_OBJECT, 19 ->
                SharedObjectReader.read(stream.messageStreamId, values(stream, body), limits);
            default -> unhandled(stream, body);
        };
    }

    /** What messages of AMF3 types begin with is a zero byte; AMF0 values follow, and those of AMF3 bring a marker. */
    private static ByteBuf values(ChunkStream stream, ByteBuf body) {
        boolean amf3 = stream.typeId == AMF3_COMMAND || stream.typeId == AMF3_SHARED_OBJECT;
        if (amf3 && body.isReadable() && body.getByte(body.readerIndex()) == 0) {
            body.skipBytes(1);
        }
        return body;
    }

    private static ByteBuf need(ByteBuf body, int bytes) throws RtmpException {
        if (body.readableBytes() < bytes) {
            throw new RtmpException(
                    Reason.CTRL_SHORT, "control message of " + body.readableBytes() + " bytes instead of " + bytes);
        }
        return body;
    }

    private static UnhandledMessage unhandled(ChunkStream stream, ByteBuf body) {
        return new UnhandledMessage(stream.typeId, stream.messageStreamId, stream.timestamp, Payload.of(body));
    }

    private static RtmpMessage setChunkSize(int bytes) throws RtmpException {
        if (bytes < 1) {
            throw new RtmpException(Reason.CHUNK_WORK_BUDGET, "chunk size " + Integer.toUnsignedString(bytes));
        }
        return new SetChunkSize(bytes);
    }

    private static RtmpMessage setPeerBandwidth(ChunkStream stream, ByteBuf body) {
        int at = body.readerIndex();
        LimitType limitType = LimitType.of(body.getUnsignedByte(at + 4));
        return limitType == null ? unhandled(stream, body) : new SetPeerBandwidth(body.getInt(at), limitType);
    }

    private static RtmpMessage userControl(int eventType, ByteBuf data) {
        if (data.readableBytes() < (eventType == 3 ? 8 : 4)) {
            return new UserControl.UnknownUserControl(eventType, Payload.of(data));
        }
        return switch (eventType) {
            case 0 -> new UserControl.StreamBegin(data.readInt());
            case 1 -> new UserControl.StreamEof(data.readInt());
            case 2 -> new UserControl.StreamDry(data.readInt());
            case 3 -> new UserControl.SetBufferLength(data.readInt(), data.readInt());
            case 4 -> new UserControl.StreamIsRecorded(data.readInt());
            case 6 -> new UserControl.PingRequest(data.readInt());
            case 7 -> new UserControl.PingResponse(data.readInt());
            case 31 -> new UserControl.BufferEmpty(data.readInt());
            case 32 -> new UserControl.BufferReady(data.readInt());
            default -> new UserControl.UnknownUserControl(eventType, Payload.of(data));
        };
    }

    private static RtmpMessage command(int messageStreamId, ByteBuf body, AmfLimits limits) throws RtmpException {
        try {
            Amf0Reader amf = new Amf0Reader(limits);
            if (!(amf.read(body) instanceof AmfString name)) {
                throw new RtmpException(Reason.AMF, "command without a name");
            }
            double transactionId = 0;
            if (body.isReadable()) {
                if (!(amf.read(body) instanceof AmfNumber number)) {
                    throw new RtmpException(Reason.AMF, "command whose transaction id is no number");
                }
                transactionId = number.value();
            }
            List<AmfValue> arguments = new ArrayList<>();
            while (body.isReadable()) {
                arguments.add(amf.read(body));
            }
            return new Command(messageStreamId, name.value(), transactionId, arguments);
        } catch (AmfException e) {
            throw new RtmpException(Reason.AMF, "command of " + e.reason() + " AMF: " + e.getMessage());
        }
    }
}
