package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlacConfigurationTest {
    private static final String MD5 = "000102030405060708090A0B0C0D0E0F";

    /** 1024 to 4096 samples, 14 to 8206 bytes, 192,000 Hz, 8 channels, 24 bits, 2^36 - 1 samples. */
    private static final String BLOCK = "0400 1000 00000E 00200E 2EE00 F 7F FFFFFFFF" + MD5;

    private static final String MARKED = "'fLaC' 80000022" + BLOCK;
    private static final Octets SUM = Octets.of(Hex.bytes(MD5));

    private static FlacConfiguration made(
            int minBlock, int maxBlock, int minFrame, int maxFrame, int rate, int channels, int bits, long total) {
        return new FlacConfiguration(minBlock, maxBlock, minFrame, maxFrame, rate, channels, bits, total, SUM, false);
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.getBytes(Hex.bytes(hex.replace(" ", "")));
    }

    private static byte[] written(FlacConfiguration configuration) {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        return ByteBufUtil.getBytes(out);
    }

    @Test
    void readsAndWritesABlockWithAndWithoutWhatStandsBeforeIt() throws FlvException {
        for (String hex : List.of(BLOCK, MARKED)) {
            for (ByteBuf block : Cuts.buffers(bytes(hex), 1)) {
                FlacConfiguration configuration = FlacConfiguration.read(block);
                assertThat(configuration)
                        .isEqualTo(new FlacConfiguration(
                                1024, 4096, 14, 8206, 192_000, 8, 24, (1L << 36) - 1, SUM, hex.equals(MARKED)));
                assertThat(configuration.frameSamples()).isEqualTo(4096);
                assertThat(written(configuration)).isEqualTo(bytes(hex));
                assertThat(configuration.boxPayload()).isEqualTo(bytes("00000000 80000022" + BLOCK));
                assertThat(block.readerIndex()).isZero();
                block.release();
            }
        }
    }

    @Test
    void passesOverBlocksBehindIt() throws FlvException {
        String more = "'fLaC' 00000022" + BLOCK + "84000004 00000000";
        assertThat(written(FlacConfiguration.read(Unpooled.wrappedBuffer(bytes(more)))))
                .isEqualTo(bytes(MARKED));
    }

    @Test
    void refusesABlockCutOffAnywhere() {
        for (String hex : List.of(BLOCK, MARKED)) {
            byte[] block = bytes(hex);
            Refusal.assertCutOffIsRefused(block, block.length, FlacConfiguration::read);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'fLaC' 84000022" + BLOCK, // another block
                "'fLaC' 80000021" + BLOCK, // of another length
                "000F 1000 00000E 00200E 2EE00 F 7F FFFFFFFF" + MD5, // blocks of 15 samples
                "0400 03FF 00000E 00200E 2EE00 F 7F FFFFFFFF" + MD5, // the longest shorter than the shortest
                "0400 1000 00000E 00200E 00000 F 7F FFFFFFFF" + MD5, // 0 Hz
                "0400 1000 00000E 00200E 2EE00 E 20 FFFFFFFF" + MD5 // 3 bits
            })
    void refusesWhatCannotBe(String hex) {
        assertRefused(hex, () -> FlacConfiguration.read(Unpooled.wrappedBuffer(bytes(hex))));
    }

    @ParameterizedTest
    @CsvSource({
        "15, 4096, 0, 0, 48000, 2, 16, 0",
        "16, 15, 0, 0, 48000, 2, 16, 0",
        "16, 65536, 0, 0, 48000, 2, 16, 0",
        "16, 16, -1, 0, 48000, 2, 16, 0",
        "16, 16, 0, 16777216, 48000, 2, 16, 0",
        "16, 16, 0, 0, 0, 2, 16, 0",
        "16, 16, 0, 0, 1048576, 2, 16, 0",
        "16, 16, 0, 0, 48000, 0, 16, 0",
        "16, 16, 0, 0, 48000, 9, 16, 0",
        "16, 16, 0, 0, 48000, 2, 3, 0",
        "16, 16, 0, 0, 48000, 2, 33, 0",
        "16, 16, 0, 0, 48000, 2, 16, -1",
        "16, 16, 0, 0, 48000, 2, 16, 68719476736"
    })
    void isNotMadeOfWhatDoesNotFit(
            int minBlock, int maxBlock, int minFrame, int maxFrame, int rate, int channels, int bits, long total) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(minBlock, maxBlock, minFrame, maxFrame, rate, channels, bits, total));
    }

    @Test
    void isNotMadeWithAnotherChecksum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlacConfiguration(16, 16, 0, 0, 48_000, 2, 16, 0, Octets.EMPTY, true));
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Refusal.assertReadOrRefused(bytes(MARKED), 20_000, bytes -> {
            FlacConfiguration configuration = FlacConfiguration.read(bytes);
            assertThat(FlacConfiguration.read(Unpooled.wrappedBuffer(written(configuration))))
                    .isEqualTo(configuration);
            return configuration;
        });
    }
}
