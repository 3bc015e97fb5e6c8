package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.testing.Hex;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Av1BoundsTest {
    /** 980 x 540. */
    private static final String HEADER = "00000024CFA70DBFFF3008";

    private static int width(ByteBuf obus) throws FlvException {
        return Objects.requireNonNull(Av1SequenceHeader.find(obus)).width();
    }

    @Test
    void readsSequenceHeadersOf4096BytesAtMost() throws FlvException {
        assertThat(width(Hex.bytes("0A FD1F" + HEADER).writeZero(4_093 - 11))).isEqualTo(980);
        ByteBuf longer = Hex.bytes("0A FE1F" + HEADER).writeZero(4_094 - 11);
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> width(longer));
        assertThat(refusal).isNotNull().hasMessage("AV1 sequence header: 4097 bytes");
    }

    @Test
    void readsSizesOfEightBytesAtMost() throws FlvException {
        assertThat(width(Hex.bytes("0A 8B80808080808000" + HEADER))).isEqualTo(980);
        ByteBuf longer = Hex.bytes("0A 8B8080808080808000" + HEADER);
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> width(longer));
        assertThat(refusal).isNotNull().hasMessage("AV1 sequence header: a size of more than 8 bytes");
    }

    @Test
    void addsUpTheBytesOfASize() throws FlvException {
        ByteBuf padding = Hex.bytes("7A 8102").writeZero(0x101);
        assertThat(width(padding.writeBytes(Hex.bytes("0A 0B" + HEADER)))).isEqualTo(980);
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> width(Hex.bytes("7A FFFFFFFFFFFFFF7F" + HEADER)));
        assertThat(refusal).isNotNull().hasMessageContaining("cut off");
    }

    @Test
    void isNotMadeOfAFrameWithoutASequenceHeader() {
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> Av1Configuration.ofFrame(Hex.bytes("1200 3200")));
        assertThat(refusal).isNotNull().hasMessage("AV1 configuration: a frame without a sequence header");
    }
}
