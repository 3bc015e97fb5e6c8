package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.TrackException;
import io.xiu.testing.Hex;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameLengthTest {
    @ParameterizedTest
    @CsvSource({
        // AudioSpecificConfig, periods of the core, its Hz, periods of 44,100 Hz
        "1210, 1024, 44100, 1024", // LC
        "1214, 960, 44100, 960", // LC with short frames
        "0a10, 1024, 44100, 1024", // Main
        "2b920800, 1024, 22050, 2048", // SBR, explicit: 22,050 Hz to 44,100
        "eb920800, 1024, 22050, 2048", // SBR and PS
        "ba10, 512, 44100, 512", // ER LD
        "f8e84000, 512, 44100, 512", // ELD, by the escape
        "f8e85000, 480, 44100, 480", // ELD with short frames
        "f9484000, 0, 44100, 0", // USAC: not told here
        "1780566210, 1024, 44228, 0", // a frequency of its own that doesn't divide
    })
    void readsHowLongFramesOfAacAre(String configuration, int periods, int hertz, int at44100) throws TrackException {
        AacFrames frames =
                AacFrames.read(Mp4Tracks.of(Codec.AAC, 1, HexFormat.of().parseHex(configuration)));

        assertThat(frames).isEqualTo(new AacFrames(periods, hertz));
        assertThat(frames.periodsAt(44_100)).isEqualTo(at44100);
    }

    @ParameterizedTest
    @CsvSource({
        // first bytes of a packet, periods at 48 kHz
        "00, 480", // SILK, 10 ms
        "08, 960",
        "10, 1920",
        "18, 2880",
        "58, 2880",
        "60, 480", // hybrid, 10 ms
        "68, 960",
        "78, 960",
        "80, 120", // CELT, 2.5 ms
        "88, 240",
        "90, 480",
        "98, 960",
        "f8, 960",
        "fc, 960", // stereo
        "f9, 1920", // two frames
        "fa, 1920",
        "fb03, 2880", // as many as it says
        "fb86, 5760", // 120 ms, padded, each of its own size
        "fb07, 0", // 140 ms can't be
        "1b03, 0",
        "fb00, 0",
        "fb, 0"
    })
    void readsHowLongAPacketOfOpusIs(String packet, int periods) {
        ByteBuf bytes =
                Unpooled.buffer().writeByte(0x77).writeBytes(HexFormat.of().parseHex(packet));
        bytes.readByte();

        assertThat(OpusAudio.periods(bytes)).isEqualTo(periods);
        assertThat(bytes.readerIndex()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // frames of E-AC-3 without their payload, periods
        "0b77 0002 30 00, 1536", // 48,000 Hz, six blocks
        "0b77 0002 00 00, 256",
        "0b77 0002 10 00, 512",
        "0b77 0002 20 00, 768",
        "0b77 0002 c0 00, 1536", // half of 48,000 Hz
        "0b77 0002 10 00 0b77 0002 20 00, 1280", // two frames
        "0b77 0002 30 00 0b77 4002 30 00, 1536", // and one that depends on it
        "0b77 0002 30 00 0b77 0802 30 00, 1536", // and another programme
        "0b77 8002 30 00, 1536", // stream type 2
        "0b77 0001 30, 0", // cut off
        "0b77 0003 30 00 00 00 00, 0", // bytes left over
        "0b77 0003 30 00 00 00, 1536",
        "0b77 0003 30 00 00, 0", // a byte missing
        "0b77 0001 30 00, 0",
        "0b78 0002 30 00, 0"
    })
    void readsHowLongASampleOfEnhancedAc3Is(String frames, int periods) {
        ByteBuf sample = Hex.bytes(frames);

        assertThat(DolbyAudio.periods(sample)).isEqualTo(periods);
        assertThat(sample.readerIndex()).isZero();
    }

    @Test
    void readsNoMoreThan24FramesOfEnhancedAc3() {
        String frame = "0b77 0002 30 00";

        assertThat(DolbyAudio.periods(Hex.bytes(frame.repeat(24)))).isEqualTo(36_864);
        assertThat(DolbyAudio.periods(Hex.bytes(frame.repeat(25)))).isZero();
    }

    @Test
    void readsRandomBytesWithinTheirBounds() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 1) {
                bytes[0] = 0x0B;
                bytes[1] = 0x77;
            }
            ByteBuf sample = Unpooled.wrappedBuffer(bytes);

            assertThat(OpusAudio.periods(sample)).isBetween(0, 5_760);
            assertThat(DolbyAudio.periods(sample)).isBetween(0, 1_536 * 40);
        }
    }
}
