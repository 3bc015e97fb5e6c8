package io.xiu.rtmp.message;

import java.util.List;

/**
 * Several audio, video and data messages in one (section 7.1.6), to be written. A reader never gives it: it gives the
 * parts, one after another.
 *
 * <p>Whoever is given it owns the bodies of all parts; writing releases them.
 *
 * @param parts at least one, all of one message stream, none earlier than the one before it
 */
public record AggregateMessage(List<MediaMessage> parts) implements RtmpMessage {
    private static final int PART_OVERHEAD_BYTES = 11 + 4;
    private static final int LONGEST_MESSAGE = 0xFFFFFF;

    /**
     * Keeps an unmodifiable copy of the list, not of the bodies.
     *
     * @throws IllegalArgumentException if there is no part, parts belong to several message streams, time goes back, or
     *     the whole is longer than 0xFFFFFF bytes; the bodies are then still the caller's
     */
    public AggregateMessage {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("an aggregate of nothing");
        }
        MediaMessage before = parts.get(0);
        long bytes = 0;
        for (MediaMessage part : parts) {
            if (part.messageStreamId() != before.messageStreamId()) {
                throw new IllegalArgumentException("an aggregate of several message streams");
            }
            if (part.timestampMillis() - before.timestampMillis() < 0) {
                throw new IllegalArgumentException("an aggregate that goes back in time");
            }
            bytes += PART_OVERHEAD_BYTES + part.body().readableBytes();
            before = part;
        }
        if (bytes > LONGEST_MESSAGE) {
            throw new IllegalArgumentException("an aggregate of " + bytes + " bytes");
        }
    }

    /** The message stream of all parts. */
    public int messageStreamId() {
        return parts.get(0).messageStreamId();
    }

    /** The first part's timestamp, which is the aggregate's too. */
    public int timestampMillis() {
        return parts.get(0).timestampMillis();
    }

    /** How many bytes the message takes without chunk headers. */
    public int bodyBytes() {
        return parts.stream()
                .mapToInt(part -> PART_OVERHEAD_BYTES + part.body().readableBytes())
                .sum();
    }
}
