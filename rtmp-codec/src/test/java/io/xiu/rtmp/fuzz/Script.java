package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.Amf3Writer;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.testing.fuzz.Choices;
import java.util.List;

/**
 * Grammar of what one side of a session says after the handshake: mostly messages that are well formed by themselves,
 * in any order, and now and then something that isn't.
 */
final class Script {
    static final List<String> CLIENT = List.of(
            "connect",
            "createStream",
            "publish",
            "play",
            "deleteStream",
            "closeStream",
            "releaseStream",
            "FCPublish",
            "FCUnpublish",
            "FCSubscribe",
            "pause",
            "seek",
            "receiveAudio",
            "receiveVideo",
            "getStreamLength",
            "_checkbw",
            "_result",
            "_error",
            "onStatus",
            "play2",
            "other");
    static final List<String> SERVER = List.of(
            "_result", "onStatus", "_error", "onBWDone", "onFCPublish", "onFCSubscribe", "close", "ping", "other");

    private static final int MOST_BYTES = 32 << 10;
    private static final int COMMAND_TYPE = 20;
    private static final int AMF3_COMMAND_TYPE = 17;
    private static final List<Integer> MEDIA_TYPES = List.of(8, 9, 18, 15);

    private final ByteBuf out = Unpooled.buffer();
    private final ChunkWriter writer = new ChunkWriter(128);
    private final Choices choices;
    private final Values values;
    private final List<String> commands;

    private Script(Choices choices, List<String> commands) {
        this.choices = choices;
        this.values = new Values(choices);
        this.commands = commands;
    }

    /** The bytes that the choices stand for; at the end up to three of them are changed. */
    static byte[] of(Choices choices, List<String> commands) {
        int changes = choices.below(4);
        int[] where = new int[changes];
        byte[] with = new byte[changes];
        for (int i = 0; i < changes; i++) {
            where[i] = choices.next() << 8 | choices.next();
            with[i] = (byte) choices.next();
        }
        byte[] bytes = new Script(choices, commands).write();
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes[where[i] % bytes.length] = with[i];
        }
        return bytes;
    }

    private byte[] write() {
        if (choices.below(8) > 0) {
            command(commands.get(0), 1);
        }
        while (!choices.isOver() && out.readableBytes() < MOST_BYTES) {
            step();
        }
        byte[] bytes = ByteBufUtil.getBytes(out);
        out.release();
        return bytes;
    }

    private void step() {
        switch (choices.below(10)) {
            case 0, 1, 2 -> command(choices.of(commands), choices.below(6));
            case 3, 4 -> message(choices.of(MEDIA_TYPES), choices.bytes());
            case 5 -> control();
            case 6 -> setChunkSize((1 + choices.number()) & 0xFFF);
            case 7 -> aggregate();
            case 8 -> message(choices.next(), choices.bytes());
            default -> {
                out.writeByte(choices.next()); // a chunk header of any form
                out.writeBytes(choices.bytes());
            }
        }
    }

    private void command(String name, int transactionId) {
        ByteBuf body = Unpooled.buffer();
        boolean amf3 = choices.below(8) == 7;
        if (amf3) {
            body.writeByte(0);
        }
        new Amf0Writer(body).write(new AmfString(name)).write(new AmfNumber(transactionId));
        for (int i = choices.below(5); i > 0; i--) {
            argument(values.next(), body);
        }
        send(3, amf3 ? AMF3_COMMAND_TYPE : COMMAND_TYPE, choices.below(10), 0, body);
    }

    private void argument(AmfValue value, ByteBuf body) {
        if (choices.below(8) == 7) {
            body.writeByte(0x11);
            new Amf3Writer(body).write(new AmfString(values.text()));
        }
        new Amf0Writer(body).write(value);
    }

    private void control() {
        ByteBuf body = Unpooled.buffer();
        int type = choices.of(List.of(4, 5, 6, 3, 2));
        if (type == 4) {
            body.writeShort(choices.below(40));
        }
        for (int i = choices.below(3); i >= 0; i--) {
            body.writeInt(choices.number());
        }
        send(2, type, 0, 0, body);
    }

    private void setChunkSize(int bytes) {
        int size = Math.max(1, bytes);
        send(2, 1, 0, 0, Unpooled.buffer().writeInt(size));
        writer.chunkSize(size);
    }

    private void aggregate() {
        ByteBuf body = Unpooled.buffer();
        for (int i = choices.below(4); i > 0; i--) {
            byte[] part = choices.bytes();
            body.writeByte(choices.of(MEDIA_TYPES)).writeMedium(part.length).writeMedium(choices.next());
            body.writeByte(0).writeMedium(0).writeBytes(part);
            body.writeInt(choices.below(16) == 15 ? choices.number() : 11 + part.length);
        }
        send(6, 22, choices.below(10), choices.number(), body);
    }

    private void message(int typeId, byte[] body) {
        int chunkStream = 2 + choices.below(62);
        send(chunkStream, typeId, choices.below(10), choices.number(), Unpooled.wrappedBuffer(body));
    }

    private void send(int chunkStreamId, int typeId, int messageStreamId, int timestampMillis, ByteBuf body) {
        writer.write(chunkStreamId, typeId, messageStreamId, timestampMillis, body, out);
        body.release();
    }
}
