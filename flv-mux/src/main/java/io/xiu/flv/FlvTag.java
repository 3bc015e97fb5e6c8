package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/**
 * A tag of an FLV file or stream.
 *
 * @param timestampMillis signed, milliseconds since the first tag
 * @param body owned by whoever owns the tag
 */
public record FlvTag(TagType type, int timestampMillis, ByteBuf body) {}
