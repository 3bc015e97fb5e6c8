package io.xiu.rtmp.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.handshake.HandshakeOffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes whole sessions, byte for byte: what a client may say to a server, and what a server may say to a {@code
 * ClientSession}. They follow the grammar of the protocol (handshake, connect, streams that are published or played,
 * with control messages anywhere), in every way chunks can be written, and now and then they leave it.
 *
 * <pre>{@code
 * byte[] session = SessionGrammar.client(Choices.of(bytesOfAFuzzer));
 * SessionProbe.server(session, seed);
 * }</pre>
 */
public final class SessionGrammar {
    private static final int CONTROL = 2;
    private static final int COMMAND = 3;
    private static final List<Integer> MEDIA_CHUNK_STREAMS = List.of(4, 6, 63, 64, 319, 320, 65_599);
    private static final List<String> CALLS = List.of(
            "releaseStream", "FCPublish", "FCSubscribe", "FCUnpublish", "_checkbw", "getStreamLength", "unheard of");
    private static final List<String> STATUSES = List.of(
            "NetStream.Play.Reset",
            "NetStream.Play.Start",
            "NetStream.Publish.Start",
            "NetStream.Play.UnpublishNotify",
            "NetStream.Play.PublishNotify",
            "NetStream.Play.Stop",
            "NetConnection.Connect.ReconnectRequest",
            "NetStream.Publish.BadName",
            "NetStream.Record.Failed",
            "unheard of");

    private final Choices choices;
    private final ByteBuf out = Unpooled.buffer();
    private final ChunkSpeaker chunks;
    private int transactionId = 1;
    private int clock;

    private SessionGrammar(Choices choices) {
        this.choices = choices;
        this.chunks = new ChunkSpeaker(choices, out);
        this.clock = choices.oneIn(3) ? -choices.next(5_000) : choices.next(1 << 20);
    }

    /** All that a client says, from its first byte on. */
    public static byte[] client(Choices choices) {
        SessionGrammar grammar = new SessionGrammar(choices);
        grammar.clientHandshake();
        grammar.clientMessages();
        return grammar.bytes();
    }

    /** All that a server says, from its first byte on. */
    public static byte[] server(Choices choices) {
        SessionGrammar grammar = new SessionGrammar(choices);
        grammar.out.writeByte(3).writeZero(2 * 1536);
        grammar.serverMessages();
        return grammar.bytes();
    }

    private byte[] bytes() {
        chunks.finish();
        return ByteBufUtil.getBytes(out);
    }

    private void clientHandshake() {
        HandshakeOffer offer = choices.any(List.of(HandshakeOffer.values()));
        ClientHandshake handshake = new ClientHandshake(new Random(choices.next(1 << 16)), offer);
        handshake.start(out);
        ByteBuf answer = Unpooled.buffer().writeByte(3).writeZero(1536);
        try {
            handshake.read(answer, out);
        } catch (RtmpException e) {
            throw new AssertionError(e);
        }
    }

    private void clientMessages() {
        between();
        if (!choices.oneIn(20)) {
            command(0, "connect", this::connectObject);
        }
        for (int streams = choices.next(4); streams >= 0; streams--) {
            between();
            for (int calls = choices.next(3); calls > 0; calls--) {
                command(0, choices.any(CALLS), body -> body.nothing().string("demo"));
            }
            command(0, "createStream", AmfSpeaker::nothing);
            int id = 1 + choices.next(2);
            if (choices.oneIn(2)) {
                publish(id);
            } else {
                play(id);
            }
            if (choices.oneIn(2)) {
                command(0, "deleteStream", body -> body.nothing().number(id));
            }
        }
    }

    private void publish(int id) {
        String name = choices.any(List.of("demo", "demo", "refuse me", "", "a?token=1"));
        command(id, "publish", body -> body.nothing().string(name).string("live"));
        for (int messages = choices.next(12); messages > 0; messages--) {
            media(id);
            between();
        }
        if (choices.oneIn(2)) {
            command(
                    id,
                    choices.any(List.of("closeStream", "FCUnpublish")),
                    body -> body.nothing().string(name));
        }
    }

    private void play(int id) {
        String name = choices.any(List.of("demo", "demo", "refuse me", "", "a?token=1"));
        command(
                id,
                choices.oneIn(5) ? "play2" : "play",
                body -> body.nothing().string(name).number(-2_000));
        event(3, id, choices.next(10_000));
        for (int acts = choices.next(6); acts > 0; acts--) {
            boolean on = choices.oneIn(2);
            String act = choices.any(List.of("pause", "pauseRaw", "seek", "receiveAudio", "receiveVideo", "play"));
            command(id, act, body -> body.nothing().truth(on).number(choices.next(10_000)));
            between();
        }
    }

    private void serverMessages() {
        between();
        command(0, choices.oneIn(20) ? "_error" : "_result", 1, body -> status("NetConnection.Connect.Success", body));
        for (int goals = choices.next(3); goals >= 0; goals--) {
            between();
            command(
                    0,
                    choices.oneIn(10) ? "_error" : "_result",
                    2 + choices.next(8),
                    body -> body.nothing().number(1 + choices.next(2)));
            for (int messages = choices.next(10); messages > 0; messages--) {
                if (choices.oneIn(3)) {
                    String code = choices.any(STATUSES);
                    command(1, "onStatus", 0, body -> status(code, body.nothing()));
                } else if (choices.oneIn(6)) {
                    event(1, 1, 0);
                } else {
                    media(1);
                }
                between();
            }
        }
    }

    private void status(String code, AmfSpeaker body) {
        body.beginObject().name("level").string(choices.oneIn(5) ? "error" : "status");
        body.name("code")
                .string(code)
                .name("tcUrl")
                .string("/other")
                .name("description")
                .string("text");
        body.endObject();
    }

