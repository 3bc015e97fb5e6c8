package io.xiu.rtmp.handshake;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.RtmpException;
import java.util.random.RandomGenerator;

/**
 * The server's side of the handshake (section 5.2).
 *
 * <pre>{@code
 * boolean done = handshake.read(in, out); // then send what out got
 * }</pre>
 *
 * <p>A client whose C1 carries a valid digest is answered with digests in the same schema, any other with the simple
 * handshake of the specification, whatever its version field says. C2 is not compared with S1: known clients send
 * something else. All parts may come in one piece, and chunks may follow at once.
 *
 * <p>For one thread at a time. After an exception it can't be used again.
 */
public final class ServerHandshake {
    /** A server version that makes clients look for a digest. */
    private static final int DIGEST_VERSION = 0x04050001;

    private final Parts parts;
    private boolean answered;
    private boolean digest;

    /** Makes a handshake that takes its random bytes from here. */
    public ServerHandshake(RandomGenerator random) {
        this.parts = new Parts(random);
    }

    /**
     * Reads what belongs to the handshake and appends to {@code out} what is to be sent.
     *
     * @param in all of its bytes are read, but none that follow the handshake
     * @param out gets S0, S1 and S2 (3073 bytes) once C1 is complete
     * @return true when the handshake is complete
     * @throws RtmpException {@code HS_VERSION}, on the first byte
     */
    public boolean read(ByteBuf in, ByteBuf out) throws RtmpException {
        if (!answered) {
            if (!parts.readFirst(in)) {
                return false;
            }
            answer(out);
            answered = true;
        }
        return parts.readSecond(in);
    }

    /** Whether the client sent a valid digest. */
    public boolean digest() {
        return digest;
    }

    private void answer(ByteBuf out) {
        byte[] c1 = parts.first();
        DigestSchema schema = DigestSchema.of(c1, DigestKey.CLIENT.partKey());
        digest = schema != null;
        out.writeByte(Parts.VERSION);
        out.writeBytes(parts.makeFirst(digest ? DIGEST_VERSION : 0, schema, DigestKey.SERVER));
        out.writeBytes(schema == null ? c1 : parts.makeAnswer(schema.digest(c1), DigestKey.SERVER));
    }
}
