package io.xiu.relay;

import io.netty.buffer.ByteBuf;

/**
 * FLV tags, each the payload of a binary WebSocket frame, as a server sends them: final and not masked (RFC 6455,
 * section 5.2). The FLV file header is a frame that each viewer gets of its own when it starts.
 *
 * @param tags how the payloads are made
 */
public record WebSocketFormat(FlvFormat tags) implements WireFormat {
    /*
     * FIN 000 opcode 2 (1)
     * payload bytes: up to 125 (1)  |  126 (1) up to 65,535 (2)  |  127 (1) more (8)
     */
    private static final int FINAL_BINARY = 0x82;
    private static final int LONGEST_HEADER_BYTES = 10;
    private static final int LONGEST_IN_7_BITS = 125;
    private static final int LONGEST_IN_16_BITS = 0xFFFF;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;

    /** Appends what comes before a payload of this many bytes. */
    public static void writeHeader(int payloadBytes, ByteBuf out) {
        out.writeByte(FINAL_BINARY);
        if (payloadBytes <= LONGEST_IN_7_BITS) {
            out.writeByte(payloadBytes);
        } else if (payloadBytes <= LONGEST_IN_16_BITS) {
            out.writeByte(LENGTH_OF_16_BITS).writeShort(payloadBytes);
        } else {
            out.writeByte(LENGTH_OF_64_BITS).writeLong(payloadBytes);
        }
    }

    @Override
    public int encodedBytes(MediaFrame frame) {
        int tag = tags.encodedBytes(frame);
        return tag == 0 ? 0 : LONGEST_HEADER_BYTES + tag;
    }

    @Override
    public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
        writeHeader(tags.encodedBytes(frame), out);
        tags.encode(frame, timestampMillis, out);
    }

    @Override
    public TrackSelection tracks() {
        return tags.tracks();
    }

    @Override
    public boolean announcesTracks() {
        return true;
    }
}
