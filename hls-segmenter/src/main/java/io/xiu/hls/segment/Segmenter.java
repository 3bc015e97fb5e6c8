package io.xiu.hls.segment;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.DropReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the samples of one live stream into segments, and these into parts. It lives as long as the live stream:
 * publishers may come and go, media sequence numbers and the target duration stay.
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
 * <p>With parts, take all parts that are there before each segment, and what is left of them after it:
 *
 * <pre>{@code
 * for (;;) {
 *     for (Part part; (part = segmenter.pollPart()) != null; ) {
 *         playlist.add(part, monotonicMillis);
 *     }
 *     Segment segment = segmenter.poll();
 *     if (segment == null) {
 *         break;
 *     }
 *     playlist.add(segment, monotonicMillis);
 * }
 * }</pre>
 *
 * <p>What belongs together: {@link Periods}; a period ends when tracks change and at {@link #discontinuity}, too. Where
 * segments are cut: {@link CutRule}; where parts: {@link PartRule}. The very first segment has no parts.
 *
 * <p>Not thread-safe. A sample that can't be used is left out and counted; nothing else changes.
 */
public final class Segmenter {
    private static final long MAX_DISCARD_90K = 90_000;
    /** NAL units of one byte with lengths of one byte grow the most: 2.5 times, and the TS headers. */
    private static final int GROWTH = 4;

    private static final int MAX_SAMPLE_BYTES = 32 << 20;

    private final SegmentFormat format;
    private final SegmentAssembler assembler;
    private final Periods periods;

    private @Nullable TrackCheck video;
    private @Nullable TrackCheck audio;
    private boolean finished;

    /** Makes a segmenter that has no tracks yet; what it gives is allocated there. */
    public Segmenter(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.format = settings.format();
        this.assembler = new SegmentAssembler(settings, allocator);
        this.periods = new Periods(assembler, Math.min(settings.maximumSegmentBytes() / GROWTH, MAX_SAMPLE_BYTES));
    }

    /**
     * Sets the tracks of the samples to come, at most one of a kind. The same tracks again change nothing. A change ends
     * the segment and is a discontinuity, except while nobody has seen anything of it: audio that joins video in a
     * period's first segment, before its first part, is added to it, and up to 1 s of audio before the stream's first
     * video is dropped.
     *
     * @throws TrackException if they can't be carried, or two are of a kind or, in fragmented MP4, of one id; nothing is
     *     changed then
     * @throws IllegalStateException after {@link #finish}
     */
    public void tracks(List<Track> tracks) throws TrackException {
        checkRunning();
        TrackCheck newVideo = Tracks.only(TrackKind.VIDEO, tracks, format);
        TrackCheck newAudio = Tracks.only(TrackKind.AUDIO, tracks, format);
        boolean sameVideo = Tracks.same(video, newVideo);
        if (sameVideo && Tracks.same(audio, newAudio)) {
            return;
        }
        Tracks.checkTogether(tracks, format);
        boolean added = newAudio != null && audio == null && sameVideo && assembler.addAudio(newAudio.track());
        if (!added) {
            if (isALittleAudioAtTheStart()) {
                assembler.discardPeriod();
            } else {
                assembler.endPeriod();
            }
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
     * Takes one sample, in the order of arrival, and releases its data, in fragmented MP4 as soon as the part or segment
     * it is in has ended.
     *
     * @param wallClockMillis milliseconds since 1970, for the program date and time only
     * @throws IllegalStateException after {@link #finish}
     */
    public void write(Sample sample, long wallClockMillis) {
        try {
            checkRunning();
            assembler.wallClock(wallClockMillis);
            Sample placed = periods.place(sample, video, audio);
            if (placed != null && !assembler.append(placed)) {
                periods.leaveOut(DropReason.TIMESTAMP);
            }
        } finally {
            sample.data().release();
        }
    }

    /** The next finished part, the caller's from now on; null when there is none, or a segment before it. */
    public @Nullable Part pollPart() {
        return assembler.finished().pollPart();
    }

    /**
     * The next finished segment, the caller's from now on; null when there is none. Its parts, if they weren't taken
     * before, are dropped.
     */
    public @Nullable Segment poll() {
        return assembler.finished().poll();
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

    /** Bytes of the segment being written, parts that were taken included, and of the segments not polled. */
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
