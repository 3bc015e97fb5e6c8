package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.rtmp.message.MediaKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A viewer over HTTP-FLV that reads only when it is told to, so that its connection soon takes nothing. */
final class SlowPeer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int RECEIVE_BYTES = 65_536;
    private static final int MAX_TAG_BYTES = 1 << 20;

    private final Socket socket = new Socket();
    private final FlvTagReader reader = new FlvTagReader(MAX_TAG_BYTES);
    private final Recording recording = new Recording();
    private final ByteBuf in = Unpooled.buffer();

    /** Asks, and reads the head of the answer. */
    SlowPeer(int port, String path) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        for (int c; head.indexOf("\r\n\r\n") < 0 && (c = socket.getInputStream().read()) >= 0; ) {
            head.append((char) c);
        }
        if (!head.toString().startsWith("HTTP/1.1 200 ")) {
            throw new AssertionError(head);
        }
    }

    /** The address of this side, as the server's log has it. */
    String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Reads until this video frame is here, or a later one. */
    void readUntil(int number) throws IOException, FlvException {
        while (newest() < number) {
            if (in.writeBytes(socket.getInputStream(), RECEIVE_BYTES) < 0) {
                throw new AssertionError("closed after frame " + newest());
            }
            for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                recording.add(FlvPeer.kind(tag.type()), tag.timestampMillis(), tag.body());
            }
            in.discardSomeReadBytes();
        }
    }

    private int newest() {
        List<Recording.Frame> frames = frames();
        return frames.isEmpty() ? -1 : frames.get(frames.size() - 1).number();
    }

    /** The video frames read so far, each of them whole. */
    List<Recording.Frame> frames() {
        return recording.frames(MediaKind.VIDEO);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
