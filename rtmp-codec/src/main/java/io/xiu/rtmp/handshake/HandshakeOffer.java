package io.xiu.rtmp.handshake;

import org.jspecify.annotations.Nullable;

/** What a client's C1 carries. Servers take part in the simple handshake whatever it is. */
public enum HandshakeOffer {
    /** No digest: the handshake of RTMP 1.0. */
    SIMPLE(null),
    /** A digest in front of the key block, as Flash Player has it. */
    DIGEST_FIRST(DigestSchema.DIGEST_FIRST),
    /** A digest behind the key block, the other of the two layouts in use. */
    DIGEST_LAST(DigestSchema.DIGEST_LAST);

    private final @Nullable DigestSchema schema;

    HandshakeOffer(@Nullable DigestSchema schema) {
        this.schema = schema;
    }

    @Nullable
    DigestSchema schema() {
        return schema;
    }
}
