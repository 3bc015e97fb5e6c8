package io.xiu.rtmp.message;

/**
 * The receiver should limit its unacknowledged output (section 5.4.5).
 *
 * @param bytes the window, unsigned
 * @param limitType how it changes the limit in force
 */
public record SetPeerBandwidth(int bytes, LimitType limitType) implements RtmpMessage {}
