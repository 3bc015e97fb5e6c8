package io.xiu.server.e2e;

import io.netty.buffer.ByteBuf;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket client on a bare socket that says anything, and reads what a server may say, frame by frame. */
final class RawWebSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;

    private final Socket socket;
    private final DataInputStream in;

    /** A frame that the server sent, which must be final and not masked. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int opcode, byte[] payload) {
        int closeCode() {
            return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        }
    }

    /** Connects and upgrades. */
    RawWebSocket(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
    }

    /** Sends what is readable and releases it; as much as the server takes. */
    RawWebSocket send(ByteBuf bytes) {
        byte[] copy = new byte[bytes.readableBytes()];
        bytes.readBytes(copy).release();
        try {
            socket.getOutputStream().write(copy);
        } catch (IOException e) {
            return this; // the server has closed already
        }
        return this;
    }

    /** The next frame. */
    Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((first & 0xF0) != 0x80 || second > LENGTH_OF_64_BITS) {
            throw new AssertionError("a frame begins with %02x %02x".formatted(first, second));
        }
        long length = switch (second) {
            case LENGTH_OF_16_BITS -> in.readUnsignedShort();
            case LENGTH_OF_64_BITS -> in.readLong();
            default -> second;
        };
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame(first & 0xF, payload);
    }

    /** All frames until the server has closed; fails if the last one isn't whole. */
    List<Frame> readAll() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException e) {
            return frames;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
