package io.xiu.rtmp.handshake;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of the handshake do alike (section 5.2.1): receive a version and two parts of 1536 bytes, make parts
 * and answers of their own.
 */
final class Parts {
    static final int VERSION = 3;
    static final int PART_BYTES = DigestSchema.PART_BYTES;

    private static final int ANSWER_RANDOM_BYTES = PART_BYTES - DigestSchema.DIGEST_BYTES;

    private final RandomGenerator random;
    private final byte[] first = new byte[PART_BYTES];
    private final byte[] second = new byte[PART_BYTES];
    private int bytesRead;
    private boolean versionSeen;

    Parts(RandomGenerator random) {
        this.random = random;
    }

    /** Reads version and first part as far as they are there; true once both are complete. */
    boolean readFirst(ByteBuf in) throws RtmpException {
        if (!versionSeen) {
            if (!in.isReadable()) {
                return false;
            }
            checkVersion(in.readUnsignedByte());
            versionSeen = true;
        }
        return fill(first, 0, in);
    }

    /** Reads the second part as far as it is there; true once it is complete. */
    boolean readSecond(ByteBuf in) {
        return fill(second, PART_BYTES, in);
    }

    private boolean fill(byte[] part, int start, ByteBuf in) {
        int have = bytesRead - start;
        int count = Math.min(in.readableBytes(), PART_BYTES - have);
        in.readBytes(part, have, count);
        bytesRead += count;
        return have + count == PART_BYTES;
    }

    /** The peer's first part, once {@link #readFirst} has said that it is complete. */
    byte[] first() {
        return first;
    }

    /** The peer's second part, once {@link #readSecond} has said that it is complete. */
    byte[] second() {
        return second;
    }

    /** A first part of our own: time 0, a version, random bytes, and a digest unless the schema is null. */
    byte[] makeFirst(int version, @Nullable DigestSchema schema, DigestKey key) {
        byte[] part = new byte[PART_BYTES];
        random.nextBytes(part);
        for (int i = 0; i < 8; i++) {
            part[i] = (byte) (i < 4 ? 0 : version >>> (56 - 8 * i));
        }
        if (schema != null) {
            schema.sign(part, key.partKey());
        }
        return part;
    }

    /** A second part that answers the peer's digest. */
    byte[] makeAnswer(byte[] peerDigest, DigestKey key) {
        byte[] part = new byte[PART_BYTES];
        random.nextBytes(part);
        byte[] signature = DigestSchema.hmac(key.answerKey(peerDigest), part, ANSWER_RANDOM_BYTES);
        System.arraycopy(signature, 0, part, ANSWER_RANDOM_BYTES, signature.length);
        return part;
    }

    private static void checkVersion(int version) throws RtmpException {
        if (version == VERSION) {
            return;
        }
        String hint = switch (version) {
            case 0x06, 0x08, 0x09 -> ": RTMPE, which is not supported";
            case 0x16 -> ": probably TLS on a plain port";
            case 'G', 'P', 'H', 'O', 'D', 'C' -> ": probably HTTP";
            default -> "";
        };
        throw new RtmpException(Reason.HS_VERSION, "handshake version " + version + " instead of 3" + hint);
    }
}
