package io.xiu.flv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvHeaderTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";

    private static FlvException refusal(FlvTagReader reader, ByteBuf in) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> reader.read(in));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 1024})
    void readsHeadersOfUpTo1024Bytes(int length) throws FlvException {
        ByteBuf in = Hex.bytes("EE 'FLV' 01 FB").writeInt(length).skipBytes(1);
        in.writeZero(length - 9 + 3);
        assertThat(FlvHeader.read(in)).isNull();
        assertThat(in.readerIndex()).isEqualTo(1);
        in.writeByte(0).writeByte(8);
        assertThat(FlvHeader.read(in)).isEqualTo(new FlvHeader(false, true));
        assertThat(in.readableBytes()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "'464C56 01 05 00000008', an FLV header of 8 bytes",
        "'464C56 01 05 00000401', an FLV header of 1025 bytes",
        "'464C56 01 05 80000009', an FLV header of 2147483657 bytes",
        "'464C56 00 05 00000009', not FLV version 1",
        "'464C56 02 05 00000009', not FLV version 1",
        "'464C57 01 05 00000009', not FLV version 1",
        "'474C56 01 05 00000009', not FLV version 1"
    })
    void refusesOthersOnceTheirNineBytesAreThere(String hex, String message) throws FlvException {
        ByteBuf in = Hex.bytes(hex);
        assertThat(FlvHeader.read(in.slice(0, 8))).isNull();
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> FlvHeader.read(in));
        assertThat(refusal).isNotNull().hasMessage(message);
        assertThat(refusal.reason()).isEqualTo(Reason.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource({"false, false, 00", "true, false, 04", "false, true, 01", "true, true, 05"})
    void writesItsFlags(boolean audio, boolean video, String flags) {
        ByteBuf out = Unpooled.buffer();
        new FlvHeader(audio, video).write(out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("464c5601" + flags + "00000009" + "00000000");
        assertThat(out.readableBytes()).isEqualTo(FlvHeader.BYTES);
    }

    @Test
    void readsTagsAsLongAsTheLimit() throws FlvException {
        String longest = "09 000064 000000 00 000000" + "00".repeat(100) + "0000006F";
        for (FlvTagReader reader : new FlvTagReader[] {new FlvTagReader(100), FlvTagReader.strict(100)}) {
            ByteBuf in = Hex.bytes(HEADER + longest);
            FlvTag tag = requireNonNull(reader.read(in));
            assertThat(tag.body().readableBytes()).isEqualTo(100);
            assertThat(in.refCnt()).isEqualTo(2);
            tag.body().release();
            FlvException refusal = refusal(reader, in.writeBytes(Hex.bytes("09 000065 000000 00 000000")));
            assertThat(refusal).hasMessage("a tag of 101 bytes, the limit is 100");
            assertThat(refusal.reason()).isEqualTo(Reason.TOO_LONG);
            assertThat(in.readableBytes()).isEqualTo(FlvTagHeader.BYTES);
        }
    }

    @Test
    void takesEveryLimitThatATagCanHave() throws FlvException {
        for (int limit : new int[] {1, FlvTagWriter.MAX_BODY_BYTES}) {
            assertThat(new FlvTagReader(limit).read(Hex.bytes(HEADER))).isNull();
            assertThat(FlvTagReader.strict(limit).header()).isNull();
            assertThat(new SalvageReader(limit).header()).isNull();
        }
    }

    @Test
    void saysWhatIsWrongWithATag() {
        assertThat(refusal(FlvTagReader.strict(100), Hex.bytes(HEADER + "08 000002 000000 00 000000 AF01 FFFFFFFF")))
                .hasMessage("a back pointer of 4294967295 behind a tag of 13 bytes");
        assertThat(refusal(FlvTagReader.strict(100), Hex.bytes(HEADER + "0B 000002 000000 00 000000")))
                .hasMessageContaining("typeCode=11");
        assertThat(refusal(new FlvTagReader(100), Hex.bytes(HEADER + "28 000002 000000 00 000000")))
                .hasMessage("an encrypted tag");
    }
}
