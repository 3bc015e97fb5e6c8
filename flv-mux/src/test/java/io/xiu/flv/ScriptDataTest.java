package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.amf.AmfByteArray;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptDataTest {
    private static final String PREFIX = "02 000D '@setDataFrame'";
    private static final String AMF3_PREFIX = "06 1B '@setDataFrame'";
    private static final String METADATA = "02 000A 'onMetaData' 08 FFFFFFFF 0001 'a' 0101 000009";

    private static ByteBuf pooled(String hex) {
        ByteBuf bytes = Hex.bytes("EE" + hex);
        return PooledByteBufAllocator.DEFAULT.buffer().writeBytes(bytes).skipBytes(1);
    }

    @Test
    void readsNameAndValuesWithAndWithoutSetDataFrame() throws FlvException {
        for (String hex : List.of(METADATA, PREFIX + METADATA, METADATA + "000009")) {
            for (ByteBuf body : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(hex)), 1)) {
                ScriptData data = ScriptData.read(body, AmfLimits.DATA);
                assertThat(data.name()).isEqualTo("onMetaData");
                assertThat(data.values()).hasToString("[ecma{\"a\": true}]");
                assertThat(ScriptData.name(body)).isEqualTo("onMetaData");
                assertThat(ScriptData.isMetadata(body)).isTrue();
                assertThat(body.readerIndex()).isZero();
                body.release();
            }
        }
    }

    @Test
    void readsAllValues() throws FlvException {
        ScriptData data = ScriptData.read(Hex.bytes("02 0001 'n' 05 03 000009"), AmfLimits.DATA);
        assertThat(data.values()).hasSize(2).last().isEqualTo(AmfObject.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "02 000A 'onTextData' 05, onTextData",
        "02 0001 'n', n",
        "02 0002 'n', ''",
        "02 000D '@setDataFrame' 02 0001 'n', n",
        "02 0000, ''",
        "02 0009 'onMeta', ''",
        "02 00, ''",
        "'', ''",
        "05, ''",
        "05 0001 'n', ''",
        "02 000D '@setDataFrame', ''"
    })
    void givesOtherNamesAndNoneWhereThereIsNone(String hex, String name) {
        ByteBuf body = Hex.bytes(hex);
        assertThat(ScriptData.name(body)).isEqualTo(name);
        assertThat(ScriptData.isMetadata(body)).isFalse();
    }

    @Test
    void addsAndRemovesSetDataFrameInTheBytesAsTheyAre() {
        ByteBuf plain = pooled(METADATA);
        ByteBuf prefixed = ScriptData.withSetDataFrame(plain, PooledByteBufAllocator.DEFAULT);
        ByteBuf again = ScriptData.withSetDataFrame(prefixed, PooledByteBufAllocator.DEFAULT);
        ByteBuf removed = ScriptData.withoutSetDataFrame(prefixed);
        ByteBuf nothingToRemove = ScriptData.withoutSetDataFrame(plain);

        assertThat(ByteBufUtil.hexDump(prefixed)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(PREFIX + METADATA)));
        assertThat(again).isEqualTo(prefixed);
        assertThat(removed).isEqualTo(plain);
        assertThat(nothingToRemove).isEqualTo(plain);
        assertThat(plain.refCnt()).isEqualTo(2);
        assertThat(prefixed.refCnt()).isEqualTo(3);

        for (ByteBuf each : List.of(nothingToRemove, removed, again, plain, prefixed)) {
            each.release();
        }
        assertThat(plain.refCnt()).isZero();
        assertThat(prefixed.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "05", "02 0005 'a'", "02 0001 'a' 04", PREFIX, PREFIX + "05"})
    void refusesWhatIsNoScriptData(String hex) {
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> ScriptData.read(Hex.bytes(hex), AmfLimits.DATA));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.SCRIPT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 02 0001 'n' 05 00 3FF0000000000000",
                "02 0001 'n' 05 00 3FF0000000000000",
                "00 02 0001 'n' 11 01 11 04 01",
                "06 03 'n' 01 04 01"
            })
    void readsTheFormsOfAmf3Tags(String hex) throws FlvException {
        ScriptData data = ScriptData.read(TagType.SCRIPT_AMF3, Hex.bytes(hex), AmfLimits.DATA);
        assertThat(data).isEqualTo(new ScriptData("n", List.of(AmfNull.INSTANCE, new AmfNumber(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00 05", "06", "01", "06 03 'n' 0A", AMF3_PREFIX, AMF3_PREFIX + "01"})
    void refusesWhatIsNoScriptDataOfAmf3(String hex) {
        FlvException refusal = catchThrowableOfType(
                FlvException.class, () -> ScriptData.read(TagType.SCRIPT_AMF3, Hex.bytes(hex), AmfLimits.DATA));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.SCRIPT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PREFIX + PREFIX + "02 0001 'n' 05",
                "0C 0000000D '@setDataFrame' 02 0001 'n' 05",
                "00" + PREFIX + "02 0001 'n' 05",
                AMF3_PREFIX + "06 03 'n' 01",
                AMF3_PREFIX + "06 00 06 03 'n' 01"
            })
    void leavesOutSetDataFrameInWhateverFormItIs(String hex) throws FlvException {
        TagType type = hex.startsWith("0C") || hex.startsWith("02") ? TagType.SCRIPT : TagType.SCRIPT_AMF3;
        ScriptData data = ScriptData.read(type, Hex.bytes(hex), AmfLimits.DATA);
        assertThat(data).isEqualTo(new ScriptData("n", List.of(AmfNull.INSTANCE)));
    }

    @Test
    void takesOnlyThreeBytesAtTheEndForAMark() throws FlvException {
        assertThat(ScriptData.read(Hex.bytes("02 0001 'n' 000009"), AmfLimits.DATA)
                        .values())
                .isEmpty();
        for (String hex : List.of("02 0001 'n' 0009", "02 0001 'n' 000008", "02 0001 'n' 00000905")) {
            FlvException refusal =
                    catchThrowableOfType(FlvException.class, () -> ScriptData.read(Hex.bytes(hex), AmfLimits.DATA));
            assertThat(refusal).as(hex).isNotNull();
            assertThat(refusal.reason()).as(hex).isEqualTo(Reason.SCRIPT);
        }
    }

    @Test
    void saysWhyItRefuses() {
        FlvException nameless =
                catchThrowableOfType(FlvException.class, () -> ScriptData.read(Hex.bytes("05"), AmfLimits.DATA));
        assertThat(nameless).hasMessage("script data without a name");
        FlvException tooMuch = catchThrowableOfType(
                FlvException.class, () -> ScriptData.read(Hex.bytes("02 0001 'n' 05"), new AmfLimits(1, 1, 100)));
        assertThat(tooMuch).hasMessage("NODES: more than 1 values");
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRIPT", "SCRIPT_AMF3"})
    void writesWhatItReads(TagType type) throws FlvException {
        AmfObject object = AmfObject.of("a", 1, "b", "text", "c", null).with("d", AmfObject.of("e", true));
        List<ScriptData> all = List.of(
                new ScriptData("onMetaData", List.of(new AmfEcmaArray(object.properties()))),
                new ScriptData("", List.of()),
                new ScriptData("onCuePoint", List.of(object, new AmfByteArray(new byte[] {1, 2}), new AmfString("x"))));
        for (ScriptData data : all) {
            ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer();
            data.write(type, out);
            assertThat(ScriptData.read(type, out, AmfLimits.DATA)).isEqualTo(data);
            out.release();
        }
        assertThat(all.get(2).properties()).isEqualTo(object);
        assertThat(all.get(1).properties()).isNull();
    }

    @Test
    void isForScriptTagsOnly() {
        ScriptData data = new ScriptData("n", List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> data.write(TagType.AUDIO, Hex.bytes("")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScriptData.read(TagType.VIDEO, Hex.bytes("02 0001 'n'"), AmfLimits.DATA));
    }
}
