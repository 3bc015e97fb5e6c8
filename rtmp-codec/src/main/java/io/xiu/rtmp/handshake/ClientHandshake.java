package io.xiu.rtmp.handshake;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the handshake (section 5.2).
 *
 * <pre>{@code
 * handshake.start(out); // send it
 * boolean done = handshake.read(in, out); // then send what out got, also when done
 * }</pre>
 *
 * <p>With digests it signs C1 and checks S1 and S2; a server that knows no digests is answered with the simple
 * handshake, since servers take part in that in any case.
 *
 * <p>For one thread at a time. After an exception it can't be used again.
 */
public final class ClientHandshake {
    /** A Flash Player version that makes servers look for a digest. */
    private static final int DIGEST_VERSION = 0x80000702;

    private final Parts parts;
    private final @Nullable DigestSchema schema;
    private byte[] c1Digest = new byte[0];
    private @Nullable DigestSchema serverSchema;
    private boolean started;
    private boolean answered;
    private boolean verified;

    /**
     * Makes a handshake.
     *
     * @param random where the random bytes come from
     * @param digest whether C1 is signed, in the layout of Flash Player
     */
    public ClientHandshake(RandomGenerator random, boolean digest) {
        this(random, digest ? HandshakeOffer.DIGEST_FIRST : HandshakeOffer.SIMPLE);
    }

    /**
     * Makes a handshake.
     *
     * @param random where the random bytes come from
     * @param offer whether and how C1 is signed
     */
    public ClientHandshake(RandomGenerator random, HandshakeOffer offer) {
        this.parts = new Parts(random);
        this.schema = offer.schema();
    }

    /**
     * Appends C0 and C1 (1537 bytes).
     *
     * @throws IllegalStateException if it was called before
     */
    public void start(ByteBuf out) {
        if (started) {
            throw new IllegalStateException("the handshake has been started");
        }
        started = true;
        byte[] c1 = parts.makeFirst(schema == null ? 0 : DIGEST_VERSION, schema, DigestKey.CLIENT);
        if (schema != null) {
            c1Digest = schema.digest(c1);
        }
        out.writeByte(Parts.VERSION).writeBytes(c1);
    }

    /**
     * Reads what belongs to the handshake and appends to {@code out} what is to be sent.
     *
     * @param in all of its bytes are read, but none that follow the handshake
     * @param out gets C2 (1536 bytes) once S1 is complete
     * @return true when the handshake is complete
     * @throws RtmpException {@code HS_VERSION}, on the first byte
     * @throws IllegalStateException if {@link #start} has not been called
     */
    public boolean read(ByteBuf in, ByteBuf out) throws RtmpException {
        if (!started) {
            throw new IllegalStateException("the handshake has not been started");
        }
        if (!answered) {
            if (!parts.readFirst(in)) {
                return false;
            }
            answer(out);
            answered = true;
        }
        if (!parts.readSecond(in)) {
            return false;
        }
        verified = serverSchema != null && answersDigest();
        return true;
    }

    /** Whether the handshake is complete, and both S1 and S2 carried valid digests. */
    public boolean verified() {
        return verified;
    }

    private void answer(ByteBuf out) {
        byte[] s1 = parts.first();
        serverSchema = schema == null ? null : DigestSchema.of(s1, DigestKey.SERVER.partKey());
        out.writeBytes(serverSchema == null ? s1 : parts.makeAnswer(serverSchema.digest(s1), DigestKey.CLIENT));
    }

    private boolean answersDigest() {
        byte[] s2 = parts.second();
        int signed = Parts.PART_BYTES - DigestSchema.DIGEST_BYTES;
        byte[] expected = DigestSchema.hmac(DigestKey.SERVER.answerKey(c1Digest), s2, signed);
        return Arrays.equals(expected, Arrays.copyOfRange(s2, signed, Parts.PART_BYTES));
    }
}
