package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.flv.ColourMetadata.ColourConfiguration;
import io.xiu.flv.ColourMetadata.LightLevel;
import io.xiu.flv.ColourMetadata.MasteringDisplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourRangeTest {
    private static final String[] PLACES = {
        "redX", "redY", "greenX", "greenY", "blueX", "blueY", "whitePointX", "whitePointY"
    };

    private static ColourMetadata read(AmfObject info) throws FlvException {
        ByteBuf payload = Unpooled.buffer();
        new Amf0Writer(payload).write(new AmfString("colorInfo")).write(info);
        return ColourMetadata.read(payload);
    }

    private static AmfObject display(double place, double luminance) {
        AmfObject display = AmfObject.of("maxLuminance", luminance, "minLuminance", luminance);
        for (String name : PLACES) {
            display = display.with(name, place);
        }
        return display;
    }

    private static MasteringDisplay made(int changed, double place) {
        double[] p = new double[8];
        p[changed] = place;
        return new MasteringDisplay(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], 1, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 255})
    void readsCodesUpToTheGreatest(double code) throws FlvException {
        AmfObject configuration = AmfObject.of("bitDepth", code, "colorPrimaries", code)
                .with("transferCharacteristics", code)
                .with("matrixCoefficients", code);
        int expected = (int) code;
        assertThat(read(AmfObject.of("colorConfig", configuration)).configuration())
                .isEqualTo(new ColourConfiguration(expected, expected, expected, expected));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, -1", "1.001, -0.0001", "NaN, NaN", "Infinity, Infinity", "-Infinity, -Infinity"})
    void countsPlacesAndLightOutOfRangeAsNotSaid(double place, double light) throws FlvException {
        AmfObject info = AmfObject.of(
                "hdrCll", AmfObject.of("maxFall", light, "maxCLL", light), "hdrMdcv", display(place, light));
        assertThat(read(info))
                .isEqualTo(new ColourMetadata(
                        null, new LightLevel(0, 0), new MasteringDisplay(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void readsPlacesAndLightUpToTheGreatest() throws FlvException {
        double most = Double.MAX_VALUE;
        AmfObject info =
                AmfObject.of("hdrCll", AmfObject.of("maxFall", most, "maxCLL", most), "hdrMdcv", display(1, most));
        assertThat(read(info))
                .isEqualTo(new ColourMetadata(
                        null, new LightLevel(most, most), new MasteringDisplay(1, 1, 1, 1, 1, 1, 1, 1, most, most)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void isNotMadeOfLightThatThereIsNot(double light) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LightLevel(light, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LightLevel(0, light))
                .withMessage("light levels 0.0 and " + light);
        assertThatIllegalArgumentException().isThrownBy(() -> new MasteringDisplay(0, 0, 0, 0, 0, 0, 0, 0, light, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MasteringDisplay(0, 0, 0, 0, 0, 0, 0, 0, 0, light));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.0001, 1.0001, Double.NaN})
    void isNotMadeOfPlacesOutsideTheDiagram(double place) {
        for (int i = 0; i < PLACES.length; i++) {
            int changed = i;
            assertThatNoException().isThrownBy(() -> made(changed, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> made(changed, place));
        }
    }

    @Test
    void saysWhatIsWrong() {
        ByteBuf nameless = Unpooled.buffer();
        new Amf0Writer(nameless).write(new AmfNumber(1)).write(AmfObject.EMPTY);
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> ColourMetadata.read(nameless));
        assertThat(refusal).isNotNull().hasMessage("metadata without a name");
        ByteBuf half = Unpooled.buffer();
        new Amf0Writer(half).write(new AmfString("colorInfo"));
        FlvException cut = catchThrowableOfType(FlvException.class, () -> ColourMetadata.read(half));
        assertThat(cut).isNotNull().hasMessage("SHORT: 1 bytes needed, 0 left");
    }
}
