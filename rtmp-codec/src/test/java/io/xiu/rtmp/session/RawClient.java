package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client without manners: says anything to a server session in any order, and writes down what comes of it. */
final class RawClient implements AutoCloseable {
    final ServerSession server;
    /** The session's events, and at the end {@code "! REASON"} if it broke off. */
    final List<String> events = new ArrayList<>();

    private final ChunkWriter writer = new ChunkWriter(128);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final ByteBuf pending = Unpooled.buffer();
    private @Nullable RtmpException failure;

    RawClient() {
        this(ServerSettings.DEFAULT);
    }

    RawClient(ServerSettings settings) {
        server = new ServerSession(settings, new Random(1));
    }

    /** Through the handshake. */
    RawClient shakeHands() throws RtmpException {
        ClientHandshake handshake = new ClientHandshake(new Random(2), false);
        ByteBuf out = Unpooled.buffer();
        handshake.start(out);
        feed(out);
        ByteBuf in = server.takeOutput();
        out.clear();
        handshake.read(in, out);
        in.release();
        feed(out);
        out.release();
        return this;
    }

    /** Through the handshake and connect, its answer passed over. */
    RawClient connect() throws RtmpException {
        shakeHands().command(0, "connect", 1, AmfObject.of("app", "live", "flashVer", "test"));
        server.acceptConnect(AmfObject.EMPTY);
        received();
        events.clear();
        return this;
    }

    /** With one message stream, too. */
    RawClient createStream() throws RtmpException {
        connect().command(0, "createStream", 2, AmfNull.INSTANCE);
        received();
        return this;
    }

    /** Publishing as "demo" on message stream 1, all before that passed over. */
    RawClient publishing() throws RtmpException {
        createStream().command(1, "publish", 5, null, "demo", "live");
        server.acceptPublish(1);
        received();
        events.clear();
        return this;
    }

    /** Playing "demo" on message stream 1, all before that passed over. */
    RawClient playing() throws RtmpException {
        createStream().command(1, "play", 4, null, "demo");
        server.acceptPlay(1);
        received();
        events.clear();
        return this;
    }

    /** Sends a command with these values after its transaction id. */
    RawClient command(int messageStreamId, String name, double transactionId, @Nullable Object... arguments) {
        List<AmfValue> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(AmfValue.of(argument));
        }
        return send(new Command(messageStreamId, name, transactionId, values));
    }

    RawClient media(MediaKind kind, int messageStreamId, int timestampMillis, String text) {
        return send(new MediaMessage(
                kind, messageStreamId, timestampMillis, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)));
    }

    RawClient send(RtmpMessage message) {
        ByteBuf bytes = Unpooled.buffer();
        writer.write(message, bytes);
        feed(bytes);
        bytes.release();
        return this;
    }

    /** Goes on with input that stood still. */
    RawClient goOn() {
        feed(Unpooled.EMPTY_BUFFER);
        return this;
    }

    /** What the session has said since the last call. */
    List<String> received() {
        List<String> lines = new ArrayList<>();
        ByteBuf bytes = server.takeOutput();
        try {
            for (RtmpMessage message; (message = reader.read(bytes)) != null; ) {
                lines.add(Lines.of(message));
            }
        } catch (RtmpException e) {
            throw new AssertionError("what the server says is no RTMP", e);
        } finally {
            bytes.release();
        }
        return lines;
    }

    /** What the session's events were since the last call. */
    List<String> events() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Nullable
    RtmpException failure() {
        return failure;
    }

    @Override
    public void close() {
        server.release();
        reader.release();
        pending.release();
    }

    private void feed(ByteBuf bytes) {
        pending.writeBytes(bytes);
        if (failure != null) {
            return;
        }
        try {
            for (ServerEvent event; (event = server.read(pending)) != null; ) {
                events.add(Lines.of(event));
            }
        } catch (RtmpException e) {
            failure = e;
            events.add("! " + e.reason());
        }
        pending.discardReadBytes();
    }
}
