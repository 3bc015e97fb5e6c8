package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;

/**
 * Finds out whether a type 3 chunk begins with an extended timestamp, when its chunk stream's latest message header
 * had one.
 *
 * <p>RTMP 1.0 (section 5.3.1.3) and ffmpeg repeat the field in each; older text left it open, and librtmp and OBS Studio
 * did without it until 2024. So the first continuation chunk is compared with what the field would hold, and its
 * answer is the peer's habit from there on, whatever a later payload looks like.
 */
final class ExtendedTimestamps {
    private static final int FIELD_BYTES = 4;

    /** How far, in milliseconds, a message may be ahead of the one before for its field to be believed. */
    private static final int LONGEST_STEP = 10_000;

    private Habit habit = Habit.UNKNOWN;

    private enum Habit {
        UNKNOWN,
        REPEATED,
        LEFT_OUT
    }

    /** The bytes of the field at {@code at} in a chunk that continues a message: 0, 4, or -1 for "not known yet". */
    int bytesBeforeContinuation(ByteBuf in, int at, ChunkStream stream) {
        int available = Math.min(FIELD_BYTES, in.writerIndex() - at);
        if (habit == Habit.UNKNOWN) {
            if (!startsWith(in, at, available, stream.extendedValue)
                    && !startsWith(in, at, available, stream.timestamp)) {
                habit = Habit.LEFT_OUT;
            } else if (available == FIELD_BYTES) {
                habit = Habit.REPEATED;
            }
        }
        return switch (habit) {
            case LEFT_OUT -> 0;
            case REPEATED -> available == FIELD_BYTES ? FIELD_BYTES : -1;
            case UNKNOWN -> -1;
        };
    }

    /**
     * The same for a chunk that begins a message. Here a repeating peer may also send the new message's own timestamp,
     * or, as librtmp does for a message at the same time, nothing.
     */
    int bytesBeforeMessage(ByteBuf in, int at, ChunkStream stream) {
        if (habit == Habit.LEFT_OUT) {
            return 0;
        }
        if (in.writerIndex() - at < FIELD_BYTES) {
            return -1;
        }
        int value = in.getInt(at);
        int step = value - stream.timestamp;
        boolean plausible = step >= 0 && step <= LONGEST_STEP;
        return value == stream.extendedValue || plausible ? FIELD_BYTES : 0;
    }

    private static boolean startsWith(ByteBuf in, int at, int count, int value) {
        for (int i = 0; i < count; i++) {
            if (in.getByte(at + i) != (byte) (value >>> (24 - 8 * i))) {
                return false;
            }
        }
        return true;
    }
}