    private void connectObject(AmfSpeaker body) {
        body.beginObject().name("app").string("live").name("tcUrl").string("rtmp://host/live");
        body.name("capsEx").number(choices.next(16)).name("videoFourCcInfoMap").any();
        if (choices.oneIn(3)) {
            body.name("fourCcList").any();
        }
        if (choices.oneIn(3)) {
            body.name("objectEncoding").number(3);
        }
        body.endObject();
    }

    private void command(int messageStreamId, String name, Consumer<AmfSpeaker> arguments) {
        command(messageStreamId, name, choices.oneIn(8) ? 0 : transactionId++, arguments);
    }

    private void command(int messageStreamId, String name, int transaction, Consumer<AmfSpeaker> arguments) {
        boolean amf3 = choices.oneIn(6);
        ByteBuf body = Unpooled.buffer();
        if (amf3) {
            body.writeByte(0);
        }
        AmfSpeaker speaker = new AmfSpeaker(choices, body);
        speaker.string(name).number(transaction);
        if (choices.oneIn(12)) {
            speaker.any().any();
        } else {
            arguments.accept(speaker);
        }
        chunks.send(COMMAND, amf3 ? 17 : 20, choices.oneIn(10) ? 0 : messageStreamId, 0, body);
    }

    private void media(int messageStreamId) {
        int typeId = choices.any(List.of(8, 9, 9, 18, 15, 22));
        clock += choices.next(60);
        ByteBuf body = Unpooled.buffer();
        if (typeId == 22) {
            aggregate(body);
        } else if (typeId == 18 || typeId == 15) {
            new AmfSpeaker(choices, body)
                    .string("@setDataFrame")
                    .string("onMetaData")
                    .any();
        } else {
            body.writeZero(choices.next(choices.oneIn(10) ? 20_000 : 400));
        }
        chunks.send(choices.any(MEDIA_CHUNK_STREAMS), typeId, messageStreamId, clock, body);
    }

    private void aggregate(ByteBuf body) {
        int time = choices.next(1 << 20);
        for (int parts = choices.next(5); parts > 0; parts--) {
            int length = choices.next(300);
            int typeId = choices.any(List.of(8, 9, 18, 15, 20, 8, 9));
            body.writeByte(choices.oneIn(60) ? 22 : typeId).writeMedium(length);
            body.writeMedium(time).writeByte(time >>> 24).writeMedium(0).writeZero(length);
            body.writeInt(choices.oneIn(60) ? 0 : 11 + length);
            time += choices.next(40);
        }
    }

    /** Some of what may come anywhere. */
    private void between() {
        while (choices.oneIn(3)) {
            switch (choices.next(12)) {
                case 0, 1 -> event(6 + choices.next(2), choices.next(1 << 16), 0);
                case 2 -> control(3, choices.next(1 << 20));
                case 3 -> control(5, choices.any(List.of(0, 1, 5_000, 2_500_000)));
                case 4 -> control(1, choices.any(List.of(1, 127, 128, 4_096, 60_000, 0x7FFFFFFF)));
                case 5 -> abort();
                case 6 -> event(choices.next(40), choices.next(4), 0);
                case 7 ->
                    chunks.send(
                            CONTROL,
                            6,
                            0,
                            0,
                            Unpooled.buffer().writeInt(choices.next(1 << 20)).writeByte(choices.next(4)));
                case 8 -> chunks.send(COMMAND, choices.oneIn(2) ? 19 : 16, 0, 0, sharedObject());
                case 9 ->
                    chunks.send(
                            COMMAND,
                            choices.any(List.of(0, 7, 10, 21, 23, 255)),
                            0,
                            0,
                            Unpooled.buffer().writeZero(choices.next(50)));
                case 10 -> command(0, "onBWDone", AmfSpeaker::nothing);
                default -> odd();
            }
        }
    }

    private void odd() {
        switch (choices.next(40)) {
            case 0 -> control(1, 0);
            case 1 ->
                chunks.send(
                        CONTROL, 1 + choices.next(6), 0, 0, Unpooled.buffer().writeZero(choices.next(4)));
            case 2 -> out.writeByte(choices.next(256));
            case 3 -> chunks.send(COMMAND, 20, 0, 0, Unpooled.buffer());
            case 4 ->
                out.writeByte(7)
                        .writeMedium(0)
                        .writeMedium(0xFFFFFF)
                        .writeByte(9)
                        .writeInt(0);
            default -> event(3, 1, 500);
        }
    }

    private ByteBuf sharedObject() {
        ByteBuf body =
                Unpooled.buffer().writeShort(1).writeByte('a').writeInt(1).writeLong(0);
        for (int events = choices.next(3); events > 0; events--) {
            ByteBuf data = Unpooled.buffer().writeShort(1).writeByte('k');
            new AmfSpeaker(choices, data).any();
            body.writeByte(1 + choices.next(12)).writeInt(data.readableBytes()).writeBytes(data);
        }
        return body;
    }

    private void abort() {
        List<Integer> candidates = chunks.inProgress();
        control(2, candidates.isEmpty() || choices.oneIn(4) ? choices.next(8) : choices.any(candidates));
    }

    private void control(int typeId, int value) {
        chunks.send(CONTROL, typeId, 0, 0, Unpooled.buffer().writeInt(value));
    }

    private void event(int type, int first, int second) {
        ByteBuf body = Unpooled.buffer().writeShort(type).writeInt(first);
        if (type == 3) {
            body.writeInt(second);
        }
        chunks.send(CONTROL, 4, 0, 0, body);
    }
}
