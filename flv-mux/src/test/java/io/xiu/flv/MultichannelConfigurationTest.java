package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.MultichannelConfiguration.Order;
import io.xiu.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultichannelConfigurationTest {
    @Test
    void readsEveryOrder() throws FlvException {
        assertThat(MultichannelConfiguration.read(Hex.bytes("00 02")))
                .isEqualTo(new MultichannelConfiguration(Order.UNSPECIFIED, 2, List.of(), 0));
        assertThat(MultichannelConfiguration.read(Hex.bytes("01 02 00000003")))
                .isEqualTo(new MultichannelConfiguration(Order.NATIVE, 2, List.of(), 3));
        assertThat(MultichannelConfiguration.read(Hex.bytes("02 03 01 00 FE")))
                .isEqualTo(new MultichannelConfiguration(Order.CUSTOM, 3, List.of(1, 0, 254), 0));
        assertThat(MultichannelConfiguration.read(Hex.bytes("FF 03")))
                .isEqualTo(new MultichannelConfiguration(Order.UNKNOWN, 3, List.of(), 0));
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
}
