package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfSamples.Sample;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmfCodecTest {
    private static final long SEED = 1;

    @ParameterizedTest
    @MethodSource("io.xiu.amf.AmfSamples#amf0")
    void readsAmf0(Sample sample) throws AmfException {
        for (ByteBuf in : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(sample.hex())), SEED)) {
            assertThat(new Amf0Reader(AmfLimits.COMMAND).read(in)).isEqualTo(sample.value());
            assertThat(in.isReadable()).isFalse();
            in.release();
        }
    }

    @ParameterizedTest
    @MethodSource("io.xiu.amf.AmfSamples#amf3")
    void readsAmf3(Sample sample) throws AmfException {
        for (ByteBuf in : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(sample.hex())), SEED)) {
            assertThat(new Amf3Reader(AmfLimits.COMMAND).read(in)).isEqualTo(sample.value());
            assertThat(in.isReadable()).isFalse();
            in.release();
        }
    }

    @ParameterizedTest
    @MethodSource("io.xiu.amf.AmfSamples#amf3")
    void readsAmf3InsideAmf0(Sample sample) throws AmfException {
        ByteBuf in = Hex.bytes("0A 00000002 11 " + sample.hex() + " 05");
        assertThat(new Amf0Reader(AmfLimits.COMMAND).read(in))
                .isEqualTo(new AmfStrictArray(List.of(sample.value(), AmfNull.INSTANCE)));
    }

    @ParameterizedTest
    @MethodSource("io.xiu.amf.AmfSamples#amf0")
    void writesAmf0(Sample sample) {
        ByteBuf out = Unpooled.buffer();
        new Amf0Writer(out).write(sample.value());
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(sample.hex())));
    }

    @ParameterizedTest
    @MethodSource("io.xiu.amf.AmfSamples#amf3")
    void writesAmf3(Sample sample) {
        ByteBuf out = Unpooled.buffer();
        new Amf3Writer(out).write(sample.value());
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(sample.hex())));
    }

    @Test
    void refersToWhatItHasWrittenOnlyIfAsked() {
        AmfObject object = AmfObject.of("a", null);
        ByteBuf plain = Unpooled.buffer();
        new Amf0Writer(plain).write(object).write(object);
        assertThat(plain).isEqualTo(Hex.bytes("03 0001 'a' 05 000009 03 0001 'a' 05 000009"));

        ByteBuf referring = Unpooled.buffer();
        Amf0Writer.withReferences(referring)
                .write(new AmfStrictArray(List.of(object, object)))
                .write(AmfObject.of("a", null))
                .write(object);
        assertThat(referring)
                .isEqualTo(Hex.bytes("0A 00000002 03 0001 'a' 05 000009 07 0001 03 0001 'a' 05 000009 07 0001"));
    }

    @Test
    void readsOneValueAfterAnother() throws AmfException {
        ByteBuf in = Unpooled.buffer();
        new Amf0Writer(in)
                .write(new AmfString("_result"))
                .write(new AmfNumber(1))
                .write(AmfNull.INSTANCE);
        Amf0Reader reader = new Amf0Reader(AmfLimits.COMMAND);
        assertThat(List.of(reader.read(in), reader.read(in), reader.read(in)))
                .containsExactly(new AmfString("_result"), new AmfNumber(1), AmfNull.INSTANCE);
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void choosesTheStringMarkerByTheLengthInBytes() throws AmfException {
        ByteBuf longest = Unpooled.buffer();
        new Amf0Writer(longest).write(new AmfString("x".repeat(65_535)));
        assertThat(longest.getByte(0)).isEqualTo((byte) 0x02);
        ByteBuf longer = Unpooled.buffer();
        new Amf0Writer(longer).write(new AmfString(AmfSamples.LONG_TEXT));
        assertThat(longer.getByte(0)).isEqualTo((byte) 0x0C);
        assertThat(new Amf0Reader(AmfLimits.DATA).read(longer)).isEqualTo(new AmfString(AmfSamples.LONG_TEXT));
    }

    @Test
    void refusesToWriteANameThatTheFormatCannotHold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Amf0Writer(Unpooled.buffer()).write(AmfObject.of(AmfSamples.LONG_TEXT, null)));
    }

    @Test
    void readsAnAmf3ArrayWithNamesAndNumberedItemsAsOneWithNames() throws AmfException {
        assertThat(new Amf3Reader(AmfLimits.COMMAND).read(Hex.bytes("09 03 03 'k' 03 01 02")))
                .hasToString("ecma{\"k\": true, \"0\": false}");
    }

    @Test
    void readsAnObjectWithFixedAndFurtherProperties() throws AmfException {
        assertThat(new Amf3Reader(AmfLimits.COMMAND).read(Hex.bytes("0A 1B 03 'C' 03 'x' 01 03 'y' 03 01")))
                .hasToString("object(\"C\"){\"x\": null, \"y\": true}");
    }
}
