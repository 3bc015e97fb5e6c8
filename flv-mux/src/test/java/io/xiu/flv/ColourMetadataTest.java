package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.Amf3Writer;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfUndefined;
import io.xiu.amf.AmfValue;
import io.xiu.flv.ColourMetadata.ColourConfiguration;
import io.xiu.flv.ColourMetadata.LightLevel;
import io.xiu.flv.ColourMetadata.MasteringDisplay;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourMetadataTest {
    /** As ffmpeg 8 writes it for x265 with BT.2020 and PQ. */
    private static final String FFMPEG =
            "020009636f6c6f72496e666f03000b636f6c6f72436f6e6669670300177472616e736665724368617261637465726973746963"
                    + "7300403000000000000000126d6174726978436f656666696369656e7473004022000000000000000e636f6c6f725072"
                    + "696d6172696573004022000000000000000009000009";

    private static final ColourMetadata HDR_10 = new ColourMetadata(
            new ColourConfiguration(10, 9, 16, 9),
            new LightLevel(400, 1000),
            new MasteringDisplay(0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.3127, 0.329, 1000, 0.0001));

    private static ByteBuf amf(AmfValue... values) {
        ByteBuf out = Unpooled.buffer();
        for (AmfValue value : values) {
            new Amf0Writer(out).write(value);
        }
        return out;
    }

    private static ByteBuf written(ColourMetadata metadata) {
        ByteBuf out = Unpooled.buffer();
        metadata.write(out);
        return out;
    }

    @Test
    void readsWhatFfmpegWrites() throws FlvException {
        for (ByteBuf payload : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes("EE" + FFMPEG)), 1)) {
            payload.skipBytes(1);
            assertThat(ColourMetadata.read(payload))
                    .isEqualTo(new ColourMetadata(new ColourConfiguration(0, 9, 16, 9), null, null));
            assertThat(payload.readerIndex()).isEqualTo(1);
            payload.release();
        }
    }

    @Test
    void writesWhatItReads() throws FlvException {
        ColourConfiguration unsaid = new ColourConfiguration(0, 2, 2, 2);
        for (ColourMetadata metadata : List.of(
                HDR_10,
                ColourMetadata.NONE,
                new ColourMetadata(unsaid, null, null),
                new ColourMetadata(null, new LightLevel(0, 0.5), null),
                new ColourMetadata(null, null, HDR_10.masteringDisplay()))) {
            assertThat(ColourMetadata.read(written(metadata))).isEqualTo(metadata);
        }
    }

    @Test
    void namesPropertiesAsSpecified() {
        assertThat(written(ColourMetadata.NONE)).isEqualTo(amf(new AmfString("colorInfo"), AmfUndefined.INSTANCE));
        AmfObject display = AmfObject.of("redX", 0.68, "redY", 0.32, "greenX", 0.265, "greenY", 0.69, "blueX", 0.15)
                .with("blueY", 0.06)
                .with("whitePointX", 0.3127)
                .with("whitePointY", 0.329)
                .with("maxLuminance", 1000)
                .with("minLuminance", 0.0001);
        AmfObject configuration = AmfObject.of(
                "bitDepth", 10, "colorPrimaries", 9, "transferCharacteristics", 16, "matrixCoefficients", 9);
        AmfObject info = AmfObject.of("colorConfig", configuration)
                .with("hdrCll", AmfObject.of("maxFall", 400, "maxCLL", 1000))
                .with("hdrMdcv", display);
        assertThat(written(HDR_10)).isEqualTo(amf(new AmfString("colorInfo"), info));
    }

    @Test
    void readsAmf3() throws FlvException {
        ByteBuf payload = Unpooled.buffer();
        AmfObject info = AmfObject.of("hdrCll", AmfObject.of("maxFall", 400, "maxCLL", 1000));
        new Amf3Writer(payload).write(new AmfString("colorInfo")).write(info);
        assertThat(ColourMetadata.read(payload)).isEqualTo(new ColourMetadata(null, new LightLevel(400, 1000), null));
    }

    @Test
    void takesTheLastAndPassesOverWhatItDoesNotKnow() throws FlvException {
        AmfString name = new AmfString("colorInfo");
        AmfObject dark = AmfObject.of("hdrCll", AmfObject.of("maxCLL", 1));
        AmfObject bright =
                AmfObject.of("hdrCll", AmfObject.of("maxCLL", 9, "more", "x"), "colorConfig", 5, "hdrMdcv", null);
        ByteBuf payload = amf(name, dark, new AmfString("other"), new AmfNumber(1), name, bright);
        assertThat(ColourMetadata.read(payload)).isEqualTo(new ColourMetadata(null, new LightLevel(0, 9), null));
        assertThat(ColourMetadata.read(amf(new AmfString("other"), dark))).isEqualTo(ColourMetadata.NONE);
    }

    @Test
    void takesBackWhatWasSaid() throws FlvException {
        AmfString name = new AmfString("colorInfo");
        for (AmfValue nothing : List.of(AmfUndefined.INSTANCE, AmfNull.INSTANCE, AmfObject.EMPTY, new AmfNumber(1))) {
            assertThat(ColourMetadata.read(amf(name, nothing))).isEqualTo(ColourMetadata.NONE);
        }
        assertThat(ColourMetadata.read(Unpooled.EMPTY_BUFFER)).isEqualTo(ColourMetadata.NONE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 256, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void countsNumbersOutOfRangeAsNotSaid(double number) throws FlvException {
        AmfObject configuration = AmfObject.of(
                "bitDepth",
                number,
                "colorPrimaries",
                number,
                "transferCharacteristics",
                number,
                "matrixCoefficients",
                1);
        AmfObject info = AmfObject.of("colorConfig", configuration);
        assertThat(ColourMetadata.read(amf(new AmfString("colorInfo"), info)).configuration())
                .isEqualTo(new ColourConfiguration(0, 2, 2, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"02 0009 'colorInfo'", "02 0009 'color'", "00 3FF0000000000000 03 000009", "05 05", "FF", "06"})
    void refusesWhatCannotBeRead(String hex) {
        ByteBuf payload = Hex.bytes(hex);
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> ColourMetadata.read(payload));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.SCRIPT);
    }

    @ParameterizedTest
    @CsvSource({"256, 2, 2, 2", "-1, 2, 2, 2", "8, 256, 2, 2", "8, 2, 256, 2", "8, 2, 2, 256"})
    void isNotMadeOfWhatDoesNotFit(int bits, int primaries, int transfer, int matrix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ColourConfiguration(bits, primaries, transfer, matrix));
    }

    @Test
    void changedBytesAreReadOrRefused() {
        byte[] whole = ByteBufUtil.getBytes(written(HDR_10));
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(5); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ColourMetadata.read(Unpooled.wrappedBuffer(bytes, 0, random.nextInt(bytes.length + 1))))
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (FlvException e) {
                assertThat(e.reason()).as("seed %d", seed).isEqualTo(Reason.SCRIPT);
            }
        }
    }
}
