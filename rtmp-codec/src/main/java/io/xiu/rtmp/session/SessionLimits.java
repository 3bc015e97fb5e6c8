package io.xiu.rtmp.session;

/**
 * What a peer may do before a session ends it; what it may make us hold is in {@code ChunkLimits}.
 *
 * @param messageStreams most message streams a client has at a time, 1 to 1,024
 * @param commandsPerSecond most commands and user control messages, at least 5; an unknown command counts five times
 * @param strayMessages most messages without a place over the connection's life: media nobody publishes or plays, and
 *     types that aren't decoded
 * @param unreadBytes how much of what we say may wait until the peer reads it, before we stop answering it
 */
public record SessionLimits(int messageStreams, int commandsPerSecond, int strayMessages, int unreadBytes) {
    /** 8 message streams, 50 commands a second, 1,000 stray messages, 64 KiB of answers. */
    public static final SessionLimits DEFAULT = new SessionLimits(8, 50, 1_000, 64 << 10);

    private static final int MOST_MESSAGE_STREAMS = 1_024;
    private static final int LEAST_COMMANDS = 5;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public SessionLimits {
        if (messageStreams < 1 || messageStreams > MOST_MESSAGE_STREAMS || commandsPerSecond < LEAST_COMMANDS) {
            throw new IllegalArgumentException(
                    messageStreams + " message streams, " + commandsPerSecond + " commands a second");
        }
        if (strayMessages < 0 || unreadBytes < 0) {
            throw new IllegalArgumentException(strayMessages + " stray messages, " + unreadBytes + " unread bytes");
        }
    }
}
