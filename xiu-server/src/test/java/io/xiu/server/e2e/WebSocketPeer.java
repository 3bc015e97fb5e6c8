package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The JDK's WebSocket client, reading FLV: the header in the first message, one tag in each of the others. */
final class WebSocketPeer implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final int MAX_TAG_BYTES = 1 << 20;

    private final Recording recording = new Recording();
    private final CompletableFuture<FlvHeader> header = new CompletableFuture<>();
    private final CompletableFuture<String> pong = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final FlvTagReader reader = new FlvTagReader(MAX_TAG_BYTES);
    private final ByteBuf message = Unpooled.buffer();
    private WebSocket socket;

    private WebSocketPeer() {}

    /** Connects, and returns when the server has accepted. */
    static WebSocketPeer open(int port, String path) {
        WebSocketPeer peer = new WebSocketPeer();
        peer.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://localhost:" + port + path), peer)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return peer;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        message.writeBytes(data);
        if (last) {
            try {
                whole();
            } catch (FlvException | AssertionError e) {
                closed.completeExceptionally(e);
            }
        }
        from.request(1);
        return null;
    }

    private void whole() throws FlvException {
        FlvTag tag = reader.read(message);
        if (!header.isDone()) {
            FlvHeader first = reader.header();
            if (first == null || tag != null || message.isReadable()) {
                throw new AssertionError("the first message is not the header alone");
            }
            header.complete(first);
            return;
        }
        if (tag == null || message.isReadable()) {
            throw new AssertionError("a message is not one tag");
        }
        recording.add(FlvPeer.kind(tag.type()), tag.timestampMillis(), tag.body());
        message.clear();
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        pong.complete(new String(bytes, StandardCharsets.US_ASCII));
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** The header of the file; blocks until it is here. */
    FlvHeader header() {
        return header.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    Recording recording() {
        return recording;
    }

    /** Sends a ping; blocks until its answer is here. */
    String ping(String text) {
        socket.sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)))
                .join();
        return pong.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Says that it has had enough. */
    void sayClose(int code) {
        socket.sendClose(code, "").join();
    }

    /** The code that the server has closed with; blocks until it has, and fails if something else happened. */
    int awaitClosed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
