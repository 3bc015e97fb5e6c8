package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A client on a bare socket that says anything. What it gets is searched as text. */
final class RawRtmp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int HANDSHAKE_BYTES = 1_536;

    private final Socket socket;
    private final ChunkWriter writer = new ChunkWriter(128);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    RawRtmp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** The address of this side, as the server's log has it. */
    String address() {
        return socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    /** Through the simple handshake. */
    RawRtmp shakeHands() throws IOException {
        byte[] first = new byte[1 + HANDSHAKE_BYTES];
        first[0] = 3;
        send(first);
        byte[] answer = socket.getInputStream().readNBytes(1 + 2 * HANDSHAKE_BYTES);
        send(Arrays.copyOfRange(answer, 1, 1 + HANDSHAKE_BYTES));
        return this;
    }

    /** Through connect, too. */
    RawRtmp connect(String app) throws IOException {
        shakeHands().command(0, "connect", 1, AmfObject.of("app", app, "tcUrl", "rtmp://localhost/" + app));
        return awaitText("NetConnection.Connect.Success");
    }

    /** With message stream 1, too. */
    RawRtmp createStream(String app) throws IOException {
        return connect(app).command(0, "createStream", 2, AmfNull.INSTANCE);
    }

    /** Publishing on message stream 1. */
    RawRtmp publish(String app, String name) throws IOException {
        createStream(app).command(1, "publish", 0, AmfNull.INSTANCE, name, "live");
        return awaitText("NetStream.Publish.Start");
    }

    /** Sends a command with these values after its transaction id, at a chunk size of 128. */
    RawRtmp command(int messageStreamId, String name, double transactionId, Object... arguments) {
        List<AmfValue> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(AmfValue.of(argument));
        }
        ByteBuf bytes = Unpooled.buffer();
        writer.write(new Command(messageStreamId, name, transactionId, values), bytes);
        return send(bytes);
    }

    /** Sends what is readable and releases it. */
    RawRtmp send(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy).release();
        return send(copy);
    }

    /** Sends as much as the server takes. */
    RawRtmp send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            return this; // the server has closed already
        }
        return this;
    }

    private RawRtmp awaitText(String text) throws IOException {
        byte[] buffer = new byte[8_192];
        while (!received().contains(text)) {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new AssertionError("closed before " + text);
            }
            received.write(buffer, 0, count);
        }
        return this;
    }

    /** Blocks until the server has closed; answers everything it said. */
    String awaitClosed() throws IOException {
        try {
            socket.getInputStream().transferTo(received);
        } catch (SocketException e) {
            return received(); // closed by a reset
        }
        return received();
    }

    private String received() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
