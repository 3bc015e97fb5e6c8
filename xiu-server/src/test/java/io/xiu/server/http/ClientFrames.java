package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** WebSocket frames as clients send them, masked; and some that no client should send. */
public final class ClientFrames {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private ClientFrames() {}

    /** A final frame of up to 125 bytes. */
    public static ByteBuf frame(int opcode, byte... payload) {
        return frame(FINAL | opcode, MASKED | payload.length, payload);
    }

    /** A frame whose first two bytes are given. */
    public static ByteBuf frame(int first, int second, byte[] payload) {
        ByteBuf frame = Unpooled.buffer().writeByte(first).writeByte(second);
        boolean masked = (second & MASKED) != 0;
        if (masked) {
            frame.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (masked ? MASK[i % MASK.length] : 0));
        }
        return frame;
    }
}
