package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Cuts;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvcConfigurationTest {
    private static final String RECORD = "01 64 00 1F FF E2 0004 67640020 0002 6741 01 0003 68EBE3";

    private static Reason refusal(ByteBuf record) {
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> AvcConfiguration.read(record));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.reason();
    }

    @Test
    void readsARecord() throws FlvException {
        for (ByteBuf record : Cuts.buffers(ByteBufUtil.getBytes(Hex.bytes(RECORD + "FDF8F800")), 1)) {
            AvcConfiguration configuration = AvcConfiguration.read(record);
            assertThat(configuration.profile()).isEqualTo(100);
            assertThat(configuration.compatibility()).isZero();
            assertThat(configuration.level()).isEqualTo(31);
            assertThat(configuration.nalLengthBytes()).isEqualTo(4);
            assertThat(configuration.sequenceParameterSets())
                    .extracting(ByteBufUtil::hexDump)
                    .containsExactly("67640020", "6741");
            assertThat(configuration.pictureParameterSets())
                    .extracting(ByteBufUtil::hexDump)
                    .containsExactly("68ebe3");
            assertThat(record.readerIndex()).isZero();
            record.release();
        }
    }

    @Test
    void refusesARecordCutOffAnywhere() {
        ByteBuf record = Hex.bytes(RECORD);
        for (int length = 0; length < record.readableBytes(); length++) {
            assertThat(refusal(record.slice(0, length))).as("%d bytes", length).isEqualTo(Reason.CONFIGURATION);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 64 00 1F FF E1 0001 67 01 0001 68", // version 0
                "02 64 00 1F FF E1 0001 67 01 0001 68", // version 2
                "01 64 00 1F FE E1 0001 67 01 0001 68", // lengths of 3 bytes
                "01 64 00 1F FF E0 01 0001 68", // no sequence parameter set
                "01 64 00 1F FF E1 0001 67 00", // no picture parameter set
                "01 64 00 1F FF E1 0000 01 0001 68", // an empty one
                "01 64 00 1F FF E1 FFFF 67 01 0001 68", // longer than the record
                "01 64 00 1F FF FF 0001 67 01 0001 68" // 31 announced
            })
    void refusesWhatCannotBe(String hex) {
        assertThat(refusal(Hex.bytes(hex))).isEqualTo(Reason.CONFIGURATION);
    }
}
