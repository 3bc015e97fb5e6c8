package io.xiu.rtmp.session;

/**
 * What a client wants with its message stream.
 *
 * @param publish true to publish, false to play
 */
record ClientGoal(boolean publish, StreamName name) {}
