package io.xiu.hls.segment;

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
 * Finds where periods begin and end in the samples of a live stream, which samples can be written, and at what times.
 *
 * <p>A <i>period</i> lasts from one discontinuity to the next. It begins at a video key frame (after 10 s of audio
 * without one: as audio only, until a key frame comes), and ends at a timestamp that steps back over 300 ms or jumps
 * over 10 s; its writer may end it as well.
 */
final class Periods {
    private static final long MAX_KEY_FRAME_WAIT_90K = 10 * 90_000;
    private static final long MAX_BASE_WAIT_90K = 2 * 90_000;

    private final PeriodWriter writer;
    private final int maximumSampleBytes;
    private final TrackTimeline videoTimeline = new TrackTimeline();
    private final TrackTimeline audioTimeline = new TrackTimeline();
    private final Patience keyFrameWait = new Patience(MAX_KEY_FRAME_WAIT_90K);
    private final Patience baseWait = new Patience(MAX_BASE_WAIT_90K);
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);

    Periods(PeriodWriter writer, int maximumSampleBytes) {
        this.writer = writer;
        this.maximumSampleBytes = maximumSampleBytes;
    }

    /**
     * Takes the next sample, and starts and ends periods as it demands.
     *
     * @return the sample at the times to write it with, its data not retained again; null if it is left out
     */
    @Nullable
    Sample place(Sample sample, @Nullable TrackCheck video, @Nullable TrackCheck audio) {
        TrackTimeline timeline = sample.kind() == TrackKind.VIDEO ? videoTimeline : audioTimeline;
        DropReason reason = accept(sample, video, audio, timeline);
        if (reason != null) {
            leaveOut(reason);
            return null;
        }
        return timeline.place(sample);
    }

    /** Counts a sample that is left out, here or by the writer. */
    void leaveOut(DropReason reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    /** Samples left out for this reason so far. */
    long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    private @Nullable DropReason accept(
            Sample sample, @Nullable TrackCheck video, @Nullable TrackCheck audio, TrackTimeline timeline) {
        TrackCheck check = sample.kind() == TrackKind.VIDEO ? video : audio;
        if (check == null) {
            return DropReason.NO_TRACK;
        }
        if (sample.data().readableBytes() > maximumSampleBytes) {
            return DropReason.TOO_LONG;
        }
        DropReason unusable = check.check(sample);
        if (unusable != null) {
            return unusable;
        }
        if (writer.inPeriod() && timeline.breaks(sample.dts90k(), writer.clock90k())) {
            writer.endPeriod();
        }
        if (!isPlayable(sample, video)) {
            return DropReason.WAITING_FOR_KEY_FRAME;
        }
        if (!writer.inPeriod()) {
            startPeriod(sample, video, audio);
        }
        return timeline.started() || align(timeline, sample.dts90k()) ? null : DropReason.TIMESTAMP;
    }

    private boolean isPlayable(Sample sample, @Nullable TrackCheck video) {
        if (writer.inPeriod()) {
            if (sample.kind() == TrackKind.AUDIO || writer.hasVideo()) {
                return true;
            }
            if (sample.sync()) {
                writer.endPeriod();
            }
            return sample.sync();
        }
        if (sample.kind() == TrackKind.VIDEO) {
            return sample.sync();
        }
        return video == null || keyFrameWait.isExhausted(sample.dts90k());
    }

    private void startPeriod(Sample sample, @Nullable TrackCheck video, @Nullable TrackCheck audio) {
        videoTimeline.reset();
        audioTimeline.reset();
        keyFrameWait.reset();
        baseWait.reset();
        boolean withVideo = sample.kind() == TrackKind.VIDEO;
        List<Track> tracks = Stream.of(withVideo ? video : null, audio)
                .filter(Objects::nonNull)
                .map(TrackCheck::track)
                .toList();
        writer.startPeriod(tracks, withVideo, sample.dts90k());
    }

    /** Gives a track its base: its own, or the clock's when it is far away and stays there for 2 s. */
    private boolean align(TrackTimeline timeline, long dts90k) {
        long clock90k = writer.clock90k();
        boolean near = TrackTimeline.near(dts90k, clock90k);
        if (!near && !baseWait.isExhausted(dts90k)) {
            return false;
        }
        timeline.start(dts90k, near ? dts90k : clock90k);
        return true;
    }
}
