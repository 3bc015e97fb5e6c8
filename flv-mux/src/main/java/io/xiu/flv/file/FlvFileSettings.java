package io.xiu.flv.file;

import io.xiu.flv.FlvLimits;

/**
 * How a file is written.
 *
 * @param keyframeRoom for how many key frames there is room in the metadata, 0 to 400,000; each takes 18 bytes, used or
 *     not. Where a file gets more, every second one is left out, as often as needed
 * @param fromZero whether timestamps are shifted so that the first audio or video tag has 0, or in an appended file
 *     follows what is there; otherwise they are written as given
 * @param limits for reading what is there already
 */
public record FlvFileSettings(int keyframeRoom, boolean fromZero, FlvLimits limits) {
    private static final int MAX_ROOM = 400_000;

    /** Room for 1,000 key frames, timestamps from 0, {@link FlvLimits#DEFAULT}. */
    public static final FlvFileSettings DEFAULT = new FlvFileSettings(1_000, true, FlvLimits.DEFAULT);

    /** @throws IllegalArgumentException if the room is out of its range */
    public FlvFileSettings {
        if (keyframeRoom < 0 || keyframeRoom > MAX_ROOM) {
            throw new IllegalArgumentException("room for " + keyframeRoom + " key frames");
        }
    }

    /** The same with room for another number of key frames. */
    public FlvFileSettings withKeyframeRoom(int keyframes) {
        return new FlvFileSettings(keyframes, fromZero, limits);
    }

    /** The same with timestamps written as they are given. */
    public FlvFileSettings withTimestampsAsGiven() {
        return new FlvFileSettings(keyframeRoom, false, limits);
    }

    /** The same with other limits. */
    public FlvFileSettings withLimits(FlvLimits other) {
        return new FlvFileSettings(keyframeRoom, fromZero, other);
    }
}
