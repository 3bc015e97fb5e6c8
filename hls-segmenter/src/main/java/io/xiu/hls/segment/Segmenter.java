package io.xiu.hls.segment;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.DropReason;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
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
 * <p>A <i>period</i> lasts from one discontinuity to the next. It begins at a video key frame (after 10 s of audio
 * without one: as audio only, until a key frame comes), and ends when tracks change, at {@link #discontinuity}, and at
 * a timestamp that steps back over 300 ms or jumps over 10 s. Where segments are cut: {@link CutRule}.
 *
 * <p>Not thread-safe. A sample that can't be used is left out and counted; nothing else changes.
 */
public final class Segmenter {
    private static final long MAX_KEY_FRAME_WAIT_90K = 10 * 90_000;
    private static final long MAX_BASE_WAIT_90K = 2 * 90_000;
    private static final long MAX_DISCARD_90K = 90_000;
    private static final long MAX_LAST_STEP_90K = 90_000;
    private static final long MIN_DURATION_90K = 90;
    /** NAL units of one byte with lengths of one byte grow the most: 2.5 times, and the TS headers. */
    private static final int GROWTH = 4;

    private final SegmenterSettings settings;
    private final SegmentBuffer buffer;
    private final TsMuxer muxer;
    private final CutRule rule;
    private final ReferenceClock clock = new ReferenceClock();
    private final WallClockLine dates = new WallClockLine();
    private final TrackTimeline videoTimeline = new TrackTimeline();
    private final TrackTimeline audioTimeline = new TrackTimeline();
    private final Patience keyFrameWait = new Patience(MAX_KEY_FRAME_WAIT_90K);
    private final Patience baseWait = new Patience(MAX_BASE_WAIT_90K);
    private final Deque<Segment> ready = new ArrayDeque<>();
    private final long[] dropped = new long[DropReason.values().length];

    private @Nullable Track video;
    private @Nullable Track audio;
    private boolean finished;
    private boolean inPeriod;
    private boolean videoInPeriod;
    private boolean firstOfPeriod;
    private long nextSequence;
    private long segmentStart90k;
    private long segmentDateMillis;
    private boolean segmentDiscontinuity;
    private boolean segmentKeyFrameFirst;

    public Segmenter(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.settings = settings;
        this.buffer = new SegmentBuffer(allocator);
        this.muxer = new TsMuxer(buffer);
        this.rule = new CutRule(settings.fragmentSeconds());
        this.nextSequence = settings.firstSequence();
    }

    /**
     * Sets the tracks of the samples to come. The same tracks again change nothing. A change ends the segment and is a
     * discontinuity, except while nobody has seen anything of it: audio that joins video in a period's first segment is
     * added to it, and up to 1 s of audio before the stream's first video is dropped.
     *
     * @throws IllegalArgumentException for two tracks of a kind
     */
    public void tracks(List<Track> tracks) {
        Track newVideo = only(TrackKind.VIDEO, tracks);
        Track newAudio = only(TrackKind.AUDIO, tracks);
        boolean sameVideo = Objects.equals(video, newVideo);
        if (sameVideo && Objects.equals(audio, newAudio)) {
            return;
        }
        if (inPeriod && firstOfPeriod && videoInPeriod && sameVideo && audio == null && newAudio != null) {
            muxer.addAudio(newAudio, buffer.firstBlock(), TsOutput.PACKET_BYTES);
        } else if (inPeriod && video == null && !isSequel() && elapsed90k() < MAX_DISCARD_90K) {
            muxer.flush();
            buffer.release();
            inPeriod = false;
        } else {
            endPeriod();
        }
        video = newVideo;
        audio = newAudio;
    }

    /** Ends the segment; what follows has another time base. */
    public void discontinuity() {
        endPeriod();
    }

    /**
     * Takes one sample, in the order of arrival, and releases its data.
     *
     * @param wallClockMillis milliseconds since 1970, for the program date and time only
     * @throws IllegalStateException after {@link #finish}
     */
    public void write(Sample sample, long wallClockMillis) {
        try {
            if (finished) {
                throw new IllegalStateException("finished");
            }
            DropReason reason = accept(sample, wallClockMillis);
            if (reason != null) {
                dropped[reason.ordinal()]++;
            }
        } finally {
            sample.data().release();
        }
    }

    /** The next finished segment, the caller's from now on; null when there is none. */
    public @Nullable Segment poll() {
        return ready.poll();
    }

    /** Ends the last segment; poll it. */
    public void finish() {
        endPeriod();
        finished = true;
    }

    /** Releases what was not polled; the end without {@link #finish}. */
    public void release() {
        finished = true;
        inPeriod = false;
        buffer.release();
        ready.forEach(segment -> segment.data().release());
        ready.clear();
    }

    /** Whole seconds; 0 before the first segment, then it never changes. */
    public int targetDurationSeconds() {
        return rule.targetSeconds();
    }

    /** Bytes of the segment being written and of those not polled. */
    public long heldBytes() {
        return buffer.bytes()
                + ready.stream()
                        .mapToLong(segment -> segment.data().readableBytes())
                        .sum();
    }

    /** Samples left out for this reason so far. */
    public long dropped(DropReason reason) {
        return dropped[reason.ordinal()];
    }

    private static @Nullable Track only(TrackKind kind, List<Track> tracks) {
        Track found = null;
        for (Track track : tracks) {
            if (track.kind() == kind) {
                if (found != null) {
                    throw new IllegalArgumentException("two tracks of a kind: " + tracks);
                }
                found = track;
            }
        }
        return found;
    }

    private @Nullable DropReason accept(Sample incoming, long wallClockMillis) {
        Track track = incoming.kind() == TrackKind.VIDEO ? video : audio;
        if (track == null) {
            return DropReason.NO_TRACK;
        }
        if (incoming.data().readableBytes() > settings.maximumSegmentBytes() / GROWTH) {
            return DropReason.TOO_LONG;
        }
        DropReason unusable = DropReason.of(incoming, track);
        if (unusable != null) {
            return unusable;
        }
        TrackTimeline timeline = incoming.kind() == TrackKind.VIDEO ? videoTimeline : audioTimeline;
        if (inPeriod && timeline.breaks(incoming.dts90k(), clock.now90k())) {
            endPeriod();
        }
        if (!isPlayable(incoming)) {
            return DropReason.WAITING_FOR_KEY_FRAME;
        }
        boolean first = !inPeriod;
        if (first) {
            startPeriod(incoming, wallClockMillis);
        }
        if (!timeline.started() && !align(timeline, incoming.dts90k())) {
            return DropReason.TIMESTAMP;
        }
        Sample sample = timeline.place(incoming);
        clock.advance(sample.kind(), sample.dts90k());
        append(sample, first, wallClockMillis);
        return null;
    }

    private boolean isPlayable(Sample sample) {
        if (inPeriod) {
            if (sample.kind() == TrackKind.AUDIO || videoInPeriod) {
                return true;
            }
            if (sample.sync()) {
                endPeriod();
            }
            return sample.sync();
        }
        if (sample.kind() == TrackKind.VIDEO) {
            return sample.sync();
        }
        return video == null || keyFrameWait.isExhausted(sample.dts90k());
    }

    private void startPeriod(Sample sample, long wallClockMillis) {
        inPeriod = true;
        firstOfPeriod = true;
        videoInPeriod = sample.kind() == TrackKind.VIDEO;
        videoTimeline.reset();
        audioTimeline.reset();
        keyFrameWait.reset();
        baseWait.reset();
        clock.start(sample.dts90k(), videoInPeriod);
        dates.start(sample.dts90k(), wallClockMillis);
        rule.startPeriod();
        muxer.tracks(activeTracks());
        if (isSequel()) {
            muxer.discontinuity();
        }
    }

    private List<Track> activeTracks() {
        if (videoInPeriod && video != null) {
            return audio == null ? List.of(video) : List.of(video, audio);
        }
        return audio == null ? List.of() : List.of(audio);
    }

    /** Gives a track its base: its own, or the clock's when it is far away and stays there for 2 s. */
    private boolean align(TrackTimeline timeline, long dts90k) {
        boolean near = TrackTimeline.near(dts90k, clock.now90k());
        if (!near && !baseWait.isExhausted(dts90k)) {
            return false;
        }
        timeline.start(dts90k, near ? dts90k : clock.now90k());
        return true;
    }

    private void append(Sample sample, boolean first, long wallClockMillis) {
        if (sample.keyFrame()) {
            rule.keyFrame(sample.dts90k());
        }
        if (first) {
            startSegment(sample, wallClockMillis, isSequel());
        } else if (cuts(sample)) {
            endSegment(elapsed90k());
            startSegment(sample, wallClockMillis, false);
        }
        muxer.write(sample, clock.now90k());
    }

    private boolean cuts(Sample sample) {
        long elapsed = elapsed90k();
        if (buffer.bytes() + muxer.encodedBytes(sample) > settings.maximumSegmentBytes()) {
            return true;
        }
        if (!videoInPeriod && rule.cutsAudio(elapsed) || sample.keyFrame() && rule.cutsAtKeyFrame(elapsed)) {
            return true;
        }
        return rule.cutsBetweenKeyFrames(elapsed, clock.step90k());
    }

    private void startSegment(Sample sample, long wallClockMillis, boolean discontinuity) {
        segmentStart90k = clock.now90k();
        segmentKeyFrameFirst = sample.keyFrame() || !videoInPeriod;
        segmentDiscontinuity = discontinuity;
        if (segmentKeyFrameFirst && dates.isBroken(segmentStart90k, wallClockMillis)) {
            segmentDiscontinuity = true;
            dates.start(segmentStart90k, wallClockMillis);
        }
        segmentDateMillis = dates.next(segmentStart90k, wallClockMillis);
        rule.startSegment(segmentKeyFrameFirst);
        muxer.writeTables();
    }

    private void endSegment(long duration90k) {
        muxer.flush();
        long announced = rule.endSegment(Math.max(duration90k, MIN_DURATION_90K));
        ready.add(new Segment(
                nextSequence++,
                announced,
                rule.targetSeconds(),
                segmentDiscontinuity,
                segmentKeyFrameFirst,
                segmentDateMillis,
                buffer.take()));
        firstOfPeriod = false;
    }

    private void endPeriod() {
        if (inPeriod) {
            endSegment(elapsed90k() + Math.min(clock.step90k(), MAX_LAST_STEP_90K));
            inPeriod = false;
        }
    }

    private long elapsed90k() {
        return clock.now90k() - segmentStart90k;
    }

    private boolean isSequel() {
        return nextSequence > settings.firstSequence();
    }
}
