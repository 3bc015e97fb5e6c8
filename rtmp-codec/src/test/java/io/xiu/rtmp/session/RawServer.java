package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ServerHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A server that says anything to a client session, message by message, and writes down what comes of it. */
final class RawServer implements AutoCloseable {
    final ClientSession client;

    private final ChunkWriter writer = new ChunkWriter(128);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final List<String> events = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private double createTransaction = 98;
    private double beginTransaction = 97;

    RawServer() {
        this(ClientSettings.of("live", "rtmp://host/live"));
    }

    RawServer(ClientSettings settings) {
        client = new ClientSession(settings, new Random(1));
    }

    /** Through the handshake; what the client says after it is kept. */
    RawServer shakeHands() throws RtmpException {
        ServerHandshake handshake = new ServerHandshake(new Random(2));
        ByteBuf answer = Unpooled.buffer();
        ByteBuf first = client.start();
        handshake.read(first, answer);
        first.release();
        feed(answer);
        answer.clear();
        ByteBuf second = client.takeOutput();
        assertThat(handshake.read(second, answer)).isTrue();
        read(second);
        answer.release();
        second.release();
        return this;
    }

    /** Through the handshake and connect, all passed over. */
    RawServer connected() throws RtmpException {
        shakeHands().receive(new Command(0, "_result", 1, List.of(AmfObject.EMPTY, AmfObject.EMPTY)));
        assertThat(events()).singleElement().asString().startsWith("Connected[");
        sent();
        return this;
    }

    /** The client publishes "demo" on message stream 1. */
    RawServer publishing() throws RtmpException {
        connected().client.publish(StreamName.of("demo"));
        result(4, 1).status(1, "status", "NetStream.Publish.Start");
        sent();
        events();
        return this;
    }

    /** The client plays "demo" on message stream 1. */
    RawServer playing() throws RtmpException {
        connected().client.play(StreamName.of("demo"));
        result(2, 1).status(1, "status", "NetStream.Play.Start");
        sent();
        events();
        return this;
    }

    /** The client has asked for a message stream, to publish or to play "demo" on. */
    RawServer creating(boolean publish) throws RtmpException {
        connected();
        if (publish) {
            client.publish(StreamName.of("demo"));
        } else {
            client.play(StreamName.of("demo"));
        }
        sent();
        return this;
    }

    /** The transaction id of the client's latest publish or play, or 97. */
    double beginTransaction() {
        return beginTransaction;
    }

    /** The transaction id of the client's latest createStream, or 98. */
    double createTransaction() {
        return createTransaction;
    }

    RawServer result(double transactionId, double value) throws RtmpException {
        return receive(new Command(0, "_result", transactionId, List.of(AmfNull.INSTANCE, AmfValue.of(value))));
    }

    RawServer status(int messageStreamId, String level, String code) throws RtmpException {
        return status(messageStreamId, AmfObject.of("level", level, "code", code, "description", "text"));
    }

    RawServer status(int messageStreamId, AmfValue information) throws RtmpException {
        return receive(new Command(messageStreamId, "onStatus", 0, List.of(AmfNull.INSTANCE, information)));
    }

    RawServer media(MediaKind kind, int messageStreamId, String text) throws RtmpException {
        return receive(
                new MediaMessage(kind, messageStreamId, 0, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)));
    }

    /** Lets the client receive a message. */
    RawServer receive(RtmpMessage message) throws RtmpException {
        ByteBuf bytes = Unpooled.buffer();
        writer.write(message, bytes);
        try {
            feed(bytes);
        } finally {
            bytes.release();
        }
        return this;
    }

    /** What the client has said since the last call. */
    List<String> sent() throws RtmpException {
        ByteBuf bytes = client.takeOutput();
        read(bytes);
        bytes.release();
        List<String> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    /** The client's events since the last call. */
    List<String> events() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    public void close() {
        client.release();
        reader.release();
    }

    private void feed(ByteBuf bytes) throws RtmpException {
        for (ClientEvent event; (event = client.read(bytes)) != null; ) {
            events.add(Lines.of(event));
        }
    }

    private void read(ByteBuf bytes) throws RtmpException {
        for (RtmpMessage message; (message = reader.read(bytes)) != null; ) {
            said.add(Lines.of(message));
            if (message instanceof Command command) {
                note(command);
            }
        }
    }

    private void note(Command command) {
        switch (command.name()) {
            case "createStream" -> createTransaction = command.transactionId();
            case "publish", "play" -> beginTransaction = command.transactionId();
            default -> {}
        }
    }
}
