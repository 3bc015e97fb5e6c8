package io.xiu.hls.segment;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples of one period after the other into segments. What it is given is playable, and its times rise.
 */
final class SegmentAssembler implements PeriodWriter {
    private static final long MAX_LAST_STEP_90K = 90_000;
    private static final long MIN_DURATION_90K = 90;

    private final SegmenterSettings settings;
    private final SegmentBuffer buffer;
    private final TsMuxer muxer;
    private final CutRule rule;
    private final WallClockLine dates = new WallClockLine();
    private final ReferenceClock clock = new ReferenceClock();
    private final Deque<Segment> ready = new ArrayDeque<>();

    private boolean inPeriod;
    private boolean hasVideo;
    private boolean firstOfPeriod;
    private boolean open;
    private long nextSequence;
    private long start90k;
    private long wallClockMillis;
    private long dateMillis;
    private boolean discontinuity;
    private boolean keyFrameFirst;

    SegmentAssembler(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.settings = settings;
        this.buffer = new SegmentBuffer(allocator);
        this.muxer = new TsMuxer(buffer);
        this.rule = new CutRule(settings.fragmentSeconds());
        this.nextSequence = settings.firstSequence();
    }

    /** Says when the samples to come arrive. */
    void wallClock(long millis) {
        wallClockMillis = millis;
    }

    @Override
    public void startPeriod(List<Track> tracks, boolean withVideo, long dts90k) {
        inPeriod = true;
        hasVideo = withVideo;
        firstOfPeriod = true;
        clock.start(dts90k, withVideo);
        dates.start(dts90k, wallClockMillis);
        rule.startPeriod();
        Tracks.set(muxer, tracks);
        if (!isFirstSegment()) {
            muxer.discontinuity();
        }
    }

    /** Adds an audio track to the period's first segment. */
    void addAudio(Track audio) {
        Tracks.add(muxer, audio, buffer.firstBlock(), TsOutput.PACKET_BYTES);
    }

    void append(Sample sample) {
        clock.advance(sample.kind(), sample.dts90k());
        if (sample.keyFrame()) {
            rule.keyFrame(sample.dts90k());
        }
        if (!open) {
            startSegment(sample, !isFirstSegment());
        } else if (cuts(sample)) {
            endSegment(elapsed90k());
            startSegment(sample, false);
        }
        muxer.write(sample, clock.now90k());
    }

    /** Ends the segment, too. */
    @Override
    public void endPeriod() {
        if (inPeriod) {
            endSegment(elapsed90k() + Math.min(clock.step90k(), MAX_LAST_STEP_90K));
            inPeriod = false;
        }
    }

    /** Ends the period without leaving anything of its open segment. */
    void discardPeriod() {
        muxer.flush();
        buffer.release();
        open = false;
        inPeriod = false;
    }

    @Nullable
    Segment poll() {
        return ready.poll();
    }

    void release() {
        discardPeriod();
        ready.forEach(segment -> segment.data().release());
        ready.clear();
    }

    @Override
    public boolean inPeriod() {
        return inPeriod;
    }

    @Override
    public boolean hasVideo() {
        return hasVideo;
    }

    boolean inFirstOfPeriod() {
        return inPeriod && firstOfPeriod;
    }

    /** Says whether no segment was ended yet. */
    boolean isFirstSegment() {
        return nextSequence == settings.firstSequence();
    }

    @Override
    public long clock90k() {
        return clock.now90k();
    }

    long elapsed90k() {
        return clock.now90k() - start90k;
    }

    int targetSeconds() {
        return rule.targetSeconds();
    }

    long heldBytes() {
        return buffer.bytes()
                + ready.stream()
                        .mapToLong(segment -> segment.data().readableBytes())
                        .sum();
    }

    private boolean cuts(Sample sample) {
        if (buffer.bytes() + muxer.encodedBytes(sample) > settings.maximumSegmentBytes()) {
            return true;
        }
        long elapsed = elapsed90k();
        if (sample.keyFrame() && rule.cutsAtKeyFrame(elapsed)) {
            return true;
        }
        return (!hasVideo && rule.cutsAudio(elapsed)) || rule.cutsBetweenKeyFrames(elapsed, clock.step90k());
    }

    private void startSegment(Sample sample, boolean newPeriod) {
        open = true;
        start90k = clock.now90k();
        keyFrameFirst = sample.keyFrame() || !hasVideo;
        discontinuity = newPeriod;
        if (keyFrameFirst && dates.isBroken(start90k, wallClockMillis)) {
            discontinuity = true;
            dates.start(start90k, wallClockMillis);
        }
        dateMillis = dates.next(start90k, wallClockMillis);
        rule.startSegment(keyFrameFirst);
        muxer.writeTables();
    }

    private void endSegment(long duration90k) {
        muxer.flush();
        long announced = rule.endSegment(Math.max(duration90k, MIN_DURATION_90K));
        ready.add(new Segment(
                nextSequence++,
                announced,
                rule.targetSeconds(),
                discontinuity,
                keyFrameFirst,
                dateMillis,
                SegmentFormat.TS,
                null,
                buffer.take()));
        open = false;
        firstOfPeriod = false;
    }
}
