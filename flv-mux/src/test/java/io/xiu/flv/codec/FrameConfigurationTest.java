package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MP3, AC-3 and E-AC-3, whose configuration is read from frames. */
class FrameConfigurationTest {

    private static ByteBuf bytes(Bits bits) {
        return Unpooled.wrappedBuffer(bits.toBytes());
    }

    private static Bits ac3(int rate, int size, int id, int mode, int channels, String levels, String lfe) {
        return new Bits()
                .u(16, 0x0B77)
                .u(16, 0xABCD)
                .u(2, rate)
                .u(6, size)
                .u(5, id)
                .u(3, mode)
                .u(3, channels)
                .flags(levels)
                .flags(lfe);
    }

    /** An E-AC-3 frame up to where the loudness ends, and filled up to its length. */
    private static Bits eac3(int type, int substream, int bytes, String rateAndBlocks, int channels, String lfe) {
        return new Bits()
                .u(16, 0x0B77)
                .u(2, type)
                .u(3, substream)
                .u(11, bytes / 2 - 1)
                .flags(rateAndBlocks)
                .u(3, channels)
                .flags(lfe)
                .u(5, 16)
                .u(5, 27)
                .flags("0");
    }

    private static ByteBuf filled(Bits bits, int bytes) {
        return Unpooled.buffer().writeBytes(bits.toBytes()).writeZero(bytes - bits.toBytes().length);
    }

