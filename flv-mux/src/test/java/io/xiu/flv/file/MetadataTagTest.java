package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfValue;
import io.xiu.flv.FlvException;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.testing.Hex;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTagTest {
    private static final String NAME = "02 000A 'onMetaData'";
    private static final String DURATION = "0008 'duration' 00 0000000000000000";
    private static final String FILE_SIZE = "0008 'filesize' 00 0000000000000000";
    private static final String END = "000009";
    private static final KeyframeIndex INDEX =
            new KeyframeIndex(List.of(new Keyframe(0, 100), new Keyframe(2_000, 300)));

    private static String updated(ByteBuf body, KeyframeIndex index) {
        MetadataTag tag = MetadataTag.of(body, AmfLimits.DATA);
        tag.update(2_500, 77, index);
        assertThat(tag.body().readerIndex()).isZero();
        return ByteBufUtil.hexDump(tag.body());
    }

    private static ByteBuf body(AmfValue value) {
        ByteBuf body = Unpooled.buffer();
        new ScriptData(Metadata.NAME, List.of(value)).write(body);
        return body;
    }

    private static Metadata read(MetadataTag tag) throws FlvException {
        return requireNonNull(Metadata.of(ScriptData.read(tag.body(), AmfLimits.DATA)));
    }

    private static AmfStrictArray zeros(int count) {
        return new AmfStrictArray(Collections.nCopies(count, new AmfNumber(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"03", "08 00000002", "08 FFFFFFFF"})
    void putsNumbersWhereThereAreSome(String opening) {
        String hex = NAME + opening + DURATION + "0001 'x' 05" + FILE_SIZE + END;
        String expected = hex.replace("'duration' 00 0000000000000000", "'duration' 00 4004000000000000")
                .replace("'filesize' 00 0000000000000000", "'filesize' 00 4053400000000000");
        assertThat(updated(Hex.bytes(hex), KeyframeIndex.EMPTY)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03" + DURATION, // without an end
                "03" + DURATION + "00",
                "03" + DURATION + "0000",
                "03" + DURATION + "0001",
                "03" + DURATION + "0001 'x'",
                "03" + DURATION + "0008 'filesiz'",
                "03 0000 05" + DURATION + END, // behind a property whose name is empty
                "08 00000000 0000 05" + DURATION
            })
    void putsNumbersWhereThereAreSomeWhateverComesBeforeAndBehind(String properties) {
        String hex = NAME + properties;
        String expected = hex.replace("'duration' 00 0000000000000000", "'duration' 00 4004000000000000");
        assertThat(updated(Hex.bytes(hex), KeyframeIndex.EMPTY)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FF",
                "05 03" + DURATION + END, // without a name
                NAME,
                NAME + "05",
                NAME + "03 0000",
                NAME + "0A 00000001 03" + DURATION + END, // in a list
                NAME + "02 0001 'x' 03" + DURATION + END, // behind another value
                NAME + "03" + END + DURATION, // behind the end
                NAME + "03 0008 'duration' 02 0008 '12345678'" + END, // a text
                NAME + "03 0008 'filesize' 02 0008 '12345678'" + END,
                NAME + "03 0009 'keyframes' 02 0001 'x'" + END,
                NAME + "03 0008 'Duration' 00 0000000000000000" + END,
                NAME + "03" + DURATION + "0008 'filesize' 00 0000", // cut off: nothing is relied on
                NAME + "03" + DURATION + "0001 'x' 04" + END // with a value that can't be read
            })
    void leavesAloneWhatHasNoPlaceForThem(String hex) {
        ByteBuf body = Hex.bytes(hex);
        String before = ByteBufUtil.hexDump(body);
        assertThat(updated(body, KeyframeIndex.EMPTY)).isEqualTo(before);
    }

    @Test
    void makesRoomForKeyFrames() throws FlvException {
        MetadataTag tag = MetadataTag.create(Metadata.EMPTY.with("width", 640), 3);
        assertThat(tag.room()).isEqualTo(3);
        assertThat(read(tag).keyframes()).isEqualTo(KeyframeIndex.EMPTY);
        int length = tag.body().readableBytes();
        tag.update(2_500, 77, INDEX);
        assertThat(tag.body().readableBytes()).isEqualTo(length);
        assertThat(read(tag).keyframes()).isEqualTo(INDEX);
        assertThat(read(tag).durationSeconds()).isEqualTo(2.5);
        assertThat(read(tag).fileBytes()).isEqualTo(77);
        assertThat(read(tag).width()).isEqualTo(640);
        tag.update(1, 2, KeyframeIndex.EMPTY);
        assertThat(read(tag).keyframes()).isEqualTo(KeyframeIndex.EMPTY);
        assertThat(MetadataTag.of(tag.body(), AmfLimits.DATA).room()).isEqualTo(3);
    }

    @Test
    void makesNoneWhereNoneIsWanted() throws FlvException {
        MetadataTag tag = MetadataTag.create(
                Metadata.EMPTY.with("duration", 9).with("filesize", 9).with("keyframes", INDEX.value()), 0);
        assertThat(tag.room()).isZero();
        assertThat(read(tag).properties()).hasToString("ecma{\"duration\": 0, \"filesize\": 0}");
        tag.update(2_500, 77, INDEX);
        assertThat(read(tag).properties()).hasToString("ecma{\"duration\": 2.5, \"filesize\": 77}");
    }

    @Test
    void knowsTheRoomOfOthersThatIsAsLongAsOurs() {
        AmfObject index = INDEX.value();
        assertThat(room(index)).isZero();
        assertThat(room(index.with("spacer", zeros(0)))).isEqualTo(2);
        assertThat(room(index.with("spacer", zeros(4)))).isEqualTo(4);
        assertThat(room(AmfObject.of("spacer", zeros(2), "times", zeros(1), "filepositions", zeros(1))))
                .isEqualTo(2);
        assertThat(room(index.with("spacer", zeros(1)))).isZero();
        assertThat(room(index.with("spacer", new AmfNumber(1)))).isZero();
        assertThat(room(index.with("spacer", zeros(2)).with("more", zeros(2)))).isZero();
        assertThat(room(new AmfEcmaArray(index.with("spacer", zeros(0)).properties())))
                .isZero();
        assertThat(room(AmfObject.EMPTY)).isZero();
    }

    private static int room(AmfValue keyframes) {
        return MetadataTag.of(body(AmfObject.of("keyframes", keyframes)), AmfLimits.DATA)
                .room();
    }

    @Test
    void keepsIndexesThatItHasNoRoomFor() throws FlvException {
        ByteBuf body = body(AmfObject.of("duration", 0, "keyframes", INDEX.value()));
        MetadataTag tag = MetadataTag.of(body, AmfLimits.DATA);
        tag.update(2_500, 77, KeyframeIndex.EMPTY);
        assertThat(read(tag).keyframes()).isEqualTo(INDEX);
        assertThat(read(tag).durationSeconds()).isEqualTo(2.5);
    }

    @ParameterizedTest
    @CsvSource({"16777148, true", "16777149, false"})
    void isMadeOfAsMuchAsATagHolds(int characters, boolean fits) {
        Metadata metadata = Metadata.EMPTY.with("x", "a".repeat(characters));
        if (fits) {
            assertThat(MetadataTag.create(metadata, 0).body().readableBytes()).isEqualTo(0xFFFFFF);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MetadataTag.create(metadata, 0))
                    .withMessage("a tag of type SCRIPT and 16777216 bytes");
        }
    }
}
