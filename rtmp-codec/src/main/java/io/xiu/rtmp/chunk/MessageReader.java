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
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.ArrayList;
import java.util.List;

/** Makes messages out of complete bodies: control messages (sections 5.4 and 7.1.7) and commands (section 7.1.1). */
final class MessageReader {
    private static final int AMF3_COMMAND = 17;

    private MessageReader() {}

    /** Reads a message that is no media. The body stays the caller's; what follows the known fields is ignored. */
    static RtmpMessage read(int typeId, int messageStreamId, ByteBuf body) throws RtmpException {
        int length = body.readableBytes();
        return switch (typeId) {
            case 1 -> setChunkSize(need(body, 4).readInt());
            case 2 -> new Abort(need(body, 4).readInt());
            case 3 -> new Acknowledgement(need(body, 4).readInt());
            case 4 -> userControl(need(body, 2).readUnsignedShort(), body);
            case 5 -> new WindowAcknowledgementSize(need(body, 4).readInt());
            case 6 -> setPeerBandwidth(need(body, 5), messageStreamId, length);
            case AMF3_COMMAND, 20 -> command(typeId, messageStreamId, body);
            default -> new UnhandledMessage(typeId, messageStreamId, length);
        };
    }

    private static ByteBuf need(ByteBuf body, int bytes) throws RtmpException {
        if (body.readableBytes() < bytes) {
            throw new RtmpException(
                    Reason.CTRL_SHORT, "control message of " + body.readableBytes() + " bytes instead of " + bytes);
        }
        return body;
    }

    private static RtmpMessage setChunkSize(int bytes) throws RtmpException {
        if (bytes < 1) {
            throw new RtmpException(Reason.CHUNK_WORK_BUDGET, "chunk size " + Integer.toUnsignedString(bytes));
        }
        return new SetChunkSize(bytes);
    }

    private static RtmpMessage setPeerBandwidth(ByteBuf body, int messageStreamId, int length) {
        int bytes = body.readInt();
        LimitType limitType = LimitType.of(body.readUnsignedByte());
        return limitType == null
                ? new UnhandledMessage(6, messageStreamId, length)
                : new SetPeerBandwidth(bytes, limitType);
    }

    private static RtmpMessage userControl(int eventType, ByteBuf body) {
        if (body.readableBytes() < (eventType == 3 ? 8 : 4)) {
            return new UserControl.UnknownUserControl(eventType);
        }
        return switch (eventType) {
            case 0 -> new UserControl.StreamBegin(body.readInt());
            case 1 -> new UserControl.StreamEof(body.readInt());
            case 2 -> new UserControl.StreamDry(body.readInt());
            case 3 -> new UserControl.SetBufferLength(body.readInt(), body.readInt());
            case 4 -> new UserControl.StreamIsRecorded(body.readInt());
            case 6 -> new UserControl.PingRequest(body.readInt());
            case 7 -> new UserControl.PingResponse(body.readInt());
            default -> new UserControl.UnknownUserControl(eventType);
        };
    }

    /** An AMF3 command is one of AMF0 values behind a zero byte; a value of AMF3 brings its own marker. */
    private static RtmpMessage command(int typeId, int messageStreamId, ByteBuf body) throws RtmpException {
        if (typeId == AMF3_COMMAND && body.isReadable() && body.getByte(body.readerIndex()) == 0) {
            body.skipBytes(1);
        }
        try {
            Amf0Reader amf = new Amf0Reader(AmfLimits.COMMAND);
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
