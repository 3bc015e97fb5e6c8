package io.xiu.hls.segment;

import io.xiu.hls.TrackKind;

/**
 * The time by which segments are cut: the decoding time of the video where there is video, else of the audio. While
 * the video stands still for over a second the audio drives it on.
 */
final class ReferenceClock {
    private static final long STALL_90K = 90_000;
    private static final long FIRST_STEP_90K = 3_600;

    private boolean video;
    private long now90k;
    private long step90k;
    private boolean audioMarked;
    private long audioMark90k;
    private long markedAt90k;

    void start(long start90k, boolean hasVideo) {
        now90k = start90k;
        video = hasVideo;
        step90k = FIRST_STEP_90K;
        audioMarked = false;
    }

    void advance(TrackKind kind, long dts90k) {
        if (kind == TrackKind.VIDEO) {
            audioMarked = false;
            moveTo(dts90k);
        } else if (!video) {
            moveTo(dts90k);
        } else if (!audioMarked) {
            audioMarked = true;
            audioMark90k = dts90k;
            markedAt90k = now90k;
        } else if (dts90k - audioMark90k > STALL_90K) {
            moveTo(markedAt90k + dts90k - audioMark90k);
        }
    }

    /** Never falls between two starts. */
    long now90k() {
        return now90k;
    }

    /** The last distance between two frames; 40 ms where none was seen. */
    long step90k() {
        return step90k;
    }

    private void moveTo(long time90k) {
        if (time90k > now90k) {
            step90k = time90k - now90k;
            now90k = time90k;
        }
    }
}
