package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.Track;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a sequence parameter set goes into the record. */
class DecoderRecordTest {
    private static final String HEVC_SPS_END =
            "01600000030090000003000003003ca00a080c1f3e595912930bc05a020000030002000003003210";

    @ParameterizedTest(name = "profile {0}")
    @CsvSource({"42, ''", "4d, ''", "58, ''", "64, fdf8f800", "2c, fdf8f800"})
    void onlyProfilesThatMayHaveAnotherChromaFormatSayTheirs(String profile, String end) {
        String sps = "67" + profile + "c00a";
        DecoderRecord record = new DecoderRecord(NalCodec.H264);
        record.add(7, HexFormat.of().parseHex(sps));
        record.add(8, new byte[] {0x68, 9});

        assertThat(HexFormat.of().formatHex(track(record).configuration()))
                .isEqualTo("01" + profile + "c00a" + "ffe10004" + sps + "0100026809" + end);
    }

    @ParameterizedTest(name = "first byte {0}")
    @CsvSource({"01, 0f", "00, 0b"})
    void aRecordOfHevcSaysWhetherSublayersAreNested(String first, String last) {
        DecoderRecord record = hevc("4201" + first + HEVC_SPS_END);

        assertThat(Arrays.copyOfRange(track(record).configuration(), 21, 22))
                .isEqualTo(HexFormat.of().parseHex(last));
        assertThat(track(record).width()).isEqualTo(320);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "000000000000, hvc1.1.6.L93",
        "900000000000, hvc1.1.6.L93.90",
        "900800000000, hvc1.1.6.L93.90.8",
        "900000000001, hvc1.1.6.L93.90.0.0.0.0.1",
    })
    void zerosAtTheEndOfTheConstraintsAreNotInTheCodecString(String constraints, String codecString) {
        String plain = "01" + "01" + "60000000" + constraints + "5d";
        StringBuilder escaped = new StringBuilder();
        int zeros = 0;
        for (byte value : HexFormat.of().parseHex(plain)) {
            if (zeros == 2 && value >= 0 && value <= 3) {
                escaped.append("03");
                zeros = 0;
            }
            zeros = value == 0 ? zeros + 1 : 0;
            escaped.append(HexFormat.of().toHexDigits(value));
        }

        assertThat(track(hevc("4201" + escaped)).codecString()).isEqualTo(codecString);
    }

    private static DecoderRecord hevc(String sps) {
        DecoderRecord record = new DecoderRecord(NalCodec.HEVC);
        record.add(32, new byte[] {0x40, 1, 9});
        record.add(33, HexFormat.of().parseHex(sps));
        record.add(34, new byte[] {0x44, 1, 9});
        return record;
    }

    private static Track track(DecoderRecord record) {
        return Objects.requireNonNull(record.track(1));
    }
}
