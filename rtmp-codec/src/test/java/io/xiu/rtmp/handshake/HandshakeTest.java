package io.xiu.rtmp.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {
    private static final int PART = 1536;

    private final Random random = new Random(1);
    private final ByteBuf toServer = Unpooled.buffer();
    private final ByteBuf toClient = Unpooled.buffer();

    @ParameterizedTest
    @CsvSource({
        "SIMPLE, 1",
        "SIMPLE, 100",
        "SIMPLE, 4000",
        "DIGEST_FIRST, 1",
        "DIGEST_FIRST, 100",
        "DIGEST_FIRST, 4000",
        "DIGEST_LAST, 1",
        "DIGEST_LAST, 100",
        "DIGEST_LAST, 4000"
    })
    void bothSidesAgreeHoweverTheBytesAreCut(HandshakeOffer offer, int longestCut) throws RtmpException {
        ClientHandshake client = new ClientHandshake(random, offer);
        ServerHandshake server = new ServerHandshake(random);
        client.start(toServer);
        boolean clientDone = false;
        boolean serverDone = false;
        while (!clientDone || !serverDone) {
            if (!serverDone) {
                serverDone = server.read(cut(toServer, longestCut), toClient);
            }
            if (!clientDone) {
                clientDone = client.read(cut(toClient, longestCut), toServer);
            }
        }
        assertThat(client.verified()).isEqualTo(offer != HandshakeOffer.SIMPLE);
        assertThat(server.digest()).isEqualTo(offer != HandshakeOffer.SIMPLE);
        assertThat(toServer.isReadable()).isFalse();
        assertThat(toClient.isReadable()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DigestSchema.class)
    void theServerAnswersADigestInItsOwnSchema(DigestSchema schema) throws RtmpException {
        for (int round = 0; round < 50; round++) {
            byte[] c1 = part(schema, DigestKey.CLIENT);
            ServerHandshake server = new ServerHandshake(random);
            ByteBuf out = Unpooled.buffer();
            assertThat(server.read(Unpooled.buffer().writeByte(3).writeBytes(c1), out))
                    .isFalse();
            assertThat(server.digest()).isTrue();
            assertThat(out.readableBytes()).isEqualTo(1 + 2 * PART);
            assertThat(out.readByte()).isEqualTo((byte) 3);
            byte[] s1 = ByteBufUtil.getBytes(out.readSlice(PART));
            byte[] s2 = ByteBufUtil.getBytes(out);
            assertThat(s1[4])
                    .as("major version, which ffmpeg wants to be 3 or more")
                    .isGreaterThanOrEqualTo((byte) 3);
            assertThat(DigestSchema.of(s1, DigestKey.SERVER.partKey())).isEqualTo(schema);
            byte[] key = DigestKey.SERVER.answerKey(schema.digest(c1));
            assertThat(DigestSchema.hmac(key, s2, PART - 32)).isEqualTo(Arrays.copyOfRange(s2, PART - 32, PART));
        }
    }

    @ParameterizedTest
    @EnumSource(DigestSchema.class)
    void theClientAnswersADigestOfEitherSchema(DigestSchema schema) throws RtmpException {
        ClientHandshake client = new ClientHandshake(random, true);
        client.start(toServer);
        byte[] s1 = part(schema, DigestKey.SERVER);
        client.read(Unpooled.buffer().writeByte(3).writeBytes(s1), toServer);
        byte[] c2 = ByteBufUtil.getBytes(toServer.skipBytes(1 + PART));
        byte[] key = DigestKey.CLIENT.answerKey(schema.digest(s1));
        assertThat(DigestSchema.hmac(key, c2, PART - 32)).isEqualTo(Arrays.copyOfRange(c2, PART - 32, PART));
    }

    /** The digests of parts of zeros with a given sum, computed without this library's code. */
    @ParameterizedTest
    @CsvSource({
        "Genuine Adobe Flash Player 001, 8, 0, 12", "Genuine Adobe Flash Player 001, 8, 182, 12",
        "Genuine Adobe Flash Player 001, 772, 181, 1500", "Genuine Adobe Flash Player 001, 772, 255, 1068",
        "Genuine Adobe Flash Media Server 001, 8, 255, 304", "Genuine Adobe Flash Media Server 001, 772, 1, 780"
    })
    void aDigestIsFoundWhereOthersPutIt(String key, int block, int fill, int position) throws Exception {
        byte[] part = new byte[PART];
        Arrays.fill(part, block, block + 4, (byte) fill);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        mac.update(part, 0, position);
        mac.update(part, position + 32, PART - position - 32);
        System.arraycopy(mac.doFinal(), 0, part, position, 32);
        DigestKey side = key.contains("Server") ? DigestKey.SERVER : DigestKey.CLIENT;
        DigestSchema expected = block == 8 ? DigestSchema.DIGEST_FIRST : DigestSchema.DIGEST_LAST;
        assertThat(DigestSchema.of(part, side.partKey())).isEqualTo(expected);
    }

    @Test
    void theClientFallsBackToTheSimpleHandshake() throws RtmpException {
        ClientHandshake client = new ClientHandshake(random, true);
        client.start(toServer);
        byte[] c1 = ByteBufUtil.getBytes(toServer.skipBytes(1));
        assertThat(DigestSchema.of(c1, DigestKey.CLIENT.partKey())).isNotNull();
        byte[] s1 = part(null, DigestKey.SERVER);
        ByteBuf in = Unpooled.buffer().writeByte(3).writeBytes(s1).writeBytes(c1);
        toServer.clear();
        assertThat(client.read(in, toServer)).isTrue();
        assertThat(ByteBufUtil.getBytes(toServer)).isEqualTo(s1);
        assertThat(client.verified()).isFalse();
    }

    @Test
    void theClientTakesAWrongS2ForUnverified() throws RtmpException {
        ClientHandshake client = new ClientHandshake(random, true);
        client.start(toServer);
        byte[] s1 = part(DigestSchema.DIGEST_FIRST, DigestKey.SERVER);
        assertThat(client.read(Unpooled.buffer().writeByte(3).writeBytes(s1).writeZero(PART), Unpooled.buffer()))
                .isTrue();
        assertThat(client.verified()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x80000702, 0x09007C02, -1, 0x12345678})
    void theServerEchoesAClientWithoutAValidDigest(int version) throws RtmpException {
        for (int block : new int[] {8, 772}) {
            for (int fill : new int[] {0, 0xFF, 182}) { // sums of 0, of 1020 >= 728, and of 728 exactly
                byte[] c1 = part(null, DigestKey.CLIENT);
                Arrays.fill(c1, block, block + 4, (byte) fill);
                for (int i = 0; i < 4; i++) {
                    c1[4 + i] = (byte) (version >>> (24 - 8 * i));
                }
                ServerHandshake server = new ServerHandshake(random);
                ByteBuf out = Unpooled.buffer();
                server.read(Unpooled.buffer().writeByte(3).writeBytes(c1), out);
                assertThat(server.digest()).isFalse();
                assertThat(out.getLong(1)).as("time and zero").isZero();
                assertThat(ByteBufUtil.getBytes(out, 1 + PART, PART)).isEqualTo(c1);
            }
        }
    }

    @Test
    void theServerTakesADigestWithOneWrongBitForNone() throws RtmpException {
        byte[] c1 = part(DigestSchema.DIGEST_LAST, DigestKey.CLIENT);
        c1[PART - 1] ^= 1;
        ServerHandshake server = new ServerHandshake(random);
        server.read(Unpooled.buffer().writeByte(3).writeBytes(c1), toClient);
        assertThat(server.digest()).isFalse();
    }

    @Test
    void theServerTakesAllPartsAndWhateverC2InOnePieceAndLeavesTheChunks() throws RtmpException {
        ByteBuf in = Unpooled.buffer()
                .writeByte(3)
                .writeBytes(part(null, DigestKey.CLIENT))
                .writeBytes(part(null, DigestKey.CLIENT))
                .writeInt(0xCAFE);
        assertThat(new ServerHandshake(random).read(in, toClient)).isTrue();
        assertThat(in.readInt()).isEqualTo(0xCAFE);
        assertThat(toClient.readableBytes()).isEqualTo(1 + 2 * PART);
    }

    @Test
    void theServerWaitsAtEveryOffset() throws RtmpException {
        for (int length = 0; length <= 2 * PART; length++) {
            ByteBuf in = Unpooled.buffer();
            if (length > 0) {
                in.writeByte(3).writeZero(length - 1);
            }
            ByteBuf out = Unpooled.buffer();
            assertThat(new ServerHandshake(random).read(in, out)).isFalse();
            assertThat(in.isReadable()).isFalse();
            assertThat(out.readableBytes()).isEqualTo(length > PART ? 1 + 2 * PART : 0);
        }
    }

    @Test
    void anyVersionBut3IsRefusedOnTheFirstByte() throws RtmpException {
        for (int version = 0; version < 256; version++) {
            ByteBuf first = Unpooled.buffer().writeByte(version);
            ByteBuf second = Unpooled.buffer().writeByte(version);
            ClientHandshake client = new ClientHandshake(random, false);
            client.start(toServer);
            if (version == 3) {
                assertThat(new ServerHandshake(random).read(first, toClient)).isFalse();
                assertThat(client.read(second, toServer)).isFalse();
                continue;
            }
            assertThatThrownBy(() -> new ServerHandshake(random).read(first, toClient))
                    .isInstanceOfSatisfying(
                            RtmpException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HS_VERSION));
            assertThatThrownBy(() -> client.read(second, toServer)).isInstanceOf(RtmpException.class);
        }
        assertThat(toClient.isReadable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"6, RTMPE", "71, HTTP", "80, HTTP", "22, TLS", "0, version 0 instead of 3"})
    void aWrongVersionHintsAtTheProtocolMeant(int version, String hint) {
        assertThatThrownBy(
                        () -> new ServerHandshake(random).read(Unpooled.buffer().writeByte(version), toClient))
                .hasMessageContaining(hint);
    }

    @Test
    void theClientIsStartedOnceAndFirst() {
        ClientHandshake client = new ClientHandshake(random, false);
        assertThatIllegalStateException().isThrownBy(() -> client.read(toClient, toServer));
        client.start(toServer);
        assertThat(toServer.readableBytes()).isEqualTo(1 + PART);
        assertThatIllegalStateException().isThrownBy(() -> client.start(toServer));
    }

    private byte[] part(@Nullable DigestSchema schema, DigestKey key) {
        byte[] part = new byte[PART];
        random.nextBytes(part);
        if (schema != null) {
            schema.sign(part, key.partKey());
        }
        return part;
    }

    private ByteBuf cut(ByteBuf from, int longest) {
        return from.readSlice(Math.min(from.readableBytes(), 1 + random.nextInt(longest)));
    }
}
