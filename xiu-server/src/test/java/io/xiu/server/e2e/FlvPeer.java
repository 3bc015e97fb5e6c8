package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.TagType;
import io.xiu.rtmp.message.MediaKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client that makes one HTTP request on a bare socket, and reads the answer as FLV. */
final class FlvPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MAX_TAG_BYTES = 1 << 20;

    private final Socket socket;
    private final String head;
    private final Recording recording = new Recording();
    private final CompletableFuture<FlvHeader> header = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private FlvPeer(int port, String method, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        head = readHead(socket.getInputStream());
    }

    /** Asks, and returns when the head of the answer is here; the body is read from then on. */
    static FlvPeer get(int port, String path) {
        FlvPeer peer = request(port, "GET", path);
        if (peer.head.startsWith("HTTP/1.1 200")) {
            Thread reader = new Thread(peer::read, "flv-peer");
            reader.setDaemon(true);
            reader.start();
        }
        return peer;
    }

    /** Asks for the head alone. */
    static FlvPeer head(int port, String path) {
        return request(port, "HEAD", path);
    }

    private static FlvPeer request(int port, String method, String path) {
        try {
            return new FlvPeer(port, method, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c; text.indexOf("\r\n\r\n") < 0 && (c = in.read()) >= 0; ) {
            text.append((char) c);
        }
        return text.toString();
    }

    private void read() {
        FlvTagReader reader = new FlvTagReader(MAX_TAG_BYTES);
        ByteBuf in = Unpooled.buffer();
        try {
            while (in.writeBytes(socket.getInputStream(), 8_192) >= 0) {
                for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                    recording.add(kind(tag.type()), tag.timestampMillis(), tag.body());
                }
                if (reader.header() != null) {
                    header.complete(reader.header());
                }
                in.discardSomeReadBytes();
            }
            ended.complete(null);
        } catch (IOException | FlvException e) {
            ended.completeExceptionally(e);
        } finally {
            in.release();
        }
    }

    static MediaKind kind(TagType type) {
        return switch (type) {
            case AUDIO -> MediaKind.AUDIO;
            case VIDEO -> MediaKind.VIDEO;
            default -> MediaKind.DATA;
        };
    }

    /** The status line and the fields of the answer. */
    String head() {
        return head;
    }

    /** The body of an answer that is no stream, read to the end of the connection. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The header of the file; blocks until it is here. */
    FlvHeader header() {
        return header.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    Recording recording() {
        return recording;
    }

    /** Blocks until the server has ended the body, and fails if it broke off. */
    void awaitEnd() {
        ended.orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).join();
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
