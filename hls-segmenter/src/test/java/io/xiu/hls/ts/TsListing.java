package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a transport stream back, written from ISO/IEC 13818-1 and not from the muxer. Asserts sync bytes, continuity
 * counters and section checksums on the way; feed it one segment after the other.
 */
public final class TsListing {
    public static final int VIDEO_PID = 0x102;
    public static final int AUDIO_PID = 0x101;
    public static final long NONE = -1;

    /** What the stream holds, in order. */
    public sealed interface Item {
        int pid();
    }

    /** A PAT or PMT section as text. */
    public record Table(int pid, String text) implements Item {}

    /** A PES packet; {@code pcr90k} of the TS packet that begins it. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Pes(
            int pid,
            int streamType,
            int lengthField,
            long pts90k,
            long dts90k,
            long pcr90k,
            boolean randomAccess,
            boolean discontinuity,
            int tsPackets,
            byte[] payload)
            implements Item {}

    /** A TS packet that carries just a PCR. */
    public record Pcr(int pid, long pcr90k, boolean discontinuity) implements Item {}

    private static final class Partial {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long pcr90k = NONE;
        private boolean randomAccess;
        private boolean discontinuity;
        private int tsPackets;
        private int slot;
    }

    private final Map<Integer, Integer> counters = new HashMap<>();
    private final Map<Integer, Integer> streamTypes = new HashMap<>();
    private final Map<Integer, Partial> partials = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private int itemsTaken;

    /** Starts with no counter seen. */
    public TsListing() {}

    /** Reads a whole segment and gives what it held; the buffer stays the caller's. */
    public List<Item> read(ByteBuf segment) {
        assertThat(segment.readableBytes() % 188).isZero();
        for (int at = segment.readerIndex(); at < segment.writerIndex(); at += 188) {
            readPacket(segment.slice(at, 188));
        }
        for (Integer pid : List.copyOf(partials.keySet())) {
            endPes(pid);
        }
        List<Item> read = List.copyOf(items.subList(itemsTaken, items.size()));
        itemsTaken = items.size();
        return read;
    }

    private void readPacket(ByteBuf packet) {
        assertThat(packet.readUnsignedByte()).isEqualTo((short) 0x47);
        int second = packet.readUnsignedShort();
        boolean start = (second & 0x4000) != 0;
        int pid = second & 0x1FFF;
        int control = packet.readUnsignedByte();
        boolean payload = (control & 0x10) != 0;
        int counter = control & 0x0F;
        Integer last = counters.get(pid);
        if (last != null) {
            assertThat(counter).as("continuity of PID %x", pid).isEqualTo(payload ? last + 1 & 0x0F : last);
        }
        counters.put(pid, counter);
        long pcr = NONE;
        int flags = 0;
        if ((control & 0x20) != 0) {
            int length = packet.readUnsignedByte();
            ByteBuf field = packet.readSlice(length);
            if (length > 0) {
                flags = field.readUnsignedByte();
                if ((flags & 0x10) != 0) {
                    long bits = field.readUnsignedInt() << 16 | field.readUnsignedShort();
                    assertThat(bits >> 9 & 0x3F).as("reserved bits").isEqualTo(0x3F);
                    assertThat(bits & 0x1FF).as("PCR extension").isZero();
                    pcr = bits >> 15;
                }
                while (field.isReadable()) {
                    assertThat(field.readByte()).as("stuffing").isEqualTo((byte) -1);
                }
            }
        }
        boolean discontinuity = (flags & 0x80) != 0;
        if (!payload) {
            assertThat(packet.isReadable()).isFalse();
            items.add(new Pcr(pid, pcr, discontinuity));
        } else if (pid == 0 || pid == 0x100) {
            items.add(readTable(pid, packet));
        } else {
            readPesPart(pid, start, packet, pcr, flags);
        }
    }

