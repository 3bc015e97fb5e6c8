package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.message.ObjectEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnhancedCapabilitiesTest {
    private static final List<String> CODECS = List.of(
            "av01", "vp09", "vp08", "hvc1", "avc1", "vvc1", "ac-3", "ec-3", "Opus", ".mp3", "fLaC", "mp4a", "*");

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 30), LongStream.of(System.nanoTime()));
    }

    /** The examples of the specification's table. */
    @Test
    void readsWhatTheSpecificationShows() {
        EnhancedCapabilities read = EnhancedCapabilities.read(AmfObject.of(
                "fourCcList",
                new AmfStrictArray(List.of(new AmfString("av01"), new AmfString("Opus"))),
                "videoFourCcInfoMap",
                AmfObject.of("*", 4, "vp09", 3),
                "audioFourCcInfoMap",
                AmfObject.of("*", 4, "Opus", 3),
                "capsEx",
                3,
                "objectEncoding",
                3));

        assertThat(read.objectEncoding()).isEqualTo(ObjectEncoding.AMF3);
        assertThat(read.fourCcList()).containsExactly("av01", "Opus");
        assertThat(read.video("vp09")).isEqualTo(new FourCcInfo(7));
        assertThat(read.video("hvc1")).isEqualTo(new FourCcInfo(FourCcInfo.FORWARD));
        assertThat(read.audio("Opus").canDecode()).isTrue();
        assertThat(read.audio("Opus").canEncode()).isTrue();
        assertThat(read.audio("fLaC").canEncode()).isFalse();
        assertThat(read.audio("fLaC").canForward()).isTrue();
        assertThat(read.has(EnhancedCapability.RECONNECT)).isTrue();
        assertThat(read.has(EnhancedCapability.MULTITRACK)).isTrue();
        assertThat(read.has(EnhancedCapability.MOD_EX)).isFalse();
        assertThat(read.has(EnhancedCapability.TIMESTAMP_NANO_OFFSET)).isFalse();
    }

    @Test
    void aPeerOfTheFirstVersionHasAListOnly() {
        EnhancedCapabilities read = EnhancedCapabilities.read(
                AmfObject.of("fourCcList", new AmfStrictArray(List.of(new AmfString("hvc1"), AmfNull.INSTANCE))));
        assertThat(read.isEnhanced()).isTrue();
        assertThat(read.takes("hvc1")).isTrue();
        assertThat(read.takes("av01")).isFalse();
        assertThat(read.video("hvc1")).isEqualTo(FourCcInfo.NONE);
    }

    @Test
    void anyWordOfItMakesAPeerEnhanced() {
        AmfStrictArray list = new AmfStrictArray(List.of(new AmfString("hvc1")));
        for (AmfObject said : List.of(
                AmfObject.of("fourCcList", list),
                AmfObject.of("videoFourCcInfoMap", AmfObject.of("hvc1", 0)),
                AmfObject.of("audioFourCcInfoMap", AmfObject.of("Opus", 0)),
                AmfObject.of("capsEx", 8))) {
            assertThat(EnhancedCapabilities.read(said).isEnhanced())
                    .as("%s", said)
                    .isTrue();
        }
        assertThat(EnhancedCapabilities.read(AmfObject.of("objectEncoding", 3)).isEnhanced())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, RECONNECT", "2, MULTITRACK", "4, MOD_EX", "8, TIMESTAMP_NANO_OFFSET"})
    void everyFlagHasItsBit(int capsEx, EnhancedCapability capability) {
        EnhancedCapabilities read = EnhancedCapabilities.read(AmfObject.of("capsEx", capsEx));
        for (EnhancedCapability any : EnhancedCapability.values()) {
            assertThat(read.has(any)).as("%s", any).isEqualTo(any == capability);
        }
        assertThat(EnhancedCapabilities.NONE.with(capability)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, false", "4, true", "5, true", "6, true", "8, false"})
    void takesWhatItCanDecodeOrForward(int mask, boolean taken) {
        for (String map : List.of("videoFourCcInfoMap", "audioFourCcInfoMap")) {
            for (String codec : List.of("Opus", "*")) {
                EnhancedCapabilities read = EnhancedCapabilities.read(AmfObject.of(map, AmfObject.of(codec, mask)));
                assertThat(read.takes("Opus")).as("%s of %s", codec, map).isEqualTo(taken);
                assertThat(read.takes("hvc1")).as("%s of %s", codec, map).isEqualTo(taken && codec.equals("*"));
            }
        }
    }

    @Test
    void takesWhatItsListOrItsMapsSay() {
        assertThat(EnhancedCapabilities.SERVER.takes("any!")).isTrue();
        assertThat(EnhancedCapabilities.CLIENT.takes("any!")).isTrue();
        assertThat(EnhancedCapabilities.SERVER.withoutFourCcList().fourCcList()).isEmpty();
        assertThat(EnhancedCapabilities.NONE.takes("avc1")).isFalse();
        assertThat(new EnhancedCapabilities(
                                ObjectEncoding.AMF0,
                                List.of("*"),
                                Map.of(),
                                Map.of("Opus", new FourCcInfo(FourCcInfo.ENCODE)),
                                0)
                        .withoutFourCcList()
                        .takes("Opus"))
                .as("can only encode it")
                .isFalse();
    }

    @Test
    void takesWhatIsMissingOrOfAnotherTypeForNothing() {
        assertThat(EnhancedCapabilities.read(AmfObject.EMPTY)).isEqualTo(EnhancedCapabilities.NONE);
        assertThat(EnhancedCapabilities.NONE.isEnhanced()).isFalse();
        assertThat(EnhancedCapabilities.NONE.properties()).isEmpty();
        assertThat(EnhancedCapabilities.read(AmfObject.of(
                        "fourCcList",
                        "hvc1",
                        "videoFourCcInfoMap",
                        AmfObject.of("hvc1", "yes"),
                        "audioFourCcInfoMap",
                        7,
                        "capsEx",
                        "all",
                        "objectEncoding",
                        AmfNull.INSTANCE)))
                .isEqualTo(EnhancedCapabilities.NONE);
        assertThat(EnhancedCapabilities.read(AmfObject.of("capsEx", new AmfNumber(Double.NaN))))
                .isEqualTo(EnhancedCapabilities.NONE);
    }

    @Test
    void cannotBeChangedFromOutside() {
        List<String> list = new ArrayList<>(List.of("hvc1"));
        Map<String, FourCcInfo> map = new LinkedHashMap<>(Map.of("hvc1", new FourCcInfo(1)));
        EnhancedCapabilities capabilities = new EnhancedCapabilities(ObjectEncoding.AMF0, list, map, map, 0);
        list.clear();
        map.clear();
        assertThat(capabilities.fourCcList()).hasSize(1);
        assertThat(capabilities.videoFourCcInfoMap()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> capabilities.audioFourCcInfoMap().clear());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsRead(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            List<String> list = new ArrayList<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                list.add(CODECS.get(random.nextInt(CODECS.size())));
            }
            EnhancedCapabilities written = new EnhancedCapabilities(
                    random.nextBoolean() ? ObjectEncoding.AMF0 : ObjectEncoding.AMF3,
                    list,
                    infoMap(random),
                    infoMap(random),
                    random.nextInt(64));
            AmfObject object = new AmfObject(written.properties())
                    .with("objectEncoding", written.objectEncoding().code());
            assertThat(EnhancedCapabilities.read(object)).isEqualTo(written);
        }
    }

    private static Map<String, FourCcInfo> infoMap(Random random) {
        Map<String, FourCcInfo> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(CODECS.get(random.nextInt(CODECS.size())), new FourCcInfo(random.nextInt(16)));
        }
        return map;
    }
}
