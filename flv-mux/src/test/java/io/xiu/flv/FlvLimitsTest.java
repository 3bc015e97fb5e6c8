package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvLimitsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1 << 24})
    void refusesLengthsThatNoBodyHas(int bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> FlvLimits.DEFAULT.withBodyBytes(bytes));
        assertThatIllegalArgumentException().isThrownBy(() -> FlvTagReader.strict(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001})
    void refusesIndexesOfNoneAndOfTooMany(int keyframes) {
        assertThatIllegalArgumentException().isThrownBy(() -> FlvLimits.DEFAULT.withKeyframes(keyframes));
    }

    @Test
    void takesWhatIsInRange() {
        AmfLimits script = new AmfLimits(3, 4, 5);
        FlvLimits limits = FlvLimits.DEFAULT
                .withBodyBytes(FlvTagWriter.MAX_BODY_BYTES)
                .withKeyframes(1_000_000)
                .withScript(script);
        assertThat(limits).isEqualTo(new FlvLimits((1 << 24) - 1, script, 1_000_000));
        assertThat(limits.withBodyBytes(1).withKeyframes(1)).isEqualTo(new FlvLimits(1, script, 1));
    }

    @Test
    void writersRefuseBodiesThatNoTagHolds() {
        assertThatIllegalArgumentException().isThrownBy(() -> FlvTagWriter.check(TagType.AUDIO, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> FlvTagWriter.check(TagType.AUDIO, 1 << 24));
        assertThatIllegalArgumentException().isThrownBy(() -> FlvTagWriter.check(TagType.OTHER, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlvTagWriter.writeHeader(TagType.OTHER, 0, 0, Unpooled.buffer()));
        assertThatNoException().isThrownBy(() -> FlvTagWriter.check(TagType.AUDIO, 0));
        assertThatNoException().isThrownBy(() -> FlvTagWriter.check(TagType.VIDEO, FlvTagWriter.MAX_BODY_BYTES));
    }
}
