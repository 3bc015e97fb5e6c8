package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.testing.Hex;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitReaderTest {
    private static BitReader bytes(String hex) {
        return new BitReader(Hex.bytes("EE" + hex).skipBytes(1), "test");
    }

    private static BitReader bits(String digits) {
        return new BitReader(Unpooled.wrappedBuffer(new Bits().flags(digits).toBytes()), "test");
    }

    private static void assertRefused(String message, ThrowingCallable reading) {
        FlvException refusal = catchThrowableOfType(FlvException.class, reading);
        assertThat(refusal).as(message).isNotNull().hasMessage("test: " + message);
        assertThat(refusal.reason()).isEqualTo(Reason.CONFIGURATION);
    }

    @Test
    void readsBitsTheHighestFirst() throws FlvException {
        BitReader in = bytes("A5 FF 00 80 00 00 01");
        assertThat(in.remainingBits()).isEqualTo(56);
        assertThat(in.bits(0)).isZero();
        assertThat(in.bits(4)).isEqualTo(0xA);
        assertThat(in.flag()).isFalse();
        assertThat(in.flag()).isTrue();
        assertThat(in.bits(2)).isEqualTo(1);
        assertThat(in.bits(12)).isEqualTo(0xFF0);
        in.skip(4);
        assertThat(in.remainingBits()).isEqualTo(32);
        assertThat(in.bits(32)).isEqualTo(0x80000001);
        assertThat(in.remainingBits()).isZero();
        in.skip(0);
        assertRefused("cut off after 7 bytes", in::flag);
        assertRefused("cut off after 7 bytes", () -> in.skip(1));
    }

    @Test
    void readsNumbersOfMoreThan32Bits() throws FlvException {
        assertThat(bytes("FFFFFFFF FFFFFFFF").longBits(63)).isEqualTo(Long.MAX_VALUE);
        assertThat(bytes("80000000 80").longBits(33)).isEqualTo(0x1_0000_0001L);
        assertThat(bytes("00008000 00000001 00").longBits(48)).isEqualTo(0x8000_0000L);
        assertRefused("cut off after 5 bytes", () -> bytes("80000000 80").longBits(41));
    }

    @Test
    void readsBytesAtAnyBit() throws FlvException {
        BitReader in = bytes("12 34 56 78");
        assertThat(in.bytes(0)).isEqualTo(Octets.EMPTY);
        assertThat(in.bytes(1)).hasToString("12");
        assertThat(in.bits(4)).isEqualTo(3);
        assertThat(in.bytes(2)).hasToString("4567");
        assertThat(in.remainingBits()).isEqualTo(4);
        assertRefused("cut off after 4 bytes", () -> in.bytes(1));
        assertRefused("cut off after 4 bytes", () -> in.bytes(Integer.MAX_VALUE));
        in.align();
        assertThat(in.remainingBits()).isZero();
        in.align();
        assertThat(in.remainingBits()).isZero();
    }

    @Test
    void readsAsManyBytesAsThereAre() throws FlvException {
        BitReader in = bytes("0A 0B");
        assertThat(in.bytes(2)).hasToString("0a0b");
        assertThat(in.remainingBits()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1",
        "010, 1, 1, 3",
        "011, 2, -1, 3",
        "00100, 3, 2, 5",
        "00101, 4, -2, 5",
        "00111, 6, -3, 5",
        "0001000, 7, 4, 7"
    })
    void readsExpGolombCodes(String code, long unsigned, long signed, int length) throws FlvException {
        assertThat(bits(code).unsignedGolomb()).isEqualTo(unsigned);
        assertThat(bits(code).signedGolomb()).isEqualTo(signed);
        BitReader in = bits(code);
        long before = in.remainingBits();
        in.skipGolomb(1);
        assertThat(before - in.remainingBits()).isEqualTo(length);
    }

    @Test
    void readsTheGreatestCodes() throws FlvException {
        String zeros = "0".repeat(31);
        assertThat(bits(zeros + "1" + zeros).unsignedGolomb()).isEqualTo(2_147_483_647L);
        assertThat(bits(zeros + "1" + zeros).signedGolomb()).isEqualTo(1_073_741_824L);
        assertThat(bits(zeros + "1" + "1".repeat(31)).unsignedGolomb()).isEqualTo(4_294_967_294L);
        assertThat(bits(zeros + "1" + "1".repeat(31)).signedGolomb()).isEqualTo(-2_147_483_647L);
    }

    @Test
    void refusesCodesOfMoreThan32Bits() {
        assertRefused(
                "a number of more than 32 bits",
                () -> bits("0".repeat(32) + "1" + "0".repeat(32)).unsignedGolomb());
        assertRefused("cut off after 4 bytes", () -> bits("0".repeat(31) + "1").unsignedGolomb());
        assertRefused("cut off after 1 bytes", () -> bits("0").unsignedGolomb());
    }

    @Test
    void refusesACodeThatIsGreaterThanItMayBe() throws FlvException {
        assertThat(bits("00100").unsignedGolomb(3)).isEqualTo(3);
        assertRefused("4 where at most 3 is allowed", () -> bits("00101").unsignedGolomb(3));
        String greatest = "0".repeat(31) + "1".repeat(32);
        assertRefused(
                "4294967294 where at most 2147483647 is allowed",
                () -> bits(greatest).unsignedGolomb(Integer.MAX_VALUE));
    }

    @Test
    void skipsCodes() throws FlvException {
        BitReader in = bits("1 010 011 1");
        in.skipGolomb(3);
        assertThat(in.remainingBits()).isEqualTo(1);
        in.skipGolomb(0);
        assertThat(in.flag()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"11, true, 2", "10, false, 2", "01, false, 1"})
    void readsAFlagBehindAFlagThatIsSet(String digits, boolean expected, int taken) throws FlvException {
        BitReader in = bits(digits);
        assertThat(in.flagAfterFlag()).isEqualTo(expected);
        assertThat(in.remainingBits()).isEqualTo(8 - taken);
    }

    @ParameterizedTest
    @CsvSource({"10, true, 1", "01, true, 2", "00, false, 2"})
    void readsAFlagInThePlaceOfOneThatIsNotSet(String digits, boolean expected, int taken) throws FlvException {
        BitReader in = bits(digits);
        assertThat(in.flagOrFlag()).isEqualTo(expected);
        assertThat(in.remainingBits()).isEqualTo(8 - taken);
    }

    @Test
    void readsRecordsOf64KiBAtMost() throws FlvException {
        ByteBuf record = Unpooled.buffer().writeZero(65_536);
        assertThat(BitReader.ofRecord(record, "test").remainingBits()).isEqualTo(8 * 65_536);
        record.writeByte(0);
        assertRefused("65537 bytes, at most 65536", () -> BitReader.ofRecord(record, "test"));
        assertThat(BitReader.ofRecord(record.skipBytes(1), "test").remainingBits())
                .isEqualTo(8 * 65_536);
    }
}
