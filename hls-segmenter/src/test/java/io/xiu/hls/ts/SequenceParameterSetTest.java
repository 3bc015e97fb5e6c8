package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets that x264 and x265 made. */
class SequenceParameterSetTest {
    private static final SequenceParameterSet UNKNOWN = new SequenceParameterSet(0, 0, 1, 8, 8, 1, true);

    @ParameterizedTest(name = "{0} {7}")
    @CsvSource({
        "H264, 6742c00ada0836c044000003000400000300c83c489a80, 128, 96, 1, 8, 8, baseline",
        "H264, 6764000dacd941519e226c0440000003004000000c83c50a6580, 322, 182, 1, 8, 8, cropped",
        "H264, 67640015acd941433f260220000003002000000643e28532c0, 320, 180, 1, 8, 8, interlaced",
        "H264, 6764000cf36505067e37016c800000030080000019078a14cb, 320, 180, 0, 8, 8, gray",
        "H264, 677a000db6cd941519e222f011000003000100000300320f142996, 322, 182, 2, 10, 10, 4:2:2 of ten bits",
        "H264, 67f4000d919b282a33c7c6e022000003000200000300641e28532c, 322, 180, 3, 8, 8, 4:4:4",
        "HEVC, 42010102200000030090000003000003003ca00a880c1c44cd965654a4c2f0168080000003008000000c84, 322, 182, 1, 10, 10, ten bits",
        "HEVC, 4201010408000003009e0800000300003c90015101839e7cb2b2a5261780b4040000030004000003006420, 330, 186, 3, 8, 8, 4:4:4",
        "HEVC, 420101040800000300990800000300003cb00a880c1c44594a595952930bc05a020000030002000003003210, 322, 182, 2, 12, 12, 4:2:2 of twelve bits",
    })
    void reads(NalCodec codec, String hex, int width, int height, int chroma, int luma, int chromaBits, String what) {
        SequenceParameterSet set =
                SequenceParameterSet.read(codec, HexFormat.of().parseHex(hex));

        assertThat(set).isEqualTo(new SequenceParameterSet(width, height, chroma, luma, chromaBits, 1, true));
    }

    /** A set put together bit by bit: scaling lists, the second kind of picture order, sublayers. */
    @ParameterizedTest(name = "{0} {4}")
    @CsvSource({
        "H264, 64001f, 1 010 1 1 0 1 1 000010001 1 1111111111111111 0000 1 1111111111111111111111111111111111111111111111111111111111111111 0 1 010 0 1 1 011 010 1 1 0 00101 00101 1 1 0, 80x80, lists and order 1",
        "H264, 42001f, 1 1 011 1 0 00101 00111 1 1 1 1 1 1 010, 80x110, cropped below",
        "H264, 42001f, 1 1 011 1 0 00101 00101 0 0 1 0, 80x160, fields",
        "H264, 42001f, 1 1 011 1 0 000000000010000000000 00101 1 1 0, 16384x80, the widest",
        "H264, 42001f, 1 1 011 1 0 000000000010000000001 00101 1 1 0, 0x0, too wide",
        "H264, 42001f, 1 1 011 1 0 00101 000000000010000000000 1 1 0, 80x16384, the highest",
        "H264, 42001f, 1 1 011 1 0 00101 000000000010000000001 1 1 0, 0x0, too high",
        "H264, 42001f, 1 1 011 1 0 00101 00101 1 1 1 1 1 1 00000101001, 0x0, nothing is left",
        "H264, 42001f, 1 1 011 1 0 00101 00101 1 1 1 1 1 1 00000101000, 80x2, a little is left",
    })
    void readsBits(NalCodec codec, String start, String bits, String size, String what) {
        String all = bits.replace(" ", "") + "1";
        byte[] set = new byte[1 + start.length() / 2 + all.length() / 8 + 1];
        set[0] = 0x67;
        System.arraycopy(HexFormat.of().parseHex(start), 0, set, 1, start.length() / 2);
        for (int i = 0; i < all.length(); i++) {
            set[1 + start.length() / 2 + i / 8] |= (byte) ((all.charAt(i) - '0') << (7 - i % 8));
        }

        SequenceParameterSet read = SequenceParameterSet.read(codec, set);

        assertThat(read.width() + "x" + read.height()).isEqualTo(size);
    }

    @Test
    void passesOverSublayers() {
        // 3 temporal sublayers, the first with profile and level, the second with a level
        String bits = "0000 010 0" + "0".repeat(96) + "11 01 00 00 00 00 00 00" + "0".repeat(88 + 8 + 8)
                + "1 010 0000001000001 0000001000001 0 1 1 1";
        byte[] set = bytes("0100001000000001" + bits.replace(" ", ""));

        assertThat(SequenceParameterSet.read(NalCodec.HEVC, set))
                .isEqualTo(new SequenceParameterSet(64, 64, 1, 8, 8, 3, false));
    }

    @Test
    void readsUpToSevenSublayers() {
        String rest = "1 010 0000001000001 0000001000001 0 1 1 1";
        String six = "0000 110 0" + "0".repeat(96) + "0".repeat(16) + rest;
        String seven = "0000 111 0" + "0".repeat(96) + "0".repeat(16) + rest;

        assertThat(SequenceParameterSet.read(NalCodec.HEVC, bytes("0100001000000001" + six.replace(" ", "")))
                        .subLayers())
                .isEqualTo(7);
        assertThat(SequenceParameterSet.read(NalCodec.HEVC, bytes("0100001000000001" + seven.replace(" ", ""))))
                .as("a reserved number")
                .isEqualTo(UNKNOWN);
    }

    private static byte[] bytes(String bits) {
        StringBuilder escaped = new StringBuilder();
        int zeros = 0;
        for (int i = 0; i < bits.length(); i += 8) {
            String one = (bits.substring(i, Math.min(i + 8, bits.length())) + "0000000").substring(0, 8);
            if (zeros == 2 && one.startsWith("000000")) {
                escaped.append("00000011");
                zeros = 0;
            }
            zeros = one.equals("00000000") ? zeros + 1 : 0;
            escaped.append(one);
        }
        byte[] bytes = new byte[escaped.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escaped.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6764000dacd941519e226c0440", "67f4000d919b282a33c7c6e022"})
    void saysNothingOfASetCutShort(String hex) {
        byte[] set = HexFormat.of().parseHex(hex);
        for (int length = 1; length < 9; length++) {
            assertThat(SequenceParameterSet.read(NalCodec.H264, Arrays.copyOf(set, length)))
                    .as("%d bytes", length)
                    .isEqualTo(UNKNOWN);
        }
    }

    @Test
    void readsAnythingWithinItsRanges() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] set = new byte[random.nextInt(60)];
            random.nextBytes(set);
            for (NalCodec codec : NalCodec.values()) {
                SequenceParameterSet read = SequenceParameterSet.read(codec, set);
                assertThat(read.width()).isBetween(0, 16_384);
                assertThat(read.height()).isBetween(0, 16_384);
                assertThat(read.chromaFormat()).isBetween(0, 3);
                assertThat(read.lumaBits()).isBetween(8, 16);
                assertThat(read.chromaBits()).isBetween(8, 16);
                assertThat(read.subLayers()).isBetween(1, 7);
            }
        }
    }
}
