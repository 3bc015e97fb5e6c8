package io.xiu.hls.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A box read from bytes, by nothing of what wrote it.
 *
 * @param offset of its first byte in the whole
 * @param content what follows its header, from position 0
 */
record Box(String type, int offset, ByteBuffer content) {
    private static final int HEADER_BYTES = 8;

    /** Bytes before the boxes inside those that hold some. */
    private static final Map<String, Integer> FIELDS = Map.ofEntries(
            Map.entry("moov", 0),
            Map.entry("trak", 0),
            Map.entry("edts", 0),
            Map.entry("mdia", 0),
            Map.entry("minf", 0),
            Map.entry("dinf", 0),
            Map.entry("dref", 8),
            Map.entry("stbl", 0),
            Map.entry("stsd", 8),
            Map.entry("mvex", 0),
            Map.entry("moof", 0),
            Map.entry("traf", 0),
            Map.entry("avc1", 78),
            Map.entry("hvc1", 78),
            Map.entry("hev1", 78),
            Map.entry("vvc1", 78),
            Map.entry("av01", 78),
            Map.entry("vp09", 78),
            Map.entry("vp08", 78),
            Map.entry("mp4a", 28),
            Map.entry("Opus", 28),
            Map.entry("fLaC", 28),
            Map.entry("ac-3", 28),
            Map.entry("ec-3", 28));

    static List<Box> read(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes), 0);
    }

    private static List<Box> read(ByteBuffer bytes, int offset) {
        List<Box> boxes = new ArrayList<>();
        for (int at = bytes.position(); at < bytes.limit(); ) {
            int size = bytes.getInt(at);
            if (size < HEADER_BYTES || size > bytes.limit() - at) {
                throw new AssertionError("a box of " + size + " bytes at " + (offset + at));
            }
            byte[] type = new byte[4];
            bytes.get(at + 4, type);
            ByteBuffer content = bytes.slice(at + HEADER_BYTES, size - HEADER_BYTES);
            boxes.add(new Box(new String(type, StandardCharsets.US_ASCII), offset + at, content));
            at += size;
        }
        return boxes;
    }

    boolean holdsBoxes() {
        return FIELDS.containsKey(type);
    }

    List<Box> boxes() {
        int fields = FIELDS.getOrDefault(type, 0);
        return read(content.duplicate().position(fields), offset + HEADER_BYTES);
    }

    /** The only box of a type in here, or in the boxes of these types inside each other. */
    Box only(String... path) {
        Box box = this;
        for (String inside : path) {
            List<Box> found = box.all(inside).toList();
            if (found.size() != 1) {
                throw new AssertionError(found.size() + " boxes " + inside + " in " + box.type);
            }
            box = found.get(0);
        }
        return box;
    }

    Stream<Box> all(String inside) {
        return boxes().stream().filter(box -> box.type.equals(inside));
    }

    int bytes() {
        return HEADER_BYTES + content.limit();
    }

    int uint8(int at) {
        return content.get(at) & 0xFF;
    }

    int uint16(int at) {
        return content.getShort(at) & 0xFFFF;
    }

    int int32(int at) {
        return content.getInt(at);
    }

    long uint32(int at) {
        return Integer.toUnsignedLong(content.getInt(at));
    }

    long int64(int at) {
        return content.getLong(at);
    }

    int version() {
        return uint8(0);
    }

    int flags() {
        return int32(0) & 0xFFFFFF;
    }

    String code(int at) {
        byte[] code = new byte[4];
        content.get(at, code);
        return new String(code, StandardCharsets.US_ASCII);
    }

    ByteBuffer bytes(int at, int count) {
        return content.slice(at, count);
    }

    ByteBuffer bytesFrom(int at) {
        return content.slice(at, content.limit() - at);
    }
}
