package io.xiu.hls.segment;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.DropReason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
    /** NAL units of one byte with lengths of one byte grow the most: 2.5 times, and the TS headers. */
    private static final int GROWTH = 4;

    private final int maximumSampleBytes;
    private final SegmentAssembler assembler;
    private final TrackTimeline videoTimeline = new TrackTimeline();
    private final TrackTimeline audioTimeline = new TrackTimeline();
    private final Patience keyFrameWait = new Patience(MAX_KEY_FRAME_WAIT_90K);
    private final Patience baseWait = new Patience(MAX_BASE_WAIT_90K);
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    private @Nullable Track video;
    private @Nullable Track audio;
    private boolean finished;

    public Segmenter(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.maximumSampleBytes = settings.maximumSegmentBytes() / GROWTH;
        this.assembler = new SegmentAssembler(settings, allocator);
    }

    /**
     * Sets the tracks of the samples to come. The same tracks again change nothing. A change ends the segment and is a
     * discontinuity, except while nobody has seen anything of it: audio that joins video in a period's first segment is
     * added to it, and up to 1 s of audio before the stream's first video is dropped.
     *
     * @throws IllegalArgumentException for two tracks of a kind
     * @throws IllegalStateException after {@link #finish}
     */
    public void tracks(List<Track> tracks) {
        checkRunning();
        Track newVideo = only(TrackKind.VIDEO, tracks);
        Track newAudio = only(TrackKind.AUDIO, tracks);
        boolean sameVideo = Objects.equals(video, newVideo);
        if (sameVideo && Objects.equals(audio, newAudio)) {
            return;
        }
        if (sameVideo && audio == null && newAudio != null && assembler.inFirstOfPeriod() && assembler.hasVideo()) {
            assembler.addAudio(newAudio);
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
            DropReason reason = accept(sample, wallClockMillis);
            if (reason != null) {
                dropped.merge(reason, 1L, Long::sum);
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
        return dropped.getOrDefault(reason, 0L);
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

    private @Nullable DropReason accept(Sample sample, long wallClockMillis) {
        boolean isVideo = sample.kind() == TrackKind.VIDEO;
        Track track = isVideo ? video : audio;
        if (track == null) {
            return DropReason.NO_TRACK;
        }
        if (sample.data().readableBytes() > maximumSampleBytes) {
            return DropReason.TOO_LONG;
        }
        DropReason unusable = DropReason.of(sample, track);
        if (unusable != null) {
            return unusable;
        }
        TrackTimeline timeline = isVideo ? videoTimeline : audioTimeline;
        if (assembler.inPeriod() && timeline.breaks(sample.dts90k(), assembler.clock90k())) {
            assembler.endPeriod();
        }
        if (!isPlayable(sample)) {
            return DropReason.WAITING_FOR_KEY_FRAME;
        }
        if (!assembler.inPeriod()) {
            startPeriod(sample, wallClockMillis);
        }
        if (!timeline.started() && !align(timeline, sample.dts90k())) {
            return DropReason.TIMESTAMP;
        }
        assembler.append(timeline.place(sample), wallClockMillis);
        return null;
    }

    private boolean isPlayable(Sample sample) {
        if (assembler.inPeriod()) {
            if (sample.kind() == TrackKind.AUDIO || assembler.hasVideo()) {
                return true;
            }
            if (sample.sync()) {
                assembler.endPeriod();
            }
            return sample.sync();
        }
        if (sample.kind() == TrackKind.VIDEO) {
            return sample.sync();
        }
        return video == null || keyFrameWait.isExhausted(sample.dts90k());
    }

    private void startPeriod(Sample sample, long wallClockMillis) {
        videoTimeline.reset();
        audioTimeline.reset();
        keyFrameWait.reset();
        baseWait.reset();
        boolean withVideo = sample.kind() == TrackKind.VIDEO;
        List<Track> tracks = Stream.of(withVideo ? video : null, audio)
                .filter(Objects::nonNull)
                .toList();
        assembler.startPeriod(tracks, withVideo, sample.dts90k(), wallClockMillis);
    }

    /** Gives a track its base: its own, or the clock's when it is far away and stays there for 2 s. */
    private boolean align(TrackTimeline timeline, long dts90k) {
        long clock90k = assembler.clock90k();
        boolean near = TrackTimeline.near(dts90k, clock90k);
        if (!near && !baseWait.isExhausted(dts90k)) {
            return false;
        }
        timeline.start(dts90k, near ? dts90k : clock90k);
        return true;
    }
}
