package io.xiu.flv.codec;

import static io.xiu.flv.codec.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Av1ConfigurationTest {
    private static final String HEADER = "0A0B 00000024CFA70DBFFF3008";
    private static final String RECORD = "81 04 0C 00" + HEADER;
    private static final String KEY_FRAME = "1200" + HEADER + "3203 1400AA";

    private static Av1Configuration made(int profile, int level, int bitDepth, int position, int delay) {
        return new Av1Configuration(profile, level, false, bitDepth, false, true, true, position, delay, Octets.EMPTY);
    }

    /** A sequence header up to the size: no timing, one operating point of a level, 640 x 360. */
    private static Bits header(int profile, int level, String tier) {
        return size(new Bits()
                .u(3, profile)
                .flags("0 0 0 0")
                .u(5, 0)
                .u(12, 0)
                .u(5, level)
                .flags(tier));
    }

    private static Bits size(Bits header) {
        return header.u(4, 9).u(4, 8).u(10, 639).u(9, 359);
    }

    /** The tools between size and colours, all off. */
    private static Bits plainTools(Bits header) {
        return header.flags("0 000 0000 0 0 0 000");
    }

    private static Av1SequenceHeader read(Bits header) throws FlvException {
        byte[] payload = new Bits().add(header).flags("1").toBytes();
        ByteBuf obu =
                Unpooled.buffer().writeByte(0x0A).writeByte(payload.length).writeBytes(payload);
        Av1SequenceHeader found = Objects.requireNonNull(Av1SequenceHeader.find(obu));
        assertThat(found.obu()).isEqualTo(Octets.of(obu));
        return found;
    }

    @Test
    void readsAndWritesARecord() throws FlvException {
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        for (ByteBuf record : Cuts.buffers(bytes, 1)) {
            Av1Configuration configuration = Av1Configuration.read(record);
            assertThat(configuration)
                    .isEqualTo(new Av1Configuration(
                            0, 4, false, 8, false, true, true, 0, 0, Octets.of(Hex.bytes(HEADER))));
            assertThat(configuration.codec()).isEqualTo(VideoCodec.AV1);
            assertThat(configuration.codecString()).isEqualTo("av01.0.04M.08");
            assertThat(configuration.picture())
                    .isEqualTo(new PictureInfo(0, 4, 980, 540, 0, 8, ColourInfo.UNSPECIFIED));
            assertThat(configuration.boxPayload()).isEqualTo(bytes);
            assertThat(record.readerIndex()).isZero();
            record.release();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "81 04 0C 00, av01.0.04M.08",
        "81 0D CE 1F, av01.0.13H.10.0.112.02.02.02.0",
        "81 1F 0C 10, av01.0.31M.08",
        "81 20 00 00, av01.1.00M.08.0.000.02.02.02.0",
        "81 40 68 00, av01.2.00M.12.0.100.02.02.02.0",
        "81 00 1C 00, av01.0.00M.08.1.110.02.02.02.0",
        "81 E0 0F 00, av01.7.00M.08.0.113.02.02.02.0"
    })
    void readsAndWritesEveryField(String hex, String name) throws FlvException {
        Av1Configuration configuration = Av1Configuration.read(Hex.bytes(hex));
        assertThat(configuration.codecString()).isEqualTo(name);
        assertThat(configuration.boxPayload()).isEqualTo(ByteBufUtil.getBytes(Hex.bytes(hex)));
        assertThat(configuration.picture().width()).isZero();
    }

    @Test
    void makesARecordFromAKeyFrame() throws FlvException {
        for (ByteBuf frame : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes("EE" + KEY_FRAME)), 1)) {
            frame.skipBytes(1);
            assertThat(Av1Configuration.ofFrame(frame)).isEqualTo(Av1Configuration.read(Hex.bytes(RECORD)));
            assertThat(frame.readerIndex()).isEqualTo(1);
            frame.release();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1200", "1200 3202 1400", "0A0B 00", "0A", "0A 8080808080808080 00", "0A02 0000", "08", "0C"
            })
    void refusesAFrameWithoutASequenceHeader(String hex) {
        assertRefused(hex, () -> Av1Configuration.ofFrame(Hex.bytes(hex)));
    }

    @Test
    void findsTheSequenceHeaderBehindAnExtensionAndWithoutASize() throws FlvException {
        Octets payload = Octets.of(Hex.bytes("00000024CFA70DBFFF3008"));
        for (String before : List.of("08", "0C 20", "160000 0C20")) {
            ByteBuf obus = Hex.bytes(before);
            payload.write(obus);
            assertThat(Objects.requireNonNull(Av1SequenceHeader.find(obus)).width())
                    .isEqualTo(980);
        }
    }

    @Test
    void knowsWhatTheRecordSaysWithoutASequenceHeaderThatCanBeRead() throws FlvException {
        PictureInfo expected = new PictureInfo(0, 4, 0, 0, 0, 8, ColourInfo.UNSPECIFIED);
        assertThat(Av1Configuration.read(Hex.bytes("81 04 0C 00 0A0B 00")).picture())
                .isEqualTo(expected);
        assertThat(Av1Configuration.read(Hex.bytes("81 04 0C 00 2A00")).picture())
                .isEqualTo(expected);
    }

    @Test
    void readsTimingAndOperatingPoints() throws FlvException {
        Bits header = new Bits().u(3, 0).flags("00");
        header.flags("1").u(32, 1001).u(32, 60_000).flags("1").ue(1); // two ticks a picture
        header.flags("1").u(5, 9).u(32, 1).u(5, 3).u(5, 4); // decoder model, delays of 10 bits
        header.flags("1").u(5, 2); // display delays, three points
        header.u(12, 0x101)
                .u(5, 12)
                .flags("1")
                .flags("1")
                .u(20, 5)
                .flags("1")
                .flags("1")
                .u(4, 7);
        header.u(12, 0x100).u(5, 7).flags("0").flags("1").u(4, 3);
        header.u(12, 0x100).u(5, 8).flags("0").flags("0").flags("0");
        size(header).flags("1").u(7, 0); // frame ids
        header.flags("111")
                .flags("1111")
                .flags("1")
                .flags("11")
                .flags("1")
                .flags("0")
                .flags("1")
                .u(3, 6);
        header.flags("111"); // super-resolution and filters
        header.flags("1 0 1")
                .u(8, 9)
                .u(8, 16)
                .u(8, 9)
                .flags("0")
                .u(2, 2)
                .flags("0")
                .flags("1");
        Av1SequenceHeader read = read(header);
        assertThat(read.level()).isEqualTo(12);
        assertThat(read.highTier()).isTrue();
        assertThat(read.framesPerSecond()).isEqualTo(60_000 / 1001.0 / 2);
        assertThat(read.width() + " x " + read.height()).isEqualTo("640 x 360");
        assertThat(read.format())
                .isEqualTo(new Av1ColourFormat(10, false, true, true, 2, new ColourInfo(9, 16, 9, false)));
    }

    @Test
    void readsTimingWithoutAConstantRateOrADecoderModel() throws FlvException {
        Bits header = new Bits()
                .u(3, 0)
                .flags("00")
                .flags("1")
                .u(32, 1)
                .u(32, 25)
                .flags("0")
                .flags("0");
        header.flags("0").u(5, 0).u(12, 0).u(5, 4);
        assertThat(read(plainTools(size(header)).flags("0 0 0 0 00 0 0")).framesPerSecond())
                .isZero();
    }

    @Test
    void readsTicksOfManyBits() throws FlvException {
        for (int zeros : new int[] {31, 32, 40}) {
            Bits header = new Bits()
                    .u(3, 0)
                    .flags("00")
                    .flags("1")
                    .u(32, 1)
                    .u(32, -1)
                    .flags("1")
                    .u(zeros, 0)
                    .flags("1");
            header.u(zeros < 32 ? zeros : 0, 0)
                    .flags("0")
                    .flags("0")
                    .u(5, 0)
                    .u(12, 0)
                    .u(5, 4);
            double framesPerSecond =
                    read(plainTools(size(header)).flags("0 0 0 0 00 0 0")).framesPerSecond();
            assertThat(framesPerSecond).isEqualTo(4_294_967_295.0 / (zeros < 32 ? 1L << 31 : 1L << 32));
        }
    }

    @Test
    void readsTheHeaderOfAStillPicture() throws FlvException {
        Bits header = size(new Bits().u(3, 0).flags("1 1").u(5, 9))
                .flags("000")
                .flags("000")
                .flags("0 0 0 0 00 0 0");
        Av1SequenceHeader read = read(header);
        assertThat(read.level()).isEqualTo(9);
        assertThat(read.highTier()).isFalse();
        assertThat(read.width()).isEqualTo(640);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 0 0 0 00 0 0,   8, false, true,  true,  0, false",
        "0, 0 0 0 1 11 0 0,   8, false, true,  true,  3, true",
        "0, 1 1 0 1 0,        10, true, true,  true,  0, true",
        "1, 1 0 1 0 0,        10, false, false, false, 0, true",
        "2, 0 0 0 0 0 0,      8, false, true,  false, 0, false",
        "2, 1 0 0 0 0 0 0,    10, false, true, false, 0, false",
        "2, 1 1 0 0 0 0 0 0,  12, false, false, false, 0, false",
        "2, 1 1 0 0 0 1 0 0 0, 12, false, true, false, 0, false",
        "2, 1 1 0 0 0 1 1 01 0 0, 12, false, true, true, 1, false"
    })
    void readsTheFormatOfEveryProfile(
            int profile, String bits, int depth, boolean grey, boolean x, boolean y, int position, boolean full)
            throws FlvException {
        assertThat(read(plainTools(header(profile, 4, "")).flags(bits)).format())
                .isEqualTo(new Av1ColourFormat(depth, grey, x, y, position, new ColourInfo(2, 2, 2, full)));
    }

    @Test
    void knowsThatStandardRgbHasFullRangeAndAllChroma() throws FlvException {
        Bits header = plainTools(header(1, 9, "0"))
                .flags("0 1")
                .u(8, 1)
                .u(8, 13)
                .u(8, 0)
                .flags("0 0");
        assertThat(read(header).format())
                .isEqualTo(new Av1ColourFormat(8, false, false, false, 0, new ColourInfo(1, 13, 0, true)));
    }

    @Test
    void readsToolsForScreenContent() throws FlvException {
        Bits integer = header(0, 4, "").flags("0 000 0000 0 0 1 0 1 000").flags("0 0 0 0 00 0 0");
        Bits chosen = header(0, 4, "").flags("0 000 0000 0 1 1 000").flags("0 0 0 0 00 0 0");
        assertThat(read(integer)).isEqualTo(read(integer));
        assertThat(read(integer).format()).isEqualTo(read(chosen).format());
    }

    @Test
    void refusesARecordCutOff() {
        byte[] record = ByteBufUtil.getBytes(Hex.bytes(RECORD));
        Refusal.assertCutOffIsRefused(record, 4, Av1Configuration::read);
    }

    @Test
    void refusesAFrameWhoseSequenceHeaderIsCutOff() {
        byte[] frame = ByteBufUtil.getBytes(Hex.bytes("1200" + HEADER));
        Refusal.assertCutOffIsRefused(frame, frame.length, Av1Configuration::ofFrame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01 04 0C 00", "80 04 0C 00", "82 04 0C 00"})
    void refusesOtherVersions(String hex) {
        assertRefused(hex, () -> Av1Configuration.read(Hex.bytes(hex)));
    }

    @Test
    void readsTheDescriptorOfMpeg2Ts() throws FlvException {
        Av1Configuration expected = new Av1Configuration(0, 13, true, 10, false, true, true, 2, 16, Octets.EMPTY);
        assertThat(Av1Configuration.ofDescriptor(Hex.bytes("80 04 81 0D CE DF")))
                .isEqualTo(expected);
        assertThat(Av1Configuration.ofDescriptor(Hex.bytes("80 05 81 0D CE 1F AA BB")))
                .isEqualTo(expected);
        for (String hex : List.of("05 04 81 0D CE DF", "80 03 81 0D CE DF", "80 04 01 0D CE DF")) {
            assertRefused(hex, () -> Av1Configuration.ofDescriptor(Hex.bytes(hex)));
        }
        byte[] whole = ByteBufUtil.getBytes(Hex.bytes("80 04 81 0D CE DF"));
        Refusal.assertCutOffIsRefused(whole, whole.length, Av1Configuration::ofDescriptor);
    }

    @Test
    void looksThroughAFewUnitsOnly() throws FlvException {
        String header = "0A0B 00000024CFA70DBFFF3008";
        assertThat(Av1SequenceHeader.find(Hex.bytes("1200".repeat(15) + header)))
                .isNotNull();
        assertThat(Av1SequenceHeader.find(Hex.bytes("1200".repeat(16) + header)))
                .isNull();
    }

    @Test
    void refusesASequenceHeaderOfTooManyBytes() {
        ByteBuf obu = Hex.bytes("0A 8120").writeZero(4097);
        assertRefused("4097 bytes", () -> Av1SequenceHeader.find(obu));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 0, 8, 0, 0",
        "-1, 0, 8, 0, 0",
        "0, 32, 8, 0, 0",
        "0, 0, 9, 0, 0",
        "0, 0, 8, 4, 0",
        "0, 0, 8, 0, 17",
        "0, 0, 8, 0, -1"
    })
    void isNotMadeOfWhatDoesNotFit(int profile, int level, int bitDepth, int position, int delay) {
        assertThatIllegalArgumentException().isThrownBy(() -> made(profile, level, bitDepth, position, delay));
    }

    @Test
    void keepsTheDelay() throws FlvException {
        for (int delay = 0; delay <= 16; delay++) {
            Av1Configuration configuration = made(0, 4, 10, 0, delay);
            assertThat(Av1Configuration.read(Unpooled.wrappedBuffer(configuration.boxPayload())))
                    .isEqualTo(configuration);
        }
    }

    @Test
    void changedBytesAreReadOrRefused() {
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(RECORD)), 50_000, bytes -> {
            Av1Configuration configuration = Av1Configuration.read(bytes);
            assertThat(configuration.codecString()).startsWith("av01.");
            assertThat(configuration.picture().framesPerSecond())
                    .isNotNegative()
                    .isFinite();
            assertThat(Av1Configuration.read(Unpooled.wrappedBuffer(configuration.boxPayload())))
                    .isEqualTo(configuration);
            return configuration;
        });
        Refusal.assertReadOrRefused(ByteBufUtil.getBytes(Hex.bytes(KEY_FRAME)), 50_000, Av1Configuration::ofFrame);
    }
}
