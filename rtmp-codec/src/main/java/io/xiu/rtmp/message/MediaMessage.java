package io.xiu.rtmp.message;

import io.netty.buffer.ByteBuf;

/**
 * Audio, video or data of a message stream (sections 7.1.2, 7.1.4, 7.1.5). The body is an FLV tag body and is opaque
 * here. Whoever is given the message owns the body and releases it.
 *
 * @param kind what it is
 * @param messageStreamId the message stream it belongs to
 * @param timestampMillis 32 bits, compared in serial arithmetic: it wraps after 49.7 days
 * @param body the readable bytes, at least one when it was read from the wire
 */
public record MediaMessage(MediaKind kind, int messageStreamId, int timestampMillis, ByteBuf body)
        implements RtmpMessage {}