    @ParameterizedTest
    @CsvSource({
        "FFFB9044, 44100, 2, 1152", "FFFA9444, 48000, 2, 1152", "FFFB98C4, 32000, 1, 1152", // version 1
        "FFF34044, 22050, 2, 576", "FFF344C4, 24000, 1, 576", "FFF24884, 16000, 2, 576", // version 2
        "FFE34044, 11025, 2, 576", "FFE344C4, 12000, 1, 576", "FFE34804, 8000, 2, 576" // version 2.5
    })
    void readsTheHeaderOfAnMp3Frame(String hex, int rate, int channels, int samples) throws FlvException {
        for (ByteBuf frame : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(hex + "0000")), 1)) {
            Mp3Configuration configuration = Mp3Configuration.ofFrame(frame);
            assertThat(configuration).isEqualTo(new Mp3Configuration(rate, channels, samples));
            assertThat(configuration.codec()).isEqualTo(AudioCodec.MP3);
            assertThat(configuration.codecString()).isEqualTo("mp4a.40.34");
            assertThat(configuration.boxPayload()).isEmpty();
            assertThat(frame.readerIndex()).isZero();
            frame.release();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', nothing",
        "FFFB90, three bytes",
        "FFDB9044, no sync",
        "FEFB9044, no sync",
        "FFEB9044, reserved version",
        "FFF99044, no layer",
        "FFFD9044, layer II",
        "FFFF9044, layer I",
        "FFFB0044, free bit rate",
        "FFFBF044, bad bit rate",
        "FFFB9C44, reserved rate"
    })
    void refusesWhatIsNoMp3Frame(String hex, String what) {
        assertRefused(what, () -> Mp3Configuration.ofFrame(Hex.bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource({"7999, 2, 576", "48001, 2, 1152", "44100, 0, 1152", "44100, 3, 1152", "44100, 2, 1024"})
    void isNoMp3OfWhatDoesNotFit(int rate, int channels, int samples) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mp3Configuration(rate, channels, samples));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 8, 0, 2, 00,   0, 48000, 2, 101140",
        "1, 13, 8, 7, 1, '',   0, 44100, 1, 51C8C0",
        "2, 37, 8, 0, 7, 0000, 1, 32000, 6, 903E40",
        "0, 0,  8, 2, 0, '',   0, 48000, 2, 108000",
        "0, 8,  6, 0, 3, 00,   1, 48000, 4, 0C1C80",
        "0, 8,  8, 0, 4, 00,   0, 48000, 3, 102080",
        "0, 8,  8, 0, 5, 0000, 0, 48000, 4, 102880",
        "0, 8,  9, 0, 6, 00,   1, 24000, 5, 123480",
        "1, 8, 10, 0, 2, 00,   0, 11025, 2, 541080"
    })
    void readsAnAc3Frame(
            int rate,
            int size,
            int id,
            int mode,
            int channelMode,
            String levels,
            String lfe,
            int sampleRate,
            int channels,
            String box)
            throws FlvException {
        byte[] bytes =
                ac3(rate, size, id, mode, channelMode, levels, lfe).u(16, 0).toBytes();
        for (ByteBuf frame : Cuts.buffers(bytes, 1)) {
            Ac3Configuration configuration = Ac3Configuration.ofFrame(frame);
            assertThat(configuration)
                    .isEqualTo(new Ac3Configuration(rate, id, mode, channelMode, lfe.equals("1"), size / 2));
            assertThat(configuration.codec()).isEqualTo(AudioCodec.AC3);
            assertThat(configuration.sampleRate()).isEqualTo(sampleRate);
            assertThat(configuration.channels()).isEqualTo(channels);
            assertThat(configuration.frameSamples()).isEqualTo(1536);
            assertThat(new Octets[] {Octets.of(configuration.boxPayload())}).containsExactly(Octets.of(Hex.bytes(box)));
            frame.release();
        }
    }

    @Test
    void refusesWhatIsNoAc3Frame() {
        assertRefused("no sync", () -> Ac3Configuration.ofFrame(Hex.bytes("0B78ABCD 14404000")));
        assertRefused("sample rate 3", () -> Ac3Configuration.ofFrame(bytes(ac3(3, 20, 8, 0, 2, "00", "0"))));
        assertRefused("size 38", () -> Ac3Configuration.ofFrame(bytes(ac3(0, 38, 8, 0, 2, "00", "0"))));
        assertRefused("id 11", () -> Ac3Configuration.ofFrame(bytes(ac3(0, 20, 11, 0, 2, "00", "0"))));
        byte[] whole = ac3(0, 20, 8, 0, 7, "0000", "1").toBytes();
        Refusal.assertCutOffIsRefused(whole, whole.length, Ac3Configuration::ofFrame);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 8, 0, 2, 0",
        "-1, 8, 0, 2, 0",
        "0, 11, 0, 2, 0",
        "0, -1, 0, 2, 0",
        "0, 8, 8, 2, 0",
        "0, 8, 0, 8, 0",
        "0, 8, 0, 2, 19",
        "0, 8, 0, 2, -1"
    })
    void isNoAc3OfWhatDoesNotFit(int rate, int id, int mode, int channels, int bitRate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ac3Configuration(rate, id, mode, channels, false, bitRate));
    }

    @ParameterizedTest
    @CsvSource({
        "00 11, 2, 0, 768, 48000, 2, 1536, 192, 0600200400",
        "01 11, 7, 1, 1792, 44100, 6, 1536, 411, 0CD8600F00",
        "10 00, 1, 0, 128, 32000, 1, 256, 128, 0400A00200",
        "00 01, 2, 0, 256, 48000, 2, 512, 192, 0600200400",
        "00 10, 2, 0, 384, 48000, 2, 768, 192, 0600200400",
        "11 00, 2, 0, 768, 24000, 2, 1536, 96, 0300E00400",
        "11 01, 2, 0, 768, 22050, 2, 1536, 88, 02C0E00400",
        "11 10, 2, 0, 768, 16000, 2, 1536, 64, 0200E00400"
    })
    void readsAnEac3Frame(
            String rateAndBlocks,
            int channelMode,
            String lfe,
            int frameBytes,
            int sampleRate,
            int channels,
            int samples,
            int kilobits,
            String box)
            throws FlvException {
        ByteBuf whole = filled(eac3(0, 0, frameBytes, rateAndBlocks, channelMode, lfe), frameBytes);
        for (ByteBuf frame : Cuts.buffers(ByteBufUtil.getBytes(whole), 1)) {
            Eac3Configuration configuration = Eac3Configuration.ofFrame(frame);
            assertThat(configuration.codec()).isEqualTo(AudioCodec.EAC3);
            assertThat(configuration.sampleRate()).isEqualTo(sampleRate);
            assertThat(configuration.channels()).isEqualTo(channels);
            assertThat(configuration.frameSamples()).isEqualTo(samples);
            assertThat(configuration.kilobitsPerSecond()).isEqualTo(kilobits);
            assertThat(ByteBufUtil.hexDump(configuration.boxPayload())).isEqualToIgnoringCase(box);
            assertThat(frame.readerIndex()).isZero();
            frame.release();
        }
    }

    @Test
    void addsUpFramesOfOneTag() throws FlvException {
        ByteBuf frames = Unpooled.buffer();
        for (int i = 0; i < 6; i++) {
            frames.writeBytes(filled(eac3(0, 0, 128, "00 00", 2, "0"), 128));
        }
        Eac3Configuration configuration = Eac3Configuration.ofFrame(frames.writeBytes(new byte[] {0, 1, 2}));
        assertThat(configuration.frameSamples()).isEqualTo(1536);
        assertThat(configuration.kilobitsPerSecond()).isEqualTo(6 * 128 * 8 * 48_000 / 1536 / 1000);
        assertThat(configuration.substreams()).hasSize(1);
    }

    @Test
    void readsNoMoreThan64FramesAndCapsTheRate() throws FlvException {
        ByteBuf frames = Unpooled.buffer();
        for (int i = 0; i < 70; i++) {
            frames.writeBytes(filled(eac3(0, 0, 4096, "00 00", 2, "0"), 4096));
        }
        Eac3Configuration configuration = Eac3Configuration.ofFrame(frames);
        assertThat(configuration.frameSamples()).isEqualTo(64 * 256);
        assertThat(configuration.kilobitsPerSecond()).isEqualTo(4096 * 8 * 48 / 256);
        ByteBuf programmes = Unpooled.buffer();
        for (int i = 0; i < 12; i++) {
            programmes.writeBytes(filled(eac3(0, Math.min(i, 7), 4096, "00 00", 2, "0"), 4096));
        }
        configuration = Eac3Configuration.ofFrame(programmes);
        assertThat(configuration.substreams()).hasSize(8);
        assertThat(configuration.kilobitsPerSecond()).isEqualTo(8191);
    }

    @Test
    void addsTheChannelsOfDependentSubstreams() throws FlvException {
        ByteBuf frames = filled(eac3(0, 0, 512, "00 11", 7, "1"), 512);
        frames.writeBytes(filled(eac3(1, 0, 256, "00 11", 2, "0").flags("1").u(16, 0x0200), 256));
        frames.writeBytes(filled(eac3(1, 1, 256, "00 11", 2, "1").flags("1").u(16, 0x043A), 256));
        frames.writeBytes(filled(eac3(0, 1, 128, "00 11", 1, "0"), 128));
        frames.writeBytes(filled(eac3(0, 0, 512, "00 11", 7, "1"), 512));
        Eac3Configuration configuration = Eac3Configuration.ofFrame(frames);
        assertThat(configuration.frameSamples()).isEqualTo(3072);
        assertThat(configuration.substreams())
                .containsExactly(
                        new Eac3Substream(0, 16, false, 0, 7, true, 2, 2 | 1 | 32 | 64 | 128 | 256),
                        new Eac3Substream(0, 16, false, 0, 1, false, 0, 0));
        assertThat(configuration.channels()).isEqualTo(6 + 2 + 2 + 2 + 2 + 1 + 1);
        assertThat(ByteBufUtil.hexDump(configuration.boxPayload())).startsWith("0681" + "200f05e3" + "200200");
    }

    @Test
    void readsTheModeBehindTheMixing() throws FlvException {
        Bits plain = eac3(0, 0, 512, "00 11", 7, "1").flags("0").flags("1").u(3, 5);
        Bits stereo = eac3(0, 0, 512, "00 11", 2, "0")
                .flags("1")
                .flags("0 0 00 0")
                .flags("1")
                .u(3, 5);
        Bits mono = eac3(0, 0, 512, "00 00", 1, "0")
                .flags("1")
                .flags("1")
                .u(6, 1)
                .flags("1")
                .u(6, 2)
                .flags("01")
                .u(5, 3);
        mono.flags("1").u(14, 4).flags("1").u(5, 6).flags("1").u(3, 5);
        Bits dual = new Bits()
                .u(16, 0x0B77)
                .u(2, 0)
                .u(3, 0)
                .u(11, 255)
                .flags("00 01")
                .u(3, 0)
                .flags("0")
                .u(5, 16);
        dual.u(5, 1).flags("1").u(8, 2).u(5, 3).flags("1").u(8, 4).flags("1");
        dual.flags("1")
                .u(6, 1)
                .flags("1")
                .u(6, 1)
                .flags("0")
                .flags("10")
                .u(12, 7)
                .flags("1")
                .u(14, 1)
                .flags("1")
                .u(14, 2);
        dual.flags("1").flags("1").u(5, 1).flags("0").flags("1").u(3, 5);
        Bits surround = eac3(0, 0, 512, "00 11", 7, "1")
                .flags("1")
                .u(2, 1)
                .u(6, 2)
                .u(6, 3)
                .flags("1")
                .u(5, 4);
        surround.flags("0 0 11").u(5, 1).u(24, -1).flags("0").flags("1").u(3, 5);
        Bits converted = eac3(2, 0, 512, "00 11", 6, "0")
                .flags("1")
                .u(2, 1)
                .u(6, 3)
                .flags("1")
                .u(3, 5);
        for (Bits frame : List.of(plain, stereo, mono, dual, surround, converted)) {
            assertThat(Eac3Configuration.ofFrame(filled(frame, 512))
                            .substreams()
                            .get(0)
                            .bitstreamMode())
                    .isEqualTo(5);
        }
    }

    @Test
    void refusesWhatDoesNotBeginWithAnIndependentEac3Frame() {
        assertRefused("nothing", () -> Eac3Configuration.ofFrame(Unpooled.EMPTY_BUFFER));
        assertRefused(
                "AC-3",
                () -> Eac3Configuration.ofFrame(
                        bytes(ac3(0, 20, 8, 0, 2, "00", "0").u(64, 0))));
        assertRefused("no sync", () -> Eac3Configuration.ofFrame(Hex.bytes("0B78 017F 3487 0000 0000 0000")));
        assertRefused("reserved type", () -> Eac3Configuration.ofFrame(filled(eac3(3, 0, 64, "00 11", 2, "0"), 64)));
        assertRefused("reserved rate", () -> Eac3Configuration.ofFrame(filled(eac3(0, 0, 64, "11 11", 2, "0"), 64)));
        assertRefused("dependent", () -> Eac3Configuration.ofFrame(filled(eac3(1, 0, 64, "00 11", 2, "0"), 64)));
        assertRefused(
                "another programme", () -> Eac3Configuration.ofFrame(filled(eac3(0, 1, 64, "00 11", 2, "0"), 64)));
        Bits id17 = new Bits()
                .u(16, 0x0B77)
                .u(16, 31)
                .flags("00 11")
                .u(3, 2)
                .flags("0")
                .u(5, 17)
                .u(64, 0);
        assertRefused("id 17", () -> Eac3Configuration.ofFrame(bytes(id17)));
        byte[] whole = eac3(0, 0, 64, "00 11", 2, "0").flags("0 1 000").toBytes();
        Refusal.assertCutOffIsRefused(whole, whole.length, Eac3Configuration::ofFrame);
    }

    @Test
    void isNoEac3OfWhatDoesNotFit() {
        Eac3Substream substream = new Eac3Substream(0, 16, true, 0, 2, false, 15, 0x1FF);
        assertThat(substream.channels()).isEqualTo(2 + 14);
        List<Eac3Substream> one = List.of(substream);
        List<Runnable> attempts = List.of(
                () -> new Eac3Configuration(0, 1536, 0, one),
                () -> new Eac3Configuration(48_001, 1536, 0, one),
                () -> new Eac3Configuration(48_000, 0, 0, one),
                () -> new Eac3Configuration(48_000, 1536, -1, one),
                () -> new Eac3Configuration(48_000, 1536, 8192, one),
                () -> new Eac3Configuration(48_000, 1536, 0, List.of()),
                () -> new Eac3Configuration(48_000, 1536, 0, Collections.nCopies(9, substream)),
                () -> new Eac3Substream(4, 16, false, 0, 2, false, 0, 0),
                () -> new Eac3Substream(0, 32, false, 0, 2, false, 0, 0),
                () -> new Eac3Substream(0, 16, false, 8, 2, false, 0, 0),
                () -> new Eac3Substream(0, 16, false, 0, 8, false, 0, 0),
                () -> new Eac3Substream(0, 16, false, 0, 2, false, 16, 0),
                () -> new Eac3Substream(0, 16, false, 0, 2, false, 1, 512));
        for (Runnable attempt : attempts) {
            assertThatIllegalArgumentException().isThrownBy(attempt::run);
        }
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Refusal.assertReadOrRefused(
                ByteBufUtil.getBytes(Hex.bytes("FFFB904400000000")), 20_000, Mp3Configuration::ofFrame);
        Refusal.assertReadOrRefused(
                ac3(0, 20, 8, 0, 7, "0000", "1").u(16, 0).toBytes(), 20_000, Ac3Configuration::ofFrame);
        ByteBuf frames = filled(eac3(0, 0, 32, "00 11", 7, "1").flags("1").u(2, 1), 32);
        frames.writeBytes(filled(eac3(1, 0, 32, "00 11", 2, "0").flags("1").u(16, 0x0200), 32));
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(frames), 50_000, bytes -> {
            Eac3Configuration configuration = Eac3Configuration.ofFrame(bytes);
            assertThat(configuration.boxPayload()).isNotEmpty();
            return configuration;
        });
    }
}
