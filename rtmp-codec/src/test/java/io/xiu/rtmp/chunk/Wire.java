package io.xiu.rtmp.chunk;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Puts the bytes of chunks together by hand, right or wrong. */
final class Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static Wire wire() {
        return new Wire();
    }

    Wire hex(String text) {
        out.writeBytes(HexFormat.of().parseHex(text.replace(" ", "")));
        return this;
    }

    Wire type0(int chunkStreamId, int timestampField, int length, int typeId, int messageStreamId) {
        basic(0, chunkStreamId).int24(timestampField).int24(length).int8(typeId);
        return int8(messageStreamId).int24(Integer.reverseBytes(messageStreamId >>> 8) >>> 8);
    }

    Wire type1(int chunkStreamId, int deltaField, int length, int typeId) {
        return basic(1, chunkStreamId).int24(deltaField).int24(length).int8(typeId);
    }

    Wire type2(int chunkStreamId, int deltaField) {
        return basic(2, chunkStreamId).int24(deltaField);
    }

    Wire type3(int chunkStreamId) {
        return basic(3, chunkStreamId);
    }

    /** A basic header in the shortest form. */
    Wire basic(int type, int chunkStreamId) {
        if (chunkStreamId < 64) {
            return int8(type << 6 | chunkStreamId);
        }
        return chunkStreamId < 320 ? int8(type << 6).int8(chunkStreamId - 64) : basic3(type, chunkStreamId);
    }

    /** A basic header of three bytes. */
    Wire basic3(int type, int chunkStreamId) {
        return int8(type << 6 | 1).int8(chunkStreamId - 64).int8((chunkStreamId - 64) >> 8);
    }

    Wire int8(int value) {
        out.write(value);
        return this;
    }

    Wire int24(int value) {
        return int8(value >> 16).int8(value >> 8).int8(value);
    }

    Wire int32(int value) {
        return int8(value >> 24).int24(value);
    }

    /** The bytes {@code from} to {@code to - 1} of the test body, in which byte n is n modulo 251. */
    Wire body(int from, int to) {
        for (int i = from; i < to; i++) {
            out.write(i % 251);
        }
        return this;
    }

    Wire body(int length) {
        return body(0, length);
    }

    Wire append(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Wire setChunkSize(int bytes) {
        return type0(2, 0, 4, 1, 0).int32(bytes);
    }

    int length() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
