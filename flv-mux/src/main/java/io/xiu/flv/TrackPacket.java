package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/**
 * What one track has in a tag body.
 *
 * @param <H> {@link VideoHeader} or {@link AudioHeader}
 * @param trackId 0 to 255; 0 if the body has no track ids
 * @param offset where the payload begins, counted from the beginning of the body
 * @param length bytes of the payload
 */
public record TrackPacket<H>(int trackId, H header, int offset, int length) {
    /** The payload as a slice, not retained, of the body this was read from. */
    public ByteBuf payload(ByteBuf body) {
        return body.slice(body.readerIndex() + offset, length);
    }
}
