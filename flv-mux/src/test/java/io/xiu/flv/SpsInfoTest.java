package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException.Reason;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpsInfoTest {
    private static final String FULL_HD = "67640028acd940780227e5c04400000fa40003a9803c60c658";
    private static final String BITS_AFTER_HEADER = "67 42 00 1e";

    private static Reason refusal(byte[] nalUnit) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> SpsInfo.read(nalUnit));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.reason();
    }

    /** Baseline, level 3, then these bits: Exp-Golomb codes written out. */
    private static byte[] withBits(String bits) {
        String text = bits.replace(" ", "") + "1";
        byte[] nalUnit =
                Arrays.copyOf(ByteBufUtil.decodeHexDump(BITS_AFTER_HEADER.replace(" ", "")), 5 + text.length() / 8);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '1') {
                nalUnit[4 + i / 8] |= (byte) (0x80 >> (i % 8));
            }
        }
        return nalUnit;
    }

    /** Encoded with x264: cropped full HD, interlaced, 4:4:4, 4:2:2 with 10 bits and a scaling matrix, odd size, grey. */
    @ParameterizedTest
    @CsvSource({
        FULL_HD + ", 100, 40, 1920, 1080, 29.970",
        "67640028acd94078044fde0220000003002000000643e2c5b2c0, 100, 40, 1920, 1080, 25",
        "67f40016919b282a10f1f1f80880000003008000003c078b16cb, 244, 22, 322, 242, 60",
        "677a0015b6cd9415087888fc0440000003004000001903c58b6580, 122, 21, 322, 242, 50",
        "6742c00bd901419ea23016a0404028000003000800000300a078a15240, 66, 11, 318, 178, 10",
        "6764000af3651cfe3637016c800000030080000018078912cb, 100, 10, 100, 100, 24"
    })
    void readsWhatEncodersWrite(String hex, int profile, int level, int width, int height, double framesPerSecond)
            throws FlvException {
        SpsInfo info = SpsInfo.read(ByteBufUtil.decodeHexDump(hex));
        assertThat(info.profile()).isEqualTo(profile);
        assertThat(info.level()).isEqualTo(level);
        assertThat(info.width()).isEqualTo(width);
        assertThat(info.height()).isEqualTo(height);
        assertThat(info.framesPerSecond()).isCloseTo(framesPerSecond, within(0.001));
    }

    @Test
    void readsASetWithoutUsabilityInformation() throws FlvException {
        // ids and sizes 0, order type 2, no references, 2 x 3 macroblocks, frames only, no crop, no usability
        // information
        SpsInfo info = SpsInfo.read(withBits("1 1 011 1 0 010 011 1 0 0 0"));
        assertThat(info).isEqualTo(new SpsInfo(66, 30, 32, 48, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "32 zeros,        1 00000000000000000000000000000000",
        "order cycle 256, 1 1 010 0 1 1 000000001 00000001",
        "crop all,        1 1 011 1 0 010 011 1 0 1 00001001 1 1 1 0",
        "too wide,        1 1 011 1 0 0000000000100000000001 011 1 0 0 0"
    })
    void refusesNumbersOutOfRange(String what, String bits) {
        assertThat(refusal(withBits(bits))).as(what).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void refusesWhatIsNoSequenceParameterSet() {
        assertThat(refusal(new byte[0])).isEqualTo(Reason.CONFIGURATION);
        assertThat(refusal(ByteBufUtil.decodeHexDump("68ebe3cb22c0"))).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void refusesASetCutOffBeforeTheTiming() {
        byte[] whole = ByteBufUtil.decodeHexDump(FULL_HD);
        for (int length = 0; length < 20; length++) {
            assertThat(refusal(Arrays.copyOf(whole, length)))
                    .as("%d bytes", length)
                    .isEqualTo(Reason.CONFIGURATION);
        }
    }

    @Test
    void changedBytesGiveASizeInRangeOrARefusal() {
        for (long seed = 1; seed <= 50_000; seed++) {
            Random random = new Random(seed);
            byte[] nalUnit = ByteBufUtil.decodeHexDump(FULL_HD);
            for (int i = random.nextInt(6); i >= 0; i--) {
                nalUnit[random.nextInt(nalUnit.length)] = (byte) random.nextInt(256);
            }
            try {
                SpsInfo info = SpsInfo.read(nalUnit);
                assertThat(info.width()).as("seed %d", seed).isBetween(1, 16_384);
                assertThat(info.height()).as("seed %d", seed).isBetween(1, 16_384);
                assertThat(info.framesPerSecond())
                        .as("seed %d", seed)
                        .isNotNegative()
                        .isFinite();
            } catch (FlvException e) {
                assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.CONFIGURATION);
            }
        }
    }
}
