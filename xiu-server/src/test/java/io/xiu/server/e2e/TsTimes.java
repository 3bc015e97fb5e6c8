package io.xiu.server.e2e;

import io.xiu.rtmp.message.MediaKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a transport stream says about times (ISO/IEC 13818-1, sections 2.4.3.2 and 2.4.3.6), and no more of it. */
final class TsTimes {
    private static final int PACKET_BYTES = 188;
    private static final int SYNC = 0x47;
    private static final int AUDIO_STREAM_ID = 0xC0;
    private static final int VIDEO_STREAM_ID = 0xE0;
    private static final int ADTS_HEADER_BYTES = 7;

    private TsTimes() {}

    /**
     * A PES packet.
     *
     * @param dts90k of 33 bits; the PTS if it has no DTS
     * @param frames how many ADTS frames it has, or 1 for video
     */
    record Pes(MediaKind kind, long dts90k, int frames) {}

    /** The PES packets of a segment, in the order of their first bytes. */
    static List<Pes> read(byte[] segment) {
        Map<Integer, ByteArrayOutputStream> open = new TreeMap<>();
        List<ByteArrayOutputStream> packets = new ArrayList<>();
        for (int at = 0; at < segment.length; at += PACKET_BYTES) {
            if (segment[at] != SYNC) {
                throw new AssertionError("no sync byte at " + at);
            }
            boolean start = (segment[at + 1] & 0x40) != 0;
            int pid = (segment[at + 1] & 0x1F) << 8 | (segment[at + 2] & 0xFF);
            boolean field = (segment[at + 3] & 0x20) != 0;
            int payload = at + 4 + (field ? 1 + (segment[at + 4] & 0xFF) : 0);
            if (start && isPes(segment, payload)) {
                ByteArrayOutputStream packet = new ByteArrayOutputStream();
                open.put(pid, packet);
                packets.add(packet);
            }
            ByteArrayOutputStream into = open.get(pid);
            if (into != null) {
                into.write(segment, payload, at + PACKET_BYTES - payload);
            }
        }
        return packets.stream().map(packet -> pes(packet.toByteArray())).toList();
    }

    private static boolean isPes(byte[] bytes, int at) {
        return bytes[at] == 0 && bytes[at + 1] == 0 && bytes[at + 2] == 1;
    }

    private static Pes pes(byte[] bytes) {
        boolean hasDts = (bytes[7] & 0x40) != 0;
        int payload = 9 + bytes[8];
        long time = timestamp(bytes, hasDts ? 14 : 9);
        return switch (bytes[3] & 0xFF) {
            case VIDEO_STREAM_ID -> new Pes(MediaKind.VIDEO, time, 1);
            case AUDIO_STREAM_ID -> new Pes(MediaKind.AUDIO, time, adtsFrames(bytes, payload));
            default -> throw new AssertionError("stream id " + bytes[3]);
        };
    }

    private static long timestamp(byte[] bytes, int at) {
        return (bytes[at] & 0x0EL) << 29
                | (bytes[at + 1] & 0xFFL) << 22
                | (bytes[at + 2] & 0xFEL) << 14
                | (bytes[at + 3] & 0xFFL) << 7
                | (bytes[at + 4] & 0xFFL) >> 1;
    }

    private static int adtsFrames(byte[] bytes, int from) {
        int frames = 0;
        for (int at = from; at + ADTS_HEADER_BYTES <= bytes.length; frames++) {
            at += (bytes[at + 3] & 3) << 11 | (bytes[at + 4] & 0xFF) << 3 | (bytes[at + 5] & 0xFF) >> 5;
        }
        return frames;
    }
}
