package io.xiu.server.e2e;

import static io.xiu.rtmp.RtmpException.Reason.AGGREGATE_BAD;
import static io.xiu.rtmp.RtmpException.Reason.AMF;
import static io.xiu.rtmp.RtmpException.Reason.CHUNK_LEN_CHANGED;
import static io.xiu.rtmp.RtmpException.Reason.CHUNK_NO_CONTEXT;
import static io.xiu.rtmp.RtmpException.Reason.CHUNK_WORK_BUDGET;
import static io.xiu.rtmp.RtmpException.Reason.CMD_RATE;
import static io.xiu.rtmp.RtmpException.Reason.CMD_STATE;
import static io.xiu.rtmp.RtmpException.Reason.CSID_LIMIT;
import static io.xiu.rtmp.RtmpException.Reason.CTRL_SHORT;
import static io.xiu.rtmp.RtmpException.Reason.HS_VERSION;
import static io.xiu.rtmp.RtmpException.Reason.MSG_TOO_LONG;
import static io.xiu.rtmp.RtmpException.Reason.MSG_TYPE;
import static io.xiu.rtmp.RtmpException.Reason.NETSTREAM_LIMIT;
import static io.xiu.rtmp.RtmpException.Reason.PARTIAL_BUDGET;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.UserControl;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Bytes that no client in good faith sends, and what they end with.
 *
 * @param stage how far the dialogue goes before them
 */
record RtmpAttack(String name, Stage stage, Reason reason, ByteBuf bytes) {
    private static final String CONNECT = "02 0007 'connect' 00 3ff0000000000000 ";
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;
    private static final int COMMAND = 20;

    enum Stage {
        OPEN,
        HANDSHAKE,
        CONNECTED,
        STREAM,
        PUBLISHING
    }

    static Stream<RtmpAttack> all() {
        return Stream.of(
                of("another version", Stage.OPEN, HS_VERSION, Hex.bytes("06")),
                of("HTTP", Stage.OPEN, HS_VERSION, Hex.bytes("'GET / HTTP/1.1' 0d0a 0d0a")),
                of("TLS", Stage.OPEN, HS_VERSION, Hex.bytes("16 0301 0200")),
                of(
                        "chunk size 0",
                        Stage.HANDSHAKE,
                        CHUNK_WORK_BUDGET,
                        Hex.bytes("02 000000 000004 01 00000000 00000000")),
                of(
                        "chunk size with its top bit",
                        Stage.HANDSHAKE,
                        CHUNK_WORK_BUDGET,
                        Hex.bytes("02 000000 000004 01 00000000 80000000")),
                of(
                        "short control message",
                        Stage.HANDSHAKE,
                        CTRL_SHORT,
                        Hex.bytes("02 000000 000003 01 00000000 000000")),
                of("no message before type 3", Stage.HANDSHAKE, CHUNK_NO_CONTEXT, Hex.bytes("c3 00")),
                of(
                        "another length within a message",
                        Stage.HANDSHAKE,
                        CHUNK_LEN_CHANGED,
                        begun(3, AUDIO, 1_000).writeBytes(begun(3, AUDIO, 900))),
                of("the longest message there is", Stage.HANDSHAKE, MSG_TOO_LONG, header(3, AUDIO, 0xFFFFFF)),
                of("the longest control message", Stage.HANDSHAKE, MSG_TOO_LONG, header(2, 1, 0xFFFFFF)),
                of(
                        "the largest chunk, the longest command",
                        Stage.HANDSHAKE,
                        MSG_TOO_LONG,
                        message(new SetChunkSize(0xFFFFFF)).writeBytes(header(3, COMMAND, 0xFFFFFF))),
                of(
                        "more bytes than a client may begin",
                        Stage.CONNECTED,
                        PARTIAL_BUDGET,
                        message(new SetChunkSize(1 << 20))
                                .writeBytes(header(3, VIDEO, 1 << 20))
                                .writeZero(80_000)),
                of("17 messages begun", Stage.HANDSHAKE, PARTIAL_BUDGET, times(17, i -> begun(3 + i, AUDIO, 200))),
                of(
                        "endless chunk streams",
                        Stage.HANDSHAKE,
                        CSID_LIMIT,
                        times(60_000, i -> wideHeader(64 + i, AUDIO, 1).writeByte(0))),
                of(
                        "a megabyte in chunks of one byte",
                        Stage.PUBLISHING,
                        CHUNK_WORK_BUDGET,
                        message(new SetChunkSize(1)).writeBytes(onePerChunk(1 << 20))),
                of(
                        "an aggregate that overruns",
                        Stage.PUBLISHING,
                        AGGREGATE_BAD,
                        header(3, 22, 11).writeBytes(Hex.bytes("08 00ffff 000000 00 000000"))),
                of("messages of no known type", Stage.HANDSHAKE, MSG_TYPE, times(1_001, i -> header(3, 100, 0))),
                of(
                        "a flood of pings",
                        Stage.CONNECTED,
                        CMD_RATE,
                        times(10_000, i -> message(new UserControl.PingRequest(i)))),
                of("17 objects in each other", Stage.HANDSHAKE, AMF, command(nested(17))),
                of("3,000 objects in each other", Stage.HANDSHAKE, AMF, command(nested(3_000))),
                of("an array of four billion", Stage.HANDSHAKE, AMF, command(Hex.bytes(CONNECT + "0a ffffffff"))),
                of("a string of four gigabytes", Stage.HANDSHAKE, AMF, command(Hex.bytes(CONNECT + "0c ffffffff 00"))),
                of(
                        "3,000 properties",
                        Stage.HANDSHAKE,
                        AMF,
                        command(Hex.bytes(CONNECT + "03")
                                .writeBytes(times(3_000, i -> Hex.bytes("0001 'a' 05")))
                                .writeBytes(Hex.bytes("000009")))),
                of(
                        "a reference to itself",
                        Stage.HANDSHAKE,
                        AMF,
                        command(Hex.bytes(CONNECT + "03 0001 'a' 07 0000 000009"))),
                of("a command before connect", Stage.HANDSHAKE, CMD_STATE, command("createStream", 0, 2)),
                of("publish before connect", Stage.HANDSHAKE, CMD_STATE, command("publish", 1, 0)),
                of("commands nobody knows", Stage.CONNECTED, CMD_RATE, times(100, i -> command("toString", 0, 3 + i))),
                of(
                        "message streams without end",
                        Stage.CONNECTED,
                        NETSTREAM_LIMIT,
                        times(9, i -> command("createStream", 0, 2 + i))),
                of(
                        "media of nobody",
                        Stage.STREAM,
                        CMD_STATE,
                        times(1_001, i -> header(3, AUDIO, 1).writeByte(0))));
    }

