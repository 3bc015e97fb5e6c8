package io.xiu.rtmp.message;

/**
 * How many bytes the sender of this message has received (section 5.4.3).
 *
 * @param sequenceNumber unsigned, modulo 2^32
 */
public record Acknowledgement(int sequenceNumber) implements RtmpMessage {}