    private void readPesPart(int pid, boolean start, ByteBuf packet, long pcr, int flags) {
        if (start) {
            endPes(pid);
            Partial begun = new Partial();
            begun.pcr90k = pcr;
            begun.randomAccess = (flags & 0x40) != 0;
            begun.discontinuity = (flags & 0x80) != 0;
            begun.slot = items.size();
            items.add(null);
            partials.put(pid, begun);
        }
        Partial partial = Objects.requireNonNull(partials.get(pid), "no PES packet has begun");
        partial.tsPackets++;
        byte[] bytes = new byte[packet.readableBytes()];
        packet.readBytes(bytes);
        partial.bytes.writeBytes(bytes);
    }

    private void endPes(int pid) {
        Partial partial = partials.remove(pid);
        if (partial == null) {
            return;
        }
        byte[] bytes = partial.bytes.toByteArray();
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        assertThat(in.readUnsignedMedium()).as("start code").isEqualTo(1);
        assertThat((int) in.readUnsignedByte()).isEqualTo(streamId(pid));
        int length = in.readUnsignedShort();
        int streamType = streamTypes.getOrDefault(pid, 0);
        if (length != 0) {
            assertThat(length).as("PES length").isEqualTo(in.readableBytes());
        } else {
            assertThat(pid).isEqualTo(VIDEO_PID);
        }
        assertThat(in.readUnsignedByte() & 0xC0).isEqualTo(0x80);
        int times = in.readUnsignedByte() >> 6;
        int headerBytes = in.readUnsignedByte();
        assertThat(headerBytes).isEqualTo(times == 3 ? 10 : 5);
        long pts = readTime(in, times);
        long dts = times == 3 ? readTime(in, 1) : pts;
        byte[] payload = new byte[in.readableBytes()];
        in.readBytes(payload);
        items.set(
                partial.slot,
                new Pes(
                        pid,
                        streamType,
                        length,
                        pts,
                        dts,
                        partial.pcr90k,
                        partial.randomAccess,
                        partial.discontinuity,
                        partial.tsPackets,
                        payload));
    }

    private static long readTime(ByteBuf in, int prefix) {
        int first = in.readUnsignedByte();
        int middle = in.readUnsignedShort();
        int last = in.readUnsignedShort();
        assertThat(first >> 4).as("prefix").isEqualTo(prefix);
        assertThat(first & middle & last & 1).as("marker bits").isEqualTo(1);
        return (long) (first >> 1 & 7) << 30 | (long) (middle >> 1) << 15 | last >> 1;
    }

    private int streamId(int pid) {
        return switch (streamTypes.getOrDefault(pid, 0)) {
            case 0x1B, 0x24 -> 0xE0;
            case 0x03, 0x04, 0x0F -> 0xC0;
            default -> 0xBD;
        };
    }

    private static String descriptors(ByteBuf packet) {
        ByteBuf in = packet.readSlice(packet.readUnsignedShort() & 0x0FFF);
        StringBuilder text = new StringBuilder();
        while (in.isReadable()) {
            int tag = in.readUnsignedByte();
            ByteBuf content = in.readSlice(in.readUnsignedByte());
            text.append(" %02x:%s".formatted(tag, ByteBufUtil.hexDump(content)));
        }
        return text.toString();
    }

    private Table readTable(int pid, ByteBuf packet) {
        assertThat(packet.readUnsignedByte()).as("pointer field").isZero();
        int start = packet.readerIndex();
        int tableId = packet.readUnsignedByte();
        int length = packet.readUnsignedShort() & 0x0FFF;
        int id = packet.readUnsignedShort();
        int version = packet.readUnsignedByte() >> 1 & 0x1F;
        assertThat(packet.readUnsignedShort()).as("section numbers").isZero();
        int end = start + 3 + length - 4;
        StringBuilder text = new StringBuilder();
        if (pid == 0) {
            text.append("PAT table=%d stream=%d version=%d".formatted(tableId, id, version));
            while (packet.readerIndex() < end) {
                text.append(
                        " program %d at %x".formatted(packet.readUnsignedShort(), packet.readUnsignedShort() & 0x1FFF));
            }
        } else {
            text.append("PMT table=%d program=%d version=%d".formatted(tableId, id, version));
            text.append(" pcr=%x".formatted(packet.readUnsignedShort() & 0x1FFF));
            text.append(descriptors(packet));
            streamTypes.clear();
            while (packet.readerIndex() < end) {
                int type = packet.readUnsignedByte();
                int at = packet.readUnsignedShort() & 0x1FFF;
                streamTypes.put(at, type);
                text.append(" [type %02x at %x%s]".formatted(type, at, descriptors(packet)));
            }
        }
        assertThat(remainder(packet, start, end + 4)).as("CRC remainder").isZero();
        text.append(" crc=%08x".formatted(packet.readInt()));
        while (packet.isReadable()) {
            assertThat(packet.readByte()).isEqualTo((byte) -1);
        }
        return new Table(pid, text.toString());
    }

