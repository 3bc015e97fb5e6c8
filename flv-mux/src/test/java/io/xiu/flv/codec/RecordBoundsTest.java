package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.codec.AvcConfiguration.HighProfile;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of the least and the greatest numbers that their fields hold. */
class RecordBoundsTest {
    private static final Octets UNIT = Octets.of((byte) 0x42);
    private static final Octets MD5 = Octets.of(new byte[16]);
    private static final ColourInfo GREATEST_COLOUR = new ColourInfo(255, 255, 255, true);
    private static final ColourInfo LEAST_COLOUR = new ColourInfo(0, 0, 0, false);

    static List<VideoConfiguration> video() {
        HevcProfile greatestHevc = new HevcProfile(3, true, 31, -1, (1L << 48) - 1, 255);
        HevcProfile leastHevc = new HevcProfile(0, false, 0, 0, 0, 0);
        VvcProfile greatestVvc = new VvcProfile(
                127, true, 255, Octets.of(new byte[63]), Collections.nCopies(6, 255), Collections.nCopies(255, -1));
        VvcProfile leastVvc = new VvcProfile(0, false, 0, Octets.of(new byte[1]), List.of(), List.of());
        return List.of(
                new AvcConfiguration(255, 255, 255, 4, units(31), units(255), new HighProfile(3, 15, 15, units(255))),
                new AvcConfiguration(0, 0, 0, 1, units(1), units(1), new HighProfile(0, 8, 8, List.of())),
                new HevcConfiguration(greatestHevc, 4095, 3, 3, 15, 15, 65_535, 3, 7, true, 4, arrays(63)),
                new HevcConfiguration(leastHevc, 0, 0, 0, 8, 8, 0, 0, 0, false, 1, List.of()),
                new VvcConfiguration(
                        4, new VvcOperatingPoint(511, 7, 3, 3, 15, greatestVvc, 65_535, 65_535, 65_535), arrays(31)),
                new VvcConfiguration(1, new VvcOperatingPoint(0, 0, 0, 0, 8, leastVvc, 0, 0, 0), List.of()),
                new Av1Configuration(7, 31, true, 12, true, true, true, 3, 16, UNIT),
                new Av1Configuration(0, 0, false, 8, false, false, false, 0, 0, Octets.EMPTY),
                new Vp9Configuration(
                        new VpParameters(255, 255, 12, 7, GREATEST_COLOUR, Octets.of(new byte[65_528]), false)),
                new Vp8Configuration(new VpParameters(0, 0, 8, 0, LEAST_COLOUR, Octets.EMPTY, true)));
    }

    static List<AudioConfiguration> audio() {
        return List.of(
                new FlacConfiguration(16, 16, 0, 0, 1, 1, 4, 0, MD5, false),
                new FlacConfiguration(65_535, 65_535, 0xFFFFFF, 0xFFFFFF, 1_048_575, 8, 32, (1L << 36) - 1, MD5, true),
                new OpusConfiguration(255, 65_535, -1, 32_767, 255, 255, 0, Collections.nCopies(255, 254)),
                new OpusConfiguration(2, 0, 0, -32_768, 1, 128, 127, List.of(254, 255)),
                new OpusConfiguration(1, 0, 0, 0, 1, 1, 1, List.of(1)),
                AacConfiguration.lowComplexity(1, 1),
                AacConfiguration.lowComplexity(192_000, 8));
    }

    private static List<Octets> units(int count) {
        return Collections.nCopies(count, UNIT);
    }

    private static List<NalUnitArray> arrays(int type) {
        return Collections.nCopies(255, new NalUnitArray(type, true, List.of(UNIT)));
    }

    @ParameterizedTest
    @MethodSource("video")
    void areWrittenAndReadAgain(VideoConfiguration configuration) throws FlvException {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        VideoConfiguration again = VideoConfiguration.read(configuration.codec(), out);
        assertThat(again).isEqualTo(configuration);
        assertThat(again.boxPayload()).endsWith(lastBytes(out));
    }

    @ParameterizedTest
    @MethodSource("audio")
    void ofSoundAreWrittenAndReadAgain(AudioConfiguration configuration) throws FlvException {
        ByteBuf out = Unpooled.buffer();
        configuration.write(out);
        assertThat(AudioConfiguration.read(configuration.codec(), out)).isEqualTo(configuration);
    }

    private static byte[] lastBytes(ByteBuf out) {
        int count = Math.min(8, out.readableBytes());
        return ByteBufUtil.getBytes(out, out.writerIndex() - count, count);
    }

    /** A record may be made of more bytes than one that is read. */
    @Test
    void holdInitializationDataUpToTheirLength() {
        VpParameters greatest = new VpParameters(0, 0, 8, 0, LEAST_COLOUR, Octets.of(new byte[65_535]), false);
        ByteBuf out = Unpooled.buffer();
        greatest.write(out);
        assertThat(out.readableBytes()).isEqualTo(8 + 65_535);
        Refusal.assertRefused("65,543 bytes", () -> Vp9Configuration.read(out));
    }

    @Test
    void ofFramesTakeTheLeastAndTheGreatestNumbers() {
        Eac3Substream greatest = new Eac3Substream(3, 31, true, 7, 7, true, 15, 511);
        Eac3Substream least = new Eac3Substream(0, 0, false, 0, 0, false, 0, 0);
        assertThat(new Eac3Configuration(48_000, 1, 8191, Collections.nCopies(8, greatest)).channels())
                .isEqualTo(20);
        assertThat(new Eac3Configuration(1, 1536, 0, List.of(least)).channels()).isEqualTo(2);
        assertThat(new Ac3Configuration(2, 10, 7, 7, true, 18).sampleRate()).isEqualTo(8_000);
        assertThat(new Ac3Configuration(0, 0, 0, 0, false, 0).sampleRate()).isEqualTo(48_000);
        assertThat(new Mp3Configuration(8_000, 1, 576).channels()).isEqualTo(1);
        assertThat(new Mp3Configuration(48_000, 2, 1152).channels()).isEqualTo(2);
    }

    @Test
    void ofEac3CountAtMostFifteenDependentSubstreams() {
        Eac3Frame dependent = new Eac3Frame(true, 0, 64, 0, 48_000, 1536, 16, 0, 2, false, 2);
        Eac3Substream substream = new Eac3Substream(0, 16, true, 3, 7, true, 14, 1);
        Eac3Substream more = substream.with(dependent);
        assertThat(more).isEqualTo(new Eac3Substream(0, 16, true, 3, 7, true, 15, 3));
        assertThat(more.with(dependent)).isEqualTo(more);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Eac3Substream(0, 16, true, 3, 7, true, 16, 3))
                .withMessageContaining("16 dependent substreams");
    }
}
