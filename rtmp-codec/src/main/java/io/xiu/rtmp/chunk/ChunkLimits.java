package io.xiu.rtmp.chunk;

/**
 * What one peer may make a {@link ChunkReader} hold. A peer that goes past one of these ends with a typed error before
 * anything is allocated for it.
 *
 * @param controlBytes longest control message (types 1 to 6)
 * @param commandBytes longest command
 * @param dataBytes longest data message, and longest message of an unknown type
 * @param audioBytes longest audio message
 * @param videoBytes longest video message, and longest aggregate
 * @param chunkStreams most chunk streams used over the connection's life
 * @param partialMessages most messages begun and not complete at a time
 * @param partialBytes most bytes of such messages held at a time
 */
public record ChunkLimits(
        int controlBytes,
        int commandBytes,
        int dataBytes,
        int audioBytes,
        int videoBytes,
        int chunkStreams,
        int partialMessages,
        int partialBytes) {
    /** For a peer that publishes. */
    public static final ChunkLimits DEFAULT =
            new ChunkLimits(16, 64 << 10, 256 << 10, 1 << 20, 8 << 20, 64, 16, 16 << 20);

    /** For a peer that only watches, or hasn't said yet what it wants: 64 KiB of partial messages. */
    public static final ChunkLimits VIEWER =
            new ChunkLimits(16, 64 << 10, 256 << 10, 1 << 20, 8 << 20, 64, 16, 64 << 10);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is not positive, or a message could be longer than the wire allows
     */
    public ChunkLimits {
        int least = Math.min(
                Math.min(Math.min(controlBytes, commandBytes), Math.min(dataBytes, audioBytes)),
                Math.min(Math.min(videoBytes, chunkStreams), Math.min(partialMessages, partialBytes)));
        int longest =
                Math.max(Math.max(Math.max(controlBytes, commandBytes), Math.max(dataBytes, audioBytes)), videoBytes);
        if (least < 1 || longest > 0xFFFFFF) {
            throw new IllegalArgumentException("limits must be positive, and messages at most 0xFFFFFF bytes");
        }
    }

    /** The longest body a message of this type may have. */
    int messageBytes(int typeId) {
        return switch (typeId) {
            case 1, 2, 3, 4, 5, 6 -> controlBytes;
            case 8 -> audioBytes;
            case 9, 22 -> videoBytes;
            case 17, 20 -> commandBytes;
            default -> dataBytes;
        };
    }
}