    /** Bit by bit; over a section with its checksum the remainder is 0. */
    private static int remainder(ByteBuf bytes, int start, int end) {
        int crc = -1;
        for (int at = start; at < end; at++) {
            for (int bit = 7; bit >= 0; bit--) {
                boolean top = crc < 0 ^ (bytes.getByte(at) >> bit & 1) == 1;
                crc = crc << 1 ^ (top ? 0x04C11DB7 : 0);
            }
        }
        return crc;
    }

    /** One line for each item. */
    public static String dump(List<Item> items) {
        StringBuilder out = new StringBuilder();
        for (Item item : items) {
            out.append(line(item)).append('\n');
        }
        return out.toString();
    }

    private static String line(Item item) {
        if (item instanceof Table table) {
            return table.text();
        }
        if (item instanceof Pcr pcr) {
            return "PCR pid=%x %d%s".formatted(pcr.pid(), pcr.pcr90k(), pcr.discontinuity() ? " discontinuity" : "");
        }
        Pes pes = (Pes) item;
        StringBuilder text = new StringBuilder("PES pid=%x pts=%d".formatted(pes.pid(), pes.pts90k()));
        if (pes.dts90k() != pes.pts90k()) {
            text.append(" dts=").append(pes.dts90k());
        }
        if (pes.pcr90k() != NONE) {
            text.append(" pcr=").append(pes.pcr90k());
        }
        text.append(pes.randomAccess() ? " random-access" : "").append(pes.discontinuity() ? " discontinuity" : "");
        text.append(" length=%d packets=%d ".formatted(pes.lengthField(), pes.tsPackets()));
        return text.append(pes.pid() == VIDEO_PID ? nalUnits(pes) : frames(pes.payload()))
                .toString();
    }

    private static String nalUnits(Pes pes) {
        StringBuilder text = new StringBuilder("NAL");
        for (byte[] unit : splitAnnexB(pes.payload())) {
            int type = pes.streamType() == 0x24 ? unit[0] >> 1 & 0x3F : unit[0] & 0x1F;
            text.append(" %d(%d)".formatted(type, unit.length));
        }
        return text.toString();
    }

    private static String frames(byte[] payload) {
        StringBuilder text = new StringBuilder("frames");
        int at = 0;
        while (at + 7 <= payload.length && payload[at] == -1 && (payload[at + 1] & 0xF6) == 0xF0) {
            int length = (payload[at + 3] & 3) << 11 | (payload[at + 4] & 0xFF) << 3 | (payload[at + 5] & 0xFF) >> 5;
            text.append(" adts[%s](%d)".formatted(HexFormat.of().formatHex(payload, at, at + 7), length));
            at += length;
        }
        int left = payload.length - at;
        if (left == 0) {
            return text.toString();
        }
        return text + " raw(%d) %s".formatted(left, HexFormat.of().formatHex(payload, at, at + Math.min(left, 6)));
    }

    /** NAL units of a byte stream with start codes of four bytes. */
    public static List<byte[]> splitAnnexB(byte[] stream) {
        List<byte[]> units = new ArrayList<>();
        int start = -1;
        for (int at = 0; at <= stream.length; at++) {
            boolean code = at + 4 <= stream.length
                    && stream[at] == 0
                    && stream[at + 1] == 0
                    && stream[at + 2] == 0
                    && stream[at + 3] == 1;
            if (code || at == stream.length) {
                if (start >= 0) {
                    units.add(Arrays.copyOfRange(stream, start, at));
                }
                start = at + 4;
                at += code ? 3 : 0;
            }
        }
        return units;
    }
}
