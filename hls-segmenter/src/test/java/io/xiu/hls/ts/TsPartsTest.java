package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small parts that a transport stream is read with. */
class TsPartsTest {
    @Test
    void unwrapsTimesToTheNearest() {
        long wrap = 1L << 33;
        StreamTime time = new StreamTime();
        assertThat(time.unwrap(wrap - 10)).isEqualTo(wrap - 10);
        assertThat(time.unwrap(5)).isEqualTo(wrap + 5);
        assertThat(time.near(wrap - 1)).isEqualTo(wrap - 1);
        assertThat(time.unwrap(6)).isEqualTo(wrap + 6);
        assertThat(time.unwrap(wrap - 20)).isEqualTo(wrap - 20);
        assertThat(time.unwrap(wrap / 2 - 21)).isEqualTo(wrap + wrap / 2 - 21);
        assertThat(time.unwrap(wrap - 21)).isEqualTo(wrap - 21);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', ''",
        "000001, ''",
        "65, ''",
        "000001 65, 65",
        "00000001 65 88, 6588",
        "0000000001 65 000001 41, 65 41",
        "000001 65 00 00 01 41 00 00 00, 65 41",
        "000001 65 0000 02 01, 6500000201",
        "000001 000001 65, 65",
        "0001 000001 65 0001 02, 65000102",
        "000001 65 01 000001 41, 6501 41",
        "000001 65 00 000001 41 000001, 65 41",
        "000002 000001 65, 65",
    })
    void splitsByteStreams(String hex, String units) {
        ByteBuf stream = Unpooled.wrappedBuffer(HexFormat.of().parseHex("ffff" + hex.replace(" ", "")));
        stream.skipBytes(2);
        AnnexBUnits cursor = new AnnexBUnits(NalCodec.H264);
        List<String> found = new ArrayList<>();

        cursor.start(stream);
        while (cursor.next()) {
            found.add(HexFormat.of().formatHex(cursor.copy()));
        }

        assertThat(String.join(" ", found)).isEqualTo(units);
        cursor.clear();
        assertThat(cursor.next()).isFalse();
    }

    @Test
    void followsContinuityCounters() {
        ContinuityCheck check = new ContinuityCheck();
        assertThat(step(check, 5, true, false)).isEqualTo(ContinuityCheck.Step.NEXT);
        assertThat(step(check, 6, true, false)).isEqualTo(ContinuityCheck.Step.NEXT);
        assertThat(step(check, 6, true, false)).isEqualTo(ContinuityCheck.Step.REPEATED);
        assertThat(step(check, 6, true, false)).isEqualTo(ContinuityCheck.Step.GAP);
        assertThat(step(check, 7, true, false)).isEqualTo(ContinuityCheck.Step.NEXT);
        assertThat(step(check, 7, false, false)).isEqualTo(ContinuityCheck.Step.NEXT);
        assertThat(step(check, 8, false, false)).isEqualTo(ContinuityCheck.Step.GAP);
        assertThat(step(check, 10, true, false)).isEqualTo(ContinuityCheck.Step.GAP);
        assertThat(step(check, 3, true, true)).isEqualTo(ContinuityCheck.Step.NEXT);
        for (int i = 4; i < 40; i++) {
            assertThat(step(check, i & 0x0F, true, false)).isEqualTo(ContinuityCheck.Step.NEXT);
        }
    }

    private static ContinuityCheck.Step step(
            ContinuityCheck check, int counter, boolean payload, boolean discontinuity) {
        byte[] bytes = new byte[188];
        bytes[0] = 0x47;
        bytes[2] = 9;
        bytes[3] = (byte) ((payload ? 0x30 : 0x20) | counter);
        bytes[4] = (byte) (payload ? 1 : 183);
        bytes[5] = (byte) (discontinuity ? 0x80 : 0);
        TsPacket packet = new TsPacket();
        assertThat(packet.read(bytes)).isTrue();
        return check.step(packet);
    }

    @Test
    void readsEveryBitOfAPcr() {
        byte[] bytes = HexFormat.of().parseHex("47010230" + "b7" + "10" + "aaaaaaaa" + "ff" + "55" + "00".repeat(176));
        bytes[3] = 0x20;
        TsPacket packet = new TsPacket();

        assertThat(packet.read(bytes)).isTrue();
        assertThat(packet.hasPcr()).isTrue();
        assertThat(packet.pid()).isEqualTo(0x102);
        assertThat(packet.pcrBase()).isEqualTo(0xAAAAAAAAL * 2 + 1);
        assertThat(packet.pcrExtension()).isEqualTo(0x155);
        assertThat(packet.hasPayload()).isFalse();
        bytes[4] = 6;
        assertThat(packet.read(bytes)).as("a PCR that doesn't fit").isFalse();
    }

    @Test
    void saysTheCodecStringOfHevc() {
        DecoderRecord record = new DecoderRecord(NalCodec.HEVC);
        record.add(32, new byte[] {0x40, 1, 9});
        assertThat(record.isComplete()).isFalse();
        // profile space 1, high tier, profile 2; compatibility with 1 and 2; constraints B0 00 08; level 120
        record.add(
                33, HexFormat.of().parseHex("420101" + "62" + "60000003" + "00" + "b00008000003" + "00" + "78" + "a0"));
        record.add(34, new byte[] {0x44, 1, 9});
        assertThat(record.isComplete()).isTrue();

        assertThat(record.track(3)).isNotNull().satisfies(track -> {
            assertThat(track.codecString()).isEqualTo("hvc1.A2.6.H120.B0.0.8");
            assertThat(track.id()).isEqualTo(3);
            assertThat(track.width()).isZero();
        });
        DecoderRecord same = new DecoderRecord(NalCodec.HEVC);
        assertThat(record.isSameAs(same)).isFalse();
    }

    @Test
    void makesNoTrackOfSetsThatAreTooShortOrTooMany() {
        DecoderRecord shortSet = new DecoderRecord(NalCodec.H264);
        shortSet.add(7, new byte[] {0x67, 100, 0});
        shortSet.add(8, new byte[] {0x68});
        assertThat(shortSet.track(1)).isNull();
        DecoderRecord big = new DecoderRecord(NalCodec.H264);
        big.add(7, HexFormat.of().parseHex("6742c00ada0836c0"));
        big.add(8, new byte[66_000]);
        assertThat(big.track(1)).isNull();
        DecoderRecord many = new DecoderRecord(NalCodec.H264);
        many.add(7, HexFormat.of().parseHex("6742c00ada0836c0"));
        for (int i = 0; i < 100; i++) {
            many.add(8, new byte[] {0x68, (byte) i});
            many.add(8, new byte[] {0x68, (byte) i});
        }
        assertThat(many.track(1))
                .isNotNull()
                .satisfies(track -> assertThat(track.configuration()[16]).isEqualTo((byte) 31));
    }

    @Test
    void makesNoTrackOfASequenceParameterSetOfHevcWithoutItsProfile() {
        for (int bytes = 2; bytes <= 16; bytes++) {
            DecoderRecord record = new DecoderRecord(NalCodec.HEVC);
            byte[] sps = new byte[bytes];
            Arrays.fill(sps, (byte) 1);
            record.add(32, new byte[] {0x40, 1, 9});
            record.add(33, sps);
            record.add(34, new byte[] {0x44, 1, 9});

            assertThat(record.track(1) != null).as("%s bytes", bytes).isEqualTo(bytes >= 2 + 1 + 12);
        }
    }

    @Test
    void aRecordDiffersInEverySet() {
        DecoderRecord record = recordOf(new byte[] {0x67, 1}, new byte[] {0x68, 1});

        assertThat(record.isSameAs(recordOf(new byte[] {0x67, 1}, new byte[] {0x68, 1})))
                .isTrue();
        assertThat(record.isSameAs(recordOf(new byte[] {0x67, 2}, new byte[] {0x68, 1})))
                .isFalse();
        assertThat(record.isSameAs(recordOf(new byte[] {0x67, 1}, new byte[] {0x68, 2})))
                .isFalse();
        DecoderRecord more = recordOf(new byte[] {0x67, 1}, new byte[] {0x68, 1});
        more.add(8, new byte[] {0x68, 2});
        assertThat(record.isSameAs(more)).isFalse();
        assertThat(more.isSameAs(record)).isFalse();
    }

    private static DecoderRecord recordOf(byte[] sps, byte[] pps) {
        DecoderRecord record = new DecoderRecord(NalCodec.H264);
        record.add(7, sps);
        record.add(8, pps);
        return record;
    }
}
