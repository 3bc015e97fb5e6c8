package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvTagTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String TAGS = HEADER
            + "08 000002 000000 00 000000 AF01 0000000D"
            + "09 000003 FFFFFF 7F 000000 170100 0000000E"
            + "12 000000 000001 80 000000 0000000B"
            + "09 000001 FFFFFF FF 000000 27 0000000C";

    /** What was read, as text; feeds the pieces one after another. */
    private static List<String> read(List<byte[]> pieces, int limit) throws FlvException {
        FlvTagReader reader = new FlvTagReader(limit);
        List<String> read = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        for (byte[] piece : pieces) {
            in.writeBytes(piece);
            for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                read.add(tag.type() + " " + tag.timestampMillis() + " " + ByteBufUtil.hexDump(tag.body()));
                tag.body().release();
            }
        }
        assertThat(in.isReadable()).as("bytes left").isFalse();
        assertThat(reader.header()).isEqualTo(new FlvHeader(true, true));
        in.release();
        assertThat(in.refCnt()).isZero();
        return read;
    }

    private static byte[] bytes(String hex) {
        return ByteBufUtil.getBytes(Hex.bytes(hex));
    }

    private static Reason refusal(String hex) {
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> new FlvTagReader(100).read(Hex.bytes(hex)));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.getStackTrace()).isEmpty();
        return refusal.reason();
    }

    @Test
    void readsTagsInAnyPieces() throws FlvException {
        List<String> expected =
                List.of("AUDIO 0 af01", "VIDEO 2147483647 170100", "SCRIPT -2147483647 ", "VIDEO -1 27");
        byte[] file = bytes(TAGS);
        assertThat(read(List.of(file), 100)).isEqualTo(expected);
        assertThat(read(Cuts.single(file), 100)).isEqualTo(expected);
        for (long seed = 1; seed <= 50; seed++) {
            assertThat(read(Cuts.random(file, seed, 20), 100))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void writesWhatItReads() {
        ByteBuf out = Unpooled.buffer();
        new FlvHeader(true, true).write(out);
        FlvTagWriter.write(TagType.AUDIO, 0, Hex.bytes("AF01"), out);
        FlvTagWriter.write(TagType.VIDEO, Integer.MAX_VALUE, Hex.bytes("170100"), out);
        FlvTagWriter.write(TagType.SCRIPT, Integer.MIN_VALUE + 1, Unpooled.EMPTY_BUFFER, out);
        FlvTagWriter.write(TagType.VIDEO, -1, Hex.bytes("27"), out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(TAGS)));
    }

    @Test
    void writesAsManyBytesAsAnnouncedAndLeavesTheBodyAsItWas() {
        ByteBuf body = Hex.bytes("00 0102030405");
        body.readByte();
        ByteBuf out = Unpooled.buffer();
        FlvTagWriter.write(TagType.VIDEO, 5, body, out);
        assertThat(out.readableBytes()).isEqualTo(FlvTagWriter.encodedBytes(5));
        assertThat(body.readerIndex()).isEqualTo(1);
    }

    @Test
    void refusesToWriteWhatATagCannotHold() {
        ByteBuf tooLong = Unpooled.wrappedBuffer(new byte[FlvTagWriter.MAX_BODY_BYTES + 1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlvTagWriter.write(TagType.VIDEO, 0, tooLong, Unpooled.buffer()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlvTagWriter.write(TagType.OTHER, 0, Unpooled.EMPTY_BUFFER, Unpooled.buffer()));
    }

    @Test
    void readsTheFlagsOfTheHeaderAndALongerHeader() throws FlvException {
        assertThat(FlvHeader.read(Hex.bytes("'FLV' 01 04 00000009 00000000"))).isEqualTo(new FlvHeader(true, false));
        assertThat(FlvHeader.read(Hex.bytes("'FLV' 01 01 0000000B FFFF 00000000")))
                .isEqualTo(new FlvHeader(false, true));
    }

    @Test
    void aHeaderCutOffTakesNothing() throws FlvException {
        ByteBuf whole = Hex.bytes(HEADER);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf in = whole.slice(0, length);
            assertThat(FlvHeader.read(in)).isNull();
            assertThat(in.readerIndex()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'GET / HTTP/1.1'",
                "'FLV' 02 05 00000009 00000000",
                "'FLV' 01 05 00000008 00000000",
                "'FLV' 01 05 FFFFFFFF 00000000"
            })
    void refusesWhatIsNoFlv(String hex) {
        assertThat(refusal(hex)).isEqualTo(Reason.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({
        "09 000065 000000 00 000000, TOO_LONG",
        "09 FFFFFF 000000 00 000000, TOO_LONG",
        "29 000001 000000 00 000000 00 0000000C, ENCRYPTED"
    })
    void refusesTagsBeforeTheirBodiesAreThere(String tag, Reason reason) {
        assertThat(refusal(HEADER + tag)).isEqualTo(reason);
    }

    @Test
    void givesTagsOfOtherTypesWithoutTheirType() throws FlvException {
        List<String> read = read(List.of(bytes(HEADER + "0B 000001 000000 00 000000 AA 0000000C")), 100);
        assertThat(read).containsExactly("OTHER 0 aa");
    }

    @Test
    void aStrictReaderReadsWhatIsRightInAnyPieces() throws FlvException {
        byte[] file = bytes(TAGS);
        for (List<byte[]> pieces : List.of(List.of(file), Cuts.single(file), Cuts.random(file, 1, 20))) {
            FlvTagReader reader = FlvTagReader.strict(100);
            int tags = 0;
            ByteBuf in = Unpooled.buffer();
            for (byte[] piece : pieces) {
                in.writeBytes(piece);
                for (FlvTag tag; (tag = reader.read(in)) != null; tags++) {
                    tag.body().release();
                }
            }
            assertThat(tags).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a back pointer, 08 000002 000000 00 000000 AF01 0000000C",
        "a stream id, 08 000002 000000 00 000001 AF01 0000000D",
        "a reserved bit, 88 000002 000000 00 000000 AF01 0000000D",
        "a type, 0B 000002 000000 00 000000 AF01 0000000D"
    })
    void onlyAStrictReaderRefusesWhatIsWrongIn(String name, String tag) throws FlvException {
        assertThat(read(List.of(bytes(HEADER + tag)), 100)).as(name).hasSize(1);
        FlvException refusal = catchThrowableOfType(
                FlvException.class, () -> FlvTagReader.strict(100).read(Hex.bytes(HEADER + tag)));
        assertThat(refusal).as(name).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.TAG);
    }

    @Test
    void readsHeadersOfTagsWithoutTheirBodies() {
        FlvTagHeader header = FlvTagHeader.read(Hex.bytes("EE E9 010203 FFFFFE FF 000004"), 1);
        assertThat(header).isEqualTo(new FlvTagHeader(9, 3, true, 0x010203, -2, 4));
        assertThat(header.type()).isEqualTo(TagType.VIDEO);
        assertThat(header.backPointer()).isEqualTo(11 + 0x010203);
        assertThat(header.encodedBytes()).isEqualTo(15 + 0x010203);
        assertThat(header.isPlausible(FlvTagWriter.MAX_BODY_BYTES)).isFalse();
        FlvTagHeader plain = new FlvTagHeader(18, 0, false, 50, 0, 0);
        assertThat(plain.isPlausible(50)).isTrue();
        assertThat(plain.isPlausible(49)).isFalse();
    }

    @Test
    void roundTripsOfRandomTagsAreExact() throws FlvException {
        for (long seed = 1; seed <= 100; seed++) {
            List<FlvTag> tags = Tags.random(new Random(seed), 30, 90);
            byte[] file = Tags.file(tags);
            ByteBuf in = Unpooled.buffer();
            FlvTagReader reader = FlvTagReader.strict(90);
            List<String> read = new ArrayList<>();
            for (byte[] piece : Cuts.random(file, seed, 200)) {
                in.writeBytes(piece);
                for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                    read.add(Tags.text(tag));
                }
            }
            assertThat(in.isReadable()).isFalse();
            assertThat(read)
                    .as("seed %d", seed)
                    .isEqualTo(tags.stream().map(Tags::text).toList());
        }
    }

    @Test
    void knowsEveryTypeByItsCode() {
        for (TagType type : TagType.values()) {
            assertThat(TagType.of(type.code())).isEqualTo(type);
        }
        assertThat(List.of(TagType.SCRIPT.isScript(), TagType.SCRIPT_AMF3.isScript(), TagType.VIDEO.isScript()))
                .containsExactly(true, true, false);
    }

    @Test
    void refusesALimitThatNoTagCanHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FlvTagReader(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new FlvTagReader(1 << 24));
    }
}
