package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import java.util.List;

/** What is asked of timestamps that a viewer got. They are compared in serial arithmetic, so that they may wrap. */
final class Continuity {
    private static final int ROUNDING_MILLIS = 1;
    private static final int APART_MILLIS = 100;
    private static final long TICKS_PER_MILLI = 90;

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

    /** The same of segments, which must all belong to one timeline. */
    static void check(List<HlsPeer.Segment> segments) {
        assertThat(segments).noneMatch(HlsPeer.Segment::discontinuity);
        long videoEnd = end(segments, MediaKind.VIDEO, Footage.VIDEO_FRAME_MILLIS);
        long audioEnd = end(segments, MediaKind.AUDIO, Footage.AUDIO_FRAME_MILLIS);
        assertThat(Math.abs(signed33(videoEnd - audioEnd))).isLessThan(APART_MILLIS * TICKS_PER_MILLI);
    }

    /** Checks that each PES packet of a kind starts where the one before it ends; answers the end of the last. */
    private static long end(List<HlsPeer.Segment> segments, MediaKind kind, double frameMillis) {
        long frame90k = Math.round(frameMillis * TICKS_PER_MILLI);
        TsTimes.Pes before = null;
        for (HlsPeer.Segment segment : segments) {
            for (TsTimes.Pes pes : segment.packets()) {
                if (pes.kind() == kind) {
                    if (before != null) {
                        assertThat(signed33(pes.dts90k() - before.dts90k()))
                                .as("step from %s to %s in segment %d", before, pes, segment.sequence())
                                .isBetween(1L, (before.frames() + 1) * frame90k - 1);
                    }
                    before = pes;
                }
            }
        }
        assertThat(before).as("%s", kind).isNotNull();
        return before.dts90k() + before.frames() * frame90k;
    }

    private static long signed33(long difference) {
        return difference << 31 >> 31;
    }

    /** The timestamp of the last frame of a kind. */
    static int last(Recording recording, MediaKind kind) {
        List<Recording.Frame> frames = recording.frames(kind);
        return frames.get(frames.size() - 1).timestampMillis();
    }
}
