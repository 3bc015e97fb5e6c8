package io.xiu.rtmp.chunk;

import io.xiu.amf.AmfLimits;

/**
 * What one peer may make a {@link ChunkReader} hold. A peer that goes past one of these ends with a typed error before
 * anything is allocated for it.
 *
 * @param controlBytes longest control message (types 1 to 6)
 * @param commandBytes longest command
 * @param dataBytes longest data or shared object message, and longest message of an unknown type
 * @param audioBytes longest audio message
 * @param videoBytes longest video message, and longest aggregate
 * @param chunkStreams most chunk streams used over the connection's life
 * @param partialMessages most messages begun and not complete at a time
 * @param partialBytes most bytes of such messages held at a time
 * @param amf depth, values and bytes of a command or a shared object message
 */
public record ChunkLimits(
        int controlBytes,
        int commandBytes,
        int dataBytes,
        int audioBytes,
        int videoBytes,
        int chunkStreams,
        int partialMessages,
        int partialBytes,
        AmfLimits amf) {
    /**
     * For a peer that publishes: 16 bytes, 64 KiB, 256 KiB, 1 MiB and 8 MiB long, 64 chunk streams, 16 messages of
     * together 16 MiB in progress, {@link AmfLimits#COMMAND}.
     */
    public static final ChunkLimits DEFAULT =
            new ChunkLimits(16, 64 << 10, 256 << 10, 1 << 20, 8 << 20, 64, 16, 16 << 20);

    /** For a peer that only watches, or hasn't said yet what it wants: the same but for 64 KiB in progress. */
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

    /** Limits with {@link AmfLimits#COMMAND}. */
    public ChunkLimits(
            int controlBytes,
            int commandBytes,
            int dataBytes,
            int audioBytes,
            int videoBytes,
            int chunkStreams,
            int partialMessages,
            int partialBytes) {
        this(
                controlBytes,
                commandBytes,
                dataBytes,
                audioBytes,
                videoBytes,
                chunkStreams,
                partialMessages,
                partialBytes,
                AmfLimits.COMMAND);
    }

    /** The same with other limits on the values of commands and shared object messages. */
    public ChunkLimits withAmf(AmfLimits limits) {
        return new ChunkLimits(
                controlBytes,
                commandBytes,
                dataBytes,
                audioBytes,
                videoBytes,
                chunkStreams,
                partialMessages,
                partialBytes,
                limits);
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
