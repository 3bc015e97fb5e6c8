package io.xiu.rtmp.handshake;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The two well-known keys of the digest handshake: whose part it is decides which one signs it. */
final class DigestKey {
    static final DigestKey CLIENT = new DigestKey("Genuine Adobe Flash Player 001");
    static final DigestKey SERVER = new DigestKey("Genuine Adobe Flash Media Server 001");

    private final byte[] name;
    private final byte[] whole;

    private DigestKey(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
        HexFormat hex = HexFormat.of();
        this.whole = hex.parseHex(
                hex.formatHex(this.name) + "f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
    }

    /** Signs C1 or S1. */
    byte[] partKey() {
        return name;
    }

    /** Signs the answer to a part that carried this digest: the last 32 bytes of C2 or S2. */
    byte[] answerKey(byte[] digest) {
        return DigestSchema.hmac(whole, digest, digest.length);
    }
}
