package io.xiu.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of the handshake that peers look at, worked out without this library's code. */
class HandshakeBytesTest {
    private static final int PART = 1536;
    private static final int SIGNED = PART - 32;
    private static final byte[] KEY_END =
            HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");

    private final Random random = new Random(1);
    private final ByteBuf toServer = Unpooled.buffer();
    private final ByteBuf toClient = Unpooled.buffer();

    @ParameterizedTest
    @EnumSource(HandshakeOffer.class)
    void versionFieldsTellWhetherThereIsADigest(HandshakeOffer offer) throws RtmpException {
        boolean digest = offer != HandshakeOffer.SIMPLE;
        new ClientHandshake(random, offer).start(toServer);
        assertThat(toServer.readableBytes()).isEqualTo(1 + PART);
        assertThat(toServer.getByte(0)).isEqualTo((byte) 3);
        assertThat(toServer.getInt(1)).as("time").isZero();
        assertThat(toServer.getInt(5)).isEqualTo(digest ? 0x80000702 : 0);

        assertThat(new ServerHandshake(random).read(toServer, toClient)).isFalse();
        assertThat(toClient.getInt(1)).as("time").isZero();
        assertThat(toClient.getInt(5)).isEqualTo(digest ? 0x04050001 : 0);
    }

    @Test
    void answersAreSignedWithTheKeysOthersHave() throws RtmpException, GeneralSecurityException {
        ClientHandshake client = new ClientHandshake(random, HandshakeOffer.DIGEST_FIRST);
        client.start(toServer);
        byte[] c1 = ByteBufUtil.getBytes(toServer, 1, PART);
        new ServerHandshake(random).read(toServer, toClient);
        byte[] s1 = ByteBufUtil.getBytes(toClient, 1, PART);
        byte[] s2 = ByteBufUtil.getBytes(toClient, 1 + PART, PART);
        assertThat(client.read(toClient, toServer)).isTrue();
        byte[] c2 = ByteBufUtil.getBytes(toServer);

        assertThat(Arrays.copyOfRange(s2, SIGNED, PART)).isEqualTo(signature("Media Server", digest(c1), s2));
        assertThat(Arrays.copyOfRange(c2, SIGNED, PART)).isEqualTo(signature("Player", digest(s1), c2));
    }

    @Test
    void theClientLeavesWhatFollowsTheHandshake() throws RtmpException {
        ClientHandshake client = new ClientHandshake(random, false);
        client.start(toServer);
        toClient.writeByte(3).writeZero(2 * PART).writeInt(0xCAFE);
        assertThat(client.read(toClient, toServer)).isTrue();
        assertThat(toClient.readableBytes()).isEqualTo(4);
        assertThat(client.verified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "6, ': RTMPE, which is not supported'",
        "8, ': RTMPE, which is not supported'",
        "9, ': RTMPE, which is not supported'",
        "22, ': probably TLS on a plain port'",
        "71, ': probably HTTP'", // GET
        "80, ': probably HTTP'", // POST, PUT, PATCH
        "72, ': probably HTTP'", // HEAD
        "79, ': probably HTTP'", // OPTIONS
        "68, ': probably HTTP'", // DELETE
        "67, ': probably HTTP'" // CONNECT
    })
    void aVersionOfAnotherProtocolIsNamed(int version, String hint) {
        assertRefused(version, hint);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 5, 7, 10, 21, 23, 65, 255})
    void anyOtherVersionIsOnlyRefused(int version) {
        assertRefused(version, "");
    }

    private void assertRefused(int version, String hint) {
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> new ServerHandshake(random).read(toServer.writeByte(version), toClient))
                .withMessage("handshake version " + version + " instead of 3" + hint)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.HS_VERSION));
    }

    /** The digest of a part in the first layout. */
    private static byte[] digest(byte[] part) {
        int sum = 0;
        for (int i = 8; i < 12; i++) {
            sum += part[i] & 0xFF;
        }
        int position = 12 + sum % 728;
        return Arrays.copyOfRange(part, position, position + 32);
    }

    private static byte[] signature(String side, byte[] digest, byte[] answer) throws GeneralSecurityException {
        byte[] name = ("Genuine Adobe Flash " + side + " 001").getBytes(StandardCharsets.US_ASCII);
        byte[] key = Arrays.copyOf(name, name.length + KEY_END.length);
        System.arraycopy(KEY_END, 0, key, name.length, KEY_END.length);
        return hmac(hmac(key, digest), Arrays.copyOf(answer, SIGNED));
    }

    private static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes);
    }
}
