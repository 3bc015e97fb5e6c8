package io.xiu.relay;

import io.xiu.rtmp.message.MediaKind;

/**
 * Which kinds of media a viewer wants; data always comes.
 *
 * @param audio whether audio is sent
 * @param video whether video is sent
 */
public record TrackSelection(boolean audio, boolean video) {
    /** Audio and video. */
    public static final TrackSelection ALL = new TrackSelection(true, true);

    /** This selection with one kind switched. */
    public TrackSelection with(MediaKind kind, boolean wanted) {
        return switch (kind) {
            case AUDIO -> new TrackSelection(wanted, video);
            case VIDEO -> new TrackSelection(audio, wanted);
            case DATA -> this;
        };
    }

    boolean any() {
        return audio || video;
    }

    boolean has(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audio;
            case VIDEO -> video;
            case DATA -> true;
        };
    }
}
