package io.xiu.hls.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Boxes as text: one line each, indented by depth, with the fields that say something. */
final class BoxText {
    private static final String STEP = "  ";

    private BoxText() {}

    static String of(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        Box.read(bytes).forEach(box -> append(box, "", text));
        return text.toString();
    }

    private static void append(Box box, String indent, StringBuilder text) {
        text.append(indent).append(box.type());
        String fields = fields(box, indent);
        text.append(fields.isEmpty() ? "" : " ").append(fields).append('\n');
        if (box.holdsBoxes()) {
            box.boxes().forEach(inside -> append(inside, indent + STEP, text));
        }
    }

    private static String fields(Box box, String indent) {
        return switch (box.type()) {
            case "ftyp", "styp" -> brands(box);
            case "mvhd" ->
                "timescale=%d duration=%d rate=%x volume=%x matrix=%s next=%d"
                        .formatted(
                                box.int32(12),
                                box.int32(16),
                                box.int32(20),
                                box.uint16(24),
                                matrix(box, 36),
                                box.int32(96));
            case "tkhd" ->
                "flags=%x id=%d duration=%d group=%d volume=%x matrix=%s %sx%s"
                        .formatted(
                                box.flags(),
                                box.int32(12),
                                box.int32(20),
                                box.uint16(34),
                                box.uint16(36),
                                matrix(box, 40),
                                fixed(box, 76),
                                fixed(box, 80));
            case "elst" ->
                "entries=%d duration=%d mediaTime=%d rate=%s"
                        .formatted(box.int32(4), box.int32(8), box.int32(12), fixed(box, 16));
            case "mdhd" ->
                "timescale=%d duration=%d language=%s"
                        .formatted(box.int32(12), box.int32(16), language(box.uint16(20)));
            case "hdlr" -> "%s %s".formatted(box.code(8), text(box.bytesFrom(24)));
            case "vmhd", "url " -> "flags=" + box.flags();
            case "dref", "stsd" -> "entries=" + box.int32(4);
            case "avc1", "hvc1", "vvc1", "av01", "vp09", "vp08" ->
                "reference=%d %dx%d frames=%d depth=%d"
                        .formatted(box.uint16(6), box.uint16(24), box.uint16(26), box.uint16(40), box.uint16(74));
            case "mp4a", "Opus", "fLaC", "ac-3", "ec-3" ->
                "reference=%d channels=%d bits=%d rate=%s"
                        .formatted(box.uint16(6), box.uint16(16), box.uint16(18), fixed(box, 24));
            case "trex" ->
                "track=%d description=%d duration=%d size=%d flags=%08x"
                        .formatted(box.int32(4), box.int32(8), box.int32(12), box.int32(16), box.int32(20));
            case "prft" ->
                "version=%d flags=%d track=%d ntp=%016x media=%d"
                        .formatted(box.version(), box.flags(), box.int32(4), box.int64(8), box.int64(16));
            case "mfhd" -> "sequence=" + box.uint32(4);
            case "tfhd" -> "flags=%06x track=%d%s".formatted(box.flags(), box.int32(4), values(box, 8));
            case "tfdt" -> "version=%d time=%d".formatted(box.version(), box.int64(4));
            case "trun" -> run(box, indent);
            case "mdat" -> box.content().limit() + " bytes";
            default -> box.holdsBoxes() ? "" : hex(box.content());
        };
    }

    private static String brands(Box box) {
        StringJoiner text = new StringJoiner(" ");
        text.add(box.code(0)).add(Integer.toString(box.int32(4)));
        for (int at = 8; at < box.content().limit(); at += 4) {
            text.add(box.code(at));
        }
        return text.toString();
    }

    private static String run(Box box, String indent) {
        List<String> lines = new ArrayList<>();
        int at = 12;
        String first = "";
        if ((box.flags() & 4) != 0) {
            first = " first=%08x".formatted(box.int32(at));
            at += 4;
        }
        lines.add("version=%d flags=%06x samples=%d data=%d%s"
                .formatted(box.version(), box.flags(), box.int32(4), box.int32(8), first));
        for (int i = 0; i < box.int32(4); i++) {
            StringBuilder line = new StringBuilder(indent + STEP).append('-');
            at = field(box, 0x100, at, value -> line.append(" duration=").append(Integer.toUnsignedLong(value)));
            at = field(box, 0x200, at, value -> line.append(" bytes=").append(value));
            at = field(box, 0x400, at, value -> line.append(" flags=%08x".formatted(value)));
            at = field(box, 0x800, at, value -> line.append(" offset=").append(value));
            lines.add(line.toString());
        }
        if (at != box.content().limit()) {
            throw new AssertionError("trun of " + box.content().limit() + " bytes read to " + at);
        }
        boolean bare = (box.flags() & 0xF00) == 0;
        return bare ? lines.get(0) : String.join("\n", lines);
    }

    private static int field(Box box, int flag, int at, Consumer<Integer> text) {
        if ((box.flags() & flag) == 0) {
            return at;
        }
        text.accept(box.int32(at));
        return at + 4;
    }

    private static String values(Box box, int from) {
        StringBuilder text = new StringBuilder();
        for (int at = from; at < box.content().limit(); at += 4) {
            text.append(' ').append(box.uint32(at));
        }
        return text.toString();
    }

    private static String matrix(Box box, int at) {
        return hex(box.bytes(at, 36)).equals("00010000" + "0".repeat(24) + "00010000" + "0".repeat(24) + "40000000")
                ? "unity"
                : hex(box.bytes(at, 36));
    }

    private static String fixed(Box box, int at) {
        return box.uint16(at + 2) == 0 ? Integer.toString(box.uint16(at)) : box.uint16(at) + "+" + box.uint16(at + 2);
    }

    private static String language(int packed) {
        StringBuilder text = new StringBuilder();
        for (int shift = 10; shift >= 0; shift -= 5) {
            text.append((char) ('`' + (packed >> shift & 0x1F)));
        }
        return text.toString();
    }

    private static String text(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.limit(); i++) {
            text.append(bytes.get(i) == 0 ? "\\0" : Character.toString(bytes.get(i)));
        }
        return text.toString();
    }

    private static String hex(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.limit(); i++) {
            text.append("%02x".formatted(bytes.get(i)));
        }
        return text.toString();
    }
}
