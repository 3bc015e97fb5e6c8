package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusTest {
    @ParameterizedTest(name = "{0}: {1} samples")
    @CsvSource({
        "00, 480",
        "08, 960",
        "10, 1920",
        "18, 2880",
        "58, 2880",
        "60, 480",
        "68, 960",
        "70, 480",
        "78, 960",
        "80, 120",
        "88, 240",
        "90, 480",
        "98, 960",
        "f8, 960",
        "f9, 1920",
        "fa, 1920",
        "fb01, 960",
        "fb06, 5760",
        "fbc6, 5760",
        "fb07, 0",
        "fb00, 0",
        "fb, 0",
        "'', 0",
    })
    void saysHowLongAPacketLasts(String hex, int samples) {
        byte[] packet = HexFormat.of().parseHex(hex);

        assertThat(OpusPacket.samples(Unpooled.wrappedBuffer(packet), 0)).isEqualTo(samples);
    }

    @ParameterizedTest
    @CsvSource({"0, 7fe000", "1, 7fe001", "254, 7fe0fe", "255, 7fe0ff00", "256, 7fe0ff01", "510, 7fe0ffff00"})
    void writesControlHeaders(int bytes, String hex) {
        byte[] out = new byte[OpusPacket.headerBytes(bytes)];

        OpusPacket.writeHeader(bytes, out, 0);

        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "1, 000100000000bb80000000",
        "2, 000200000000bb80000000",
        "3, 000300000000bb800000010201000201",
        "4, 000400000000bb8000000102020001 0203",
        "6, 000600000000bb80000001 0402 000401020305",
        "8, 000800000000bb80000001 0503 0006010203040507",
        "130, 000200000000bb800000ff 0200 0001",
        "136, 000800000000bb800000ff 0800 0001020304050607",
    })
    void saysTheChannelsInOneByte(int code, String record) {
        byte[] bytes = HexFormat.of().parseHex(record.replace(" ", ""));

        assertThat(OpusChannels.code(bytes)).isEqualTo(code);
        assertThat(OpusChannels.channels(code)).isEqualTo(bytes[1]);
        assertThat(OpusChannels.record(code)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000200000000bb800000",
                "000000000000bb80000000",
                "000300000000bb80000000",
                "000300000000bb8000000102010002",
                "000300000000bb800000010201000102",
                "000000000000bb80000001",
                "000900000000bb80000001090000010203040506 0708",
            })
    void refusesChannelsThatOneByteCanNotSay(String record) {
        assertThat(OpusChannels.code(HexFormat.of().parseHex(record.replace(" ", ""))))
                .isZero();
    }

    @Test
    void knowsNoOtherChannelConfigurations() {
        for (int code : new int[] {0, 9, 0x80, 0x81, 0x89, 0xFF}) {
            assertThat(OpusChannels.channels(code)).as("%02x", code).isZero();
        }
    }
}
