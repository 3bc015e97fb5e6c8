package io.xiu.hls.segment;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.SampleCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the samples of one live stream into MPEG-TS segments. It lives as long as the live stream: publishers may come
 * and go, media sequence numbers and the target duration stay.
 *
 * <pre>{@code
 * Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT, allocator);
 * segmenter.tracks(List.of(video, audio));
 * segmenter.write(sample, wallClockMillis);
 * for (Segment segment; (segment = segmenter.poll()) != null; ) {
 *     playlist.add(segment, monotonicMillis);
 * }
 * }</pre>
 *
 * <p>What belongs together: {@link Periods}; a period ends when tracks change and at {@link #discontinuity}, too. Where
 * segments are cut: {@link CutRule}.
 *
 * <p>Not thread-safe. A sample that can't be used is left out and counted; nothing else changes.
 */
public final class Segmenter {
    private static final long MAX_DISCARD_90K = 90_000;
    /** NAL units of one byte with lengths of one byte grow the most: 2.5 times, and the TS headers. */
    private static final int GROWTH = 4;

    private final SegmentAssembler assembler;
    private final Periods periods;

    private @Nullable SampleCheck video;
    private @Nullable SampleCheck audio;
    private boolean finished;

    public Segmenter(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.assembler = new SegmentAssembler(settings, allocator);
        this.periods = new Periods(assembler, settings.maximumSegmentBytes() / GROWTH);
    }

    /**
     * Sets the tracks of the samples to come. The same tracks again change nothing. A change ends the segment and is a
     * discontinuity, except while nobody has seen anything of it: audio that joins video in a period's first segment is
     * added to it, and up to 1 s of audio before the stream's first video is dropped.
     *
     * @throws TrackException if they can't be carried, or two are of a kind; nothing is changed then
     * @throws IllegalStateException after {@link #finish}
     */
    public void tracks(List<Track> tracks) throws TrackException {
        checkRunning();
        SampleCheck newVideo = Tracks.only(TrackKind.VIDEO, tracks);
        SampleCheck newAudio = Tracks.only(TrackKind.AUDIO, tracks);
        boolean sameVideo = Tracks.same(video, newVideo);
        if (sameVideo && Tracks.same(audio, newAudio)) {
            return;
        }
        if (sameVideo && audio == null && newAudio != null && assembler.inFirstOfPeriod() && assembler.hasVideo()) {
            assembler.addAudio(newAudio.track());
        } else if (isALittleAudioAtTheStart()) {
            assembler.discardPeriod();
        } else {
            assembler.endPeriod();
        }
        video = newVideo;
        audio = newAudio;
    }

    /**
     * Ends the segment; what follows has another time base.
     *
     * @throws IllegalStateException after {@link #finish}
     */
    public void discontinuity() {
        checkRunning();
        assembler.endPeriod();
    }

    /**
     * Takes one sample, in the order of arrival, and releases its data.
     *
     * @param wallClockMillis milliseconds since 1970, for the program date and time only
     * @throws IllegalStateException after {@link #finish}
     */
    public void write(Sample sample, long wallClockMillis) {
        try {
            checkRunning();
            assembler.wallClock(wallClockMillis);
            Sample placed = periods.place(sample, video, audio);
            if (placed != null) {
                assembler.append(placed);
            }
        } finally {
            sample.data().release();
        }
    }

    /** The next finished segment, the caller's from now on; null when there is none. */
    public @Nullable Segment poll() {
        return assembler.poll();
    }

    /** Ends the last segment; poll it. */
    public void finish() {
        assembler.endPeriod();
        finished = true;
    }

    /** Releases what was not polled; the end without {@link #finish}, or after it. */
    public void release() {
        finished = true;
        assembler.release();
    }

    /** Whole seconds; 0 before the first segment, then it never changes. */
    public int targetDurationSeconds() {
        return assembler.targetSeconds();
    }

    /** Bytes of the segment being written and of those not polled. */
    public long heldBytes() {
        return assembler.heldBytes();
    }

    /** Samples left out for this reason so far. */
    public long dropped(DropReason reason) {
        return periods.dropped(reason);
    }

    private void checkRunning() {
        if (finished) {
            throw new IllegalStateException("finished");
        }
    }

    private boolean isALittleAudioAtTheStart() {
        return video == null
                && assembler.inPeriod()
                && assembler.isFirstSegment()
                && assembler.elapsed90k() < MAX_DISCARD_90K;
    }
}
