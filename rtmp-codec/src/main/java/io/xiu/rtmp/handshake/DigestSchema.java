package io.xiu.rtmp.handshake;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a C1 or S1 carries its digest. Two layouts are in use:
 *
 * <pre>
 *                 0       4       8                    772                1536
 * DIGEST_FIRST    | time  |version| digest block (764) | key block (764)  |
 * DIGEST_LAST     | time  |version| key block (764)    | digest block (764) |
 *
 * digest block    | 4 bytes, their sum modulo 728 is n | n bytes | digest (32) | the rest |
 * </pre>
 *
 * <p>The digest is the HMAC-SHA256 of the other 1504 bytes, under a key that every Flash client and server has. It
 * isn't part of RTMP 1.0; clients that look for it (Flash Player, some televisions) play no H.264 without it.
 */
enum DigestSchema {
    DIGEST_FIRST(8),
    DIGEST_LAST(772);

    static final int PART_BYTES = 1536;
    static final int DIGEST_BYTES = 32;

    private static final int OFFSETS = 728;
    private static final String ALGORITHM = "HmacSHA256";

    private final int block;

    DigestSchema(int block) {
        this.block = block;
    }

    /** The schema under which this part carries a valid digest, or null if it carries none. */
    static @Nullable DigestSchema of(byte[] part, byte[] key) {
        for (DigestSchema schema : values()) {
            if (MessageDigest.isEqual(schema.digest(part), schema.compute(part, key))) {
                return schema;
            }
        }
        return null;
    }

    /** Writes the digest to its place in this part. */
    void sign(byte[] part, byte[] key) {
        ByteBuffer.wrap(part).put(position(part), compute(part, key));
    }

    /** The 32 bytes at the digest's place. */
    byte[] digest(byte[] part) {
        int position = position(part);
        return Arrays.copyOfRange(part, position, position + DIGEST_BYTES);
    }

    private byte[] compute(byte[] part, byte[] key) {
        int position = position(part);
        Mac mac = mac(key);
        mac.update(part, 0, position);
        mac.update(part, position + DIGEST_BYTES, PART_BYTES - position - DIGEST_BYTES);
        return mac.doFinal();
    }

    private int position(byte[] part) {
        int sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += part[block + i] & 0xFF;
        }
        return block + 4 + sum % OFFSETS;
    }

    /** The HMAC-SHA256 of the first {@code length} bytes. */
    static byte[] hmac(byte[] key, byte[] bytes, int length) {
        Mac mac = mac(key);
        mac.update(bytes, 0, length);
        return mac.doFinal();
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
