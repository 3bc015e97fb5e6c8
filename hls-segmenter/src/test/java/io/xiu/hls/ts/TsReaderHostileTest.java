package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.testing.Cuts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that nobody should send: they never make the reader fail, and don't make it hold much. */
class TsReaderHostileTest {
    private static final int PACKET = 188;
    private static final int SLACK = 2 * TsReader.MAX_VIDEO_PES_BYTES;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void survivesDamageAndReadsWhatFollows(long seed) throws TrackException {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            Track video = random.nextBoolean() ? CodecTracks.H264 : CodecTracks.HEVC;
            Track audio = CodecTracks.AUDIO.get(random.nextInt(CodecTracks.AUDIO.size()));
            byte[] good = stream(video, audio);
            byte[] damaged = damage(good, random);

            String whole = TsEvents.dump(TsEvents.of(List.of(damaged)));
            long cut = random.nextLong();
            assertThat(TsEvents.dump(TsEvents.of(Cuts.random(damaged, cut, 300))))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(whole);

            TsReader reader = TsEvents.reader();
            TsEvents.add(reader, damaged, new ArrayList<>());
            while (reader.flush() != null) {
                assertThat(reader.heldBytes()).isLessThan(TsReader.MAX_HELD_BYTES + (long) SLACK);
            }
            TsEvents.add(reader, good, new ArrayList<>());
            List<TsEvent> after = new ArrayList<>();
            TsEvents.add(reader, good, after);
            assertThat(TsEvents.samples(1, after))
                    .as("seed %d, round %d", seed, round)
                    .hasSizeGreaterThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesRandomPackets(long seed) throws TrackException {
        Random random = new Random(seed);
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, stream(CodecTracks.H264, CodecTracks.OPUS), events);
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[PACKET];
            random.nextBytes(packet);
            packet[0] = 0x47;
            packet[1] = (byte) ((random.nextInt(8) == 0 ? 0x40 : 0) | 1);
            packet[2] = (byte) random.nextInt(4);
            packet[3] = (byte) (random.nextInt(4) << 4 | (i & 0x0F));
            if (random.nextBoolean()) {
                System.arraycopy(new byte[] {0, 0, 1, (byte) 0xE0, 0, 0, (byte) 0x80, (byte) 0x80, 5}, 0, packet, 4, 9);
            }
            TsEvents.add(reader, packet, events);
            assertThat(reader.heldBytes()).as("seed %d", seed).isLessThan(TsReader.MAX_HELD_BYTES + (long) SLACK);
            events.clear();
        }
    }

    @Test
    void holdsNoMoreThanItsLimitHoweverManyPesPacketsBegin() {
        TsReader reader = TsEvents.reader();
        List<TsEvent> events = new ArrayList<>();
        TsEvents.add(reader, tablesOfManyStreams(), events);
        long longest = 0;
        for (int i = 0; i < 900_000 / TsReader.MAX_STREAMS; i++) {
            for (int stream = 0; stream < TsReader.MAX_STREAMS; stream++) {
                byte[] packet = new byte[PACKET];
                packet[0] = 0x47;
                packet[1] = (byte) ((i == 0 ? 0x40 : 0) | 1);
                packet[2] = (byte) (0x10 + stream);
                packet[3] = (byte) (0x10 | (i & 0x0F));
                packet[6] = 1;
                TsEvents.add(reader, packet, events);
            }
            longest = Math.max(longest, reader.heldBytes());
        }
        assertThat(longest).isBetween(8L << 20, TsReader.MAX_HELD_BYTES + (long) SLACK);
        assertThat(events)
                .filteredOn(event ->
                        event instanceof TsEvent.Problem problem && problem.kind() == TsEvent.Problem.Kind.TOO_LONG)
                .isNotEmpty();
    }

    @Test
    void manySmallFramesInOnePesPacketComeOneByOne() throws TrackException {
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(List.of(CodecTracks.AAC));
        muxer.writeTables();
        byte[] payload = new byte[8 * 8_000];
        for (int at = 0; at < payload.length; at += 8) {
            System.arraycopy(new byte[] {-1, -15, 0x4C, (byte) 0x80, 1, 0x1F, -4, 9}, 0, payload, at, 8);
        }
        PesHeader header = new PesHeader();
        header.set(0xC0, 0, 0, payload.length);
        PacketWriter packets = new PacketWriter(TableWriter.PID_AUDIO, TsOutput.to(out));
        packets.start(header.size() + payload.length, true, PacketWriter.NO_PCR);
        packets.put(header.bytes(), 0, header.size());
        packets.put(payload, 0, payload.length);

        assertThat(TsEvents.samples(1, TsEvents.of(out)))
                .hasSize(8_000)
                .allSatisfy(sample -> assertThat(sample.data().readableBytes()).isEqualTo(1));
    }

    private static byte[] stream(Track video, Track audio) throws TrackException {
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(List.of(video, audio));
        muxer.writeTables();
        for (int i = 0; i < 10; i++) {
            muxer.write(CodecTracks.sample(video, i * 3_600L, i == 0), i * 3_600L);
            muxer.write(CodecTracks.sample(audio, i * 15L * CodecTracks.frameSamples(audio) / 8, true), i * 3_600L);
        }
        muxer.flush();
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int hits = 1 + random.nextInt(12); hits > 0; hits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = without(bytes, at, 1 + random.nextInt(20));
                case 3 -> bytes = without(bytes, at / PACKET * PACKET, PACKET);
                default ->
                    bytes = twice(bytes, at / PACKET * PACKET, Math.min(PACKET, bytes.length - at / PACKET * PACKET));
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        int end = Math.min(at + count, bytes.length);
        byte[] left = Arrays.copyOf(bytes, bytes.length - (end - at));
        System.arraycopy(bytes, end, left, at, bytes.length - end);
        return left;
    }

    private static byte[] twice(byte[] bytes, int at, int count) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        return longer;
    }

    /** A PAT and a PMT with video on the PIDs from 0x110. */
    private static byte[] tablesOfManyStreams() {
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(TableWriter.pat());
        int start = out.writerIndex();
        int sectionBytes = 12 + TsReader.MAX_STREAMS * 5 + 4;
        out.writeInt(0x47410010).writeByte(0);
        out.writeByte(2)
                .writeShort(0xB000 | sectionBytes - 3)
                .writeShort(1)
                .writeByte(0xC1)
                .writeShort(0);
        out.writeShort(0xE110).writeShort(0xF000);
        for (int stream = 0; stream < TsReader.MAX_STREAMS; stream++) {
            out.writeByte(0x1B).writeShort(0xE110 + stream).writeShort(0xF000);
        }
        byte[] section = new byte[out.writerIndex() - start - 5];
        out.getBytes(start + 5, section);
        out.writeInt(Crc32Mpeg2.of(section, 0, section.length));
        while (out.writerIndex() < start + PACKET) {
            out.writeByte(0xFF);
        }
        return ByteBufUtil.getBytes(out);
    }
}
