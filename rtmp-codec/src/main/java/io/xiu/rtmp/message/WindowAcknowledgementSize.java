package io.xiu.rtmp.message;

/**
 * The sender expects an {@link Acknowledgement} at least each time it has sent this many bytes (section 5.4.4).
 *
 * @param bytes unsigned; 0 is sent by some and means nothing
 */
public record WindowAcknowledgementSize(int bytes) implements RtmpMessage {}
