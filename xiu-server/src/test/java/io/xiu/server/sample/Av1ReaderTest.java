package io.xiu.server.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Av1ReaderTest {
    private final Av1Reader reader = new Av1Reader(1);

    private String stored(String hex) throws FlvException {
        ByteBuf payload = Hex.bytes(hex);
        ByteBuf data = reader.data(payload);
        String found = data == null ? "" : ByteBufUtil.hexDump(data);
        if (data != null) {
            data.release();
        }
        assertThat(payload.readerIndex()).isZero();
        assertThat(payload.refCnt()).isEqualTo(1);
        payload.release();
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "3203010203, 3203010203",
        "12003203010203, 3203010203",
        "120012003203010203, 3203010203",
        "0a010032021122, 0a010032021122",
        "30010203, 3203010203",
        "12000a010030010203, 0a01003203010203",
        "0a01001200300102, 0a010032020102",
        "3440010203, 364003010203",
        "1200340001, 36000101",
        "3283000102 03, 3283000102 03",
        "1200, ''",
    })
    void storesEachObuWithItsSizeAndNoTemporalDelimiter(String payload, String expected) throws FlvException {
        assertThat(stored(payload)).isEqualTo(expected.replace(" ", ""));
    }

    @Test
    void writesLongSizesInSevenBitPieces() throws FlvException {
        String long200 = "ab".repeat(200);
        assertThat(stored("30" + long200)).isEqualTo("32c801" + long200);
        String long20000 = "cd".repeat(20_000);
        assertThat(stored("1200 30" + long20000)).isEqualTo("32a09c01" + long20000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3204010203", "32", "36", "34", "3280", "32ffffffff7f00", "32ffffffffffffffff7f", "3200 3680"})
    void refusesAnObuThatRunsPastItsTag(String payload) {
        assertThatThrownBy(() -> stored(payload)).isInstanceOf(FlvException.class);
    }
}
