package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/**
 * What one track is to have in a tag body.
 *
 * @param <H> {@link VideoHeader} or {@link AudioHeader}
 * @param payload from its reader index on; it stays its owner's, and its indexes stay as they are
 */
public record TrackPayload<H>(H header, ByteBuf payload) {}
