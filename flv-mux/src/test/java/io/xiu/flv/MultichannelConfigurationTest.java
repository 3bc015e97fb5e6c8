package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.MultichannelConfiguration.Order;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultichannelConfigurationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 02          | UNSPECIFIED 2 [] 0 []",
                "01 02 00000003 | NATIVE 2 [] 3 [FRONT_LEFT, FRONT_RIGHT]",
                "01 01 00800000 | NATIVE 1 [] 8388608 [BOTTOM_FRONT_RIGHT]",
                "01 01 80000000 | NATIVE 1 [] -2147483648 [UNKNOWN]",
                "02 03 01 00 FE | CUSTOM 3 [1, 0, 254] 0 [FRONT_RIGHT, FRONT_LEFT, UNUSED]",
                "02 02 17 FF    | CUSTOM 2 [23, 255] 0 [BOTTOM_FRONT_RIGHT, UNKNOWN]",
                "02 00          | CUSTOM 0 [] 0 []"
            })
    void readsAndWritesEveryOrder(String hex, String expected) throws FlvException {
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(hex));
        for (ByteBuf payload : Cuts.buffers(bytes, 1)) {
            MultichannelConfiguration c = MultichannelConfiguration.read(payload);
            assertThat(c.order() + " " + c.channels() + " " + c.speakers() + " " + c.mask() + " " + c.layout())
                    .isEqualTo(expected);
            ByteBuf out = Unpooled.buffer();
            c.write(out);
            assertThat(ByteBufUtil.getBytes(out)).isEqualTo(bytes);
            assertThat(payload.readerIndex()).isZero();
            payload.release();
        }
    }

    @Test
    void readsAnOrderThatIsNotKnownButDoesNotWriteIt() throws FlvException {
        MultichannelConfiguration unknown = MultichannelConfiguration.read(Hex.bytes("FF 03"));
        assertThat(unknown).isEqualTo(new MultichannelConfiguration(Order.UNKNOWN, 3, List.of(), 0));
        assertThat(unknown.layout()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> unknown.write(Unpooled.buffer()));
    }

    @Test
    void refusesOneCutOff() {
        for (String hex : List.of("", "00", "01 02 000000", "02 03 0100")) {
            ByteBuf payload = Hex.bytes(hex);
            FlvException refusal =
                    catchThrowableOfType(FlvException.class, () -> MultichannelConfiguration.read(payload));
            assertThat(refusal).as(hex).isNotNull();
            assertThat(refusal.reason()).isEqualTo(Reason.SHORT);
        }
    }

    @Test
    void isNotMadeOfWhatDoesNotFit() {
        List<Runnable> attempts = List.of(
                () -> new MultichannelConfiguration(Order.UNSPECIFIED, 256, List.of(), 0),
                () -> new MultichannelConfiguration(Order.UNSPECIFIED, -1, List.of(), 0),
                () -> new MultichannelConfiguration(Order.UNSPECIFIED, 1, List.of(0), 0),
                () -> new MultichannelConfiguration(Order.CUSTOM, 2, List.of(0), 0),
                () -> new MultichannelConfiguration(Order.CUSTOM, 1, List.of(256), 0),
                () -> new MultichannelConfiguration(Order.CUSTOM, 1, List.of(-1), 0),
                () -> new MultichannelConfiguration(Order.NATIVE, 1, List.of(0), 1),
                () -> new MultichannelConfiguration(Order.UNSPECIFIED, 1, List.of(), 1),
                () -> new MultichannelConfiguration(Order.UNKNOWN, 1, List.of(), 1),
                () -> new MultichannelConfiguration(Order.CUSTOM, 1, List.of(0), 1));
        for (Runnable attempt : attempts) {
            assertThatIllegalArgumentException().isThrownBy(attempt::run);
        }
    }

    @Test
    void isMadeOfTheGreatestNumbers() throws FlvException {
        MultichannelConfiguration greatest =
                new MultichannelConfiguration(Order.CUSTOM, 255, Collections.nCopies(255, 255), 0);
        ByteBuf out = Unpooled.buffer();
        greatest.write(out);
        assertThat(out.readableBytes()).isEqualTo(2 + 255);
        assertThat(MultichannelConfiguration.read(out)).isEqualTo(greatest);
        assertThat(greatest.layout()).hasSize(255).containsOnly(Speaker.UNKNOWN);
        assertThat(new MultichannelConfiguration(Order.NATIVE, 32, List.of(), -1).layout())
                .hasSize(32);
    }

    @Test
    void everySpeakerHasANumber() {
        for (Speaker speaker : Speaker.values()) {
            assertThat(Speaker.of(speaker.code())).isEqualTo(speaker);
        }
        assertThat(Speaker.of(24)).isEqualTo(Speaker.UNKNOWN);
        assertThat(Speaker.of(253)).isEqualTo(Speaker.UNKNOWN);
    }
}
