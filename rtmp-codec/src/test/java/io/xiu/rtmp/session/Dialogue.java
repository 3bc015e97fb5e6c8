package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A client session and a server session, joined by two buffers that are cut into pieces on their way. */
final class Dialogue implements AutoCloseable {
    /** Small, so that short messages have several chunks. */
    static final int CHUNK_SIZE = 1_000;

    final ServerSession server = new ServerSession(
            new ServerSettings(CHUNK_SIZE, 2_500_000, 2_500_000, ChunkLimits.VIEWER, ChunkLimits.DEFAULT),
            new Random(1));
    final ClientSession client;
    /** What happened at either side, in order. */
    final List<String> events = new ArrayList<>();

    private final Cuts cuts;
    private final ByteBuf toServer = Unpooled.buffer();
    private final ByteBuf toClient = Unpooled.buffer();
    private Consumer<ServerEvent> owner = event -> {};
    private Consumer<ClientEvent> user = event -> {};

    Dialogue(Cuts cuts, ClientSettings settings) {
        this.cuts = cuts;
        this.client = new ClientSession(settings, new Random(2));
    }

    /** Who answers for the server. */
    Dialogue served(Consumer<ServerEvent> by) {
        owner = by;
        return this;
    }

    /** Who acts for the client. */
    Dialogue used(Consumer<ClientEvent> by) {
        user = by;
        return this;
    }

    Dialogue start() throws RtmpException {
        append(toServer, client.start());
        return run();
    }

    /** Lets bytes go to and fro until there are none. */
    Dialogue run() throws RtmpException {
        ByteBuf serverInput = Unpooled.buffer();
        ByteBuf clientInput = Unpooled.buffer();
        do {
            append(toServer, client.takeOutput());
            append(toClient, server.takeOutput());
            if (toServer.isReadable()) {
                append(serverInput, cuts.cut(toServer));
            }
            for (ServerEvent event; (event = server.read(serverInput)) != null; ) {
                owner.accept(event);
                events.add("server: " + Lines.of(event));
            }
            append(toClient, server.takeOutput());
            if (toClient.isReadable()) {
                append(clientInput, cuts.cut(toClient));
            }
            for (ClientEvent event; (event = client.read(clientInput)) != null; ) {
                user.accept(event);
                events.add("client: " + Lines.of(event));
            }
        } while (toServer.isReadable() || toClient.isReadable() || client.hasOutput() || server.hasOutput());
        serverInput.release();
        clientInput.release();
        return this;
    }

    /** Writes media to the server, as the owner of a client session does between its output. */
    void upstream(MediaKind kind, int messageStreamId, int timestampMillis, String text) {
        append(toServer, client.takeOutput());
        write(toServer, client.outgoingChunkSize(), kind, messageStreamId, timestampMillis, text);
    }

    /** Writes media to the client, as the owner of a server session does between its output. */
    void downstream(MediaKind kind, int messageStreamId, int timestampMillis, String text) {
        append(toClient, server.takeOutput());
        write(toClient, server.outgoingChunkSize(), kind, messageStreamId, timestampMillis, text);
    }

    @Override
    public void close() {
        client.release();
        server.release();
        toServer.release();
        toClient.release();
    }

    private static void write(ByteBuf out, int chunkSize, MediaKind kind, int id, int timestampMillis, String text) {
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        new ChunkWriter(chunkSize).write(new MediaMessage(kind, id, timestampMillis, body), out);
    }

    private static void append(ByteBuf to, ByteBuf bytes) {
        to.writeBytes(bytes);
        bytes.release();
    }
}
