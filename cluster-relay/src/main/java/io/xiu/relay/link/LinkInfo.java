package io.xiu.relay.link;

import io.xiu.relay.StreamKey;

/**
 * Which link something is said of.
 *
 * @param direction which way the stream goes
 * @param key the stream
 * @param remote the other server
 */
public record LinkInfo(Direction direction, StreamKey key, Endpoint remote) {
    /** Which way a stream goes. */
    public enum Direction {
        /** To the other server. */
        PUSH,
        /** From the other server. */
        PULL
    }

    /** Such as {@code push of live/demo to host:1935}. */
    @Override
    public String toString() {
        return direction == Direction.PUSH ? "push of " + key + " to " + remote : "pull of " + key + " from " + remote;
    }
}