    private static RtmpAttack of(String name, Stage stage, Reason reason, ByteBuf bytes) {
        return new RtmpAttack(name, stage, reason, bytes);
    }

    /** The basic header of one byte and a message header of type 0. */
    private static ByteBuf header(int chunkStreamId, int typeId, int bytes) {
        return header(Unpooled.buffer().writeByte(chunkStreamId), typeId, bytes);
    }

    /** With the basic header of three bytes. */
    private static ByteBuf wideHeader(int chunkStreamId, int typeId, int bytes) {
        return header(Unpooled.buffer().writeByte(1).writeShortLE(chunkStreamId - 64), typeId, bytes);
    }

    private static ByteBuf header(ByteBuf basic, int typeId, int bytes) {
        return basic.writeMedium(0).writeMedium(bytes).writeByte(typeId).writeInt(0);
    }

    /** A message's first chunk, of 128 bytes. */
    private static ByteBuf begun(int chunkStreamId, int typeId, int bytes) {
        return header(chunkStreamId, typeId, bytes).writeZero(128);
    }

    private static ByteBuf onePerChunk(int bytes) {
        ByteBuf out = header(3, AUDIO, bytes).writeByte(0);
        for (int i = 1; i < bytes; i++) {
            out.writeShort(0xC300);
        }
        return out;
    }

    private static ByteBuf message(RtmpMessage message) {
        ByteBuf out = Unpooled.buffer();
        new ChunkWriter(128).write(message, out);
        return out;
    }

    private static ByteBuf command(String name, int messageStreamId, double transactionId) {
        return message(new Command(messageStreamId, name, transactionId, List.of(AmfNull.INSTANCE)));
    }

    /** A command's body, put into chunks of 128 bytes. */
    private static ByteBuf command(ByteBuf body) {
        ByteBuf out = Unpooled.buffer();
        new ChunkWriter(128).write(3, COMMAND, 0, 0, body, out);
        return out;
    }

    private static ByteBuf nested(int depth) {
        return Hex.bytes(CONNECT)
                .writeBytes(times(depth, i -> Hex.bytes("03 0001 'a'")))
                .writeByte(5);
    }

    private static ByteBuf times(int count, IntFunction<ByteBuf> part) {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            out.writeBytes(part.apply(i));
        }
        return out;
    }

    @Override
    public String toString() {
        return name;
    }
}
