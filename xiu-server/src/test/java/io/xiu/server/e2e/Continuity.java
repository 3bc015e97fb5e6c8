package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import java.util.List;

/** What is asked of timestamps that a viewer got. They are compared in serial arithmetic, so that they may wrap. */
final class Continuity {
    private static final int ROUNDING_MILLIS = 1;
    private static final int APART_MILLIS = 100;

    private Continuity() {}

    /** No frame is missing, no step goes back or is longer than a frame, both tracks end together. */
    static void check(Recording recording) {
        check(recording, MediaKind.VIDEO, Footage.VIDEO_FRAME_MILLIS);
        check(recording, MediaKind.AUDIO, (int) Math.ceil(Footage.AUDIO_FRAME_MILLIS));
        int apart = last(recording, MediaKind.VIDEO) - last(recording, MediaKind.AUDIO);
        assertThat(Math.abs(apart)).isLessThan(APART_MILLIS);
    }

    private static void check(Recording recording, MediaKind kind, int frameMillis) {
        List<Recording.Frame> frames = recording.frames(kind);
        for (int i = 1; i < frames.size(); i++) {
            Recording.Frame before = frames.get(i - 1);
            Recording.Frame frame = frames.get(i);
            assertThat(frame.number()).as("after %s", before).isEqualTo(before.number() + 1);
            assertThat(frame.timestampMillis() - before.timestampMillis())
                    .as("step from %s to %s", before, frame)
                    .isBetween(0, frameMillis + ROUNDING_MILLIS);
        }
    }

    /** The timestamp of the last frame of a kind. */
    static int last(Recording recording, MediaKind kind) {
        List<Recording.Frame> frames = recording.frames(kind);
        return frames.get(frames.size() - 1).timestampMillis();
    }
}
