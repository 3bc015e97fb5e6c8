package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.List;

/**
 * Writes the samples of one period after the other into segments. What it is given is playable, and its times rise.
 */
final class SegmentAssembler implements PeriodWriter {
    private static final long MAX_LAST_STEP_90K = 90_000;
    private static final long MIN_DURATION_90K = 90;

    private final SegmenterSettings settings;
    private final SegmentWriter writer;
    private final CutRule rule;
    private final PartRule partRule;
    private final WallClockLine dates = new WallClockLine();
    private final ReferenceClock clock = new ReferenceClock();
    private final Finished finished = new Finished();

    private boolean inPeriod;
    private boolean hasVideo;
    private boolean firstOfPeriod;
    private boolean open;
    private long nextSequence;
    private int nextPart;
    private long start90k;
    private long wallClockMillis;
    private long dateMillis;
    private boolean discontinuity;
    private boolean keyFrameFirst;

    SegmentAssembler(SegmenterSettings settings, ByteBufAllocator allocator) {
        this.settings = settings;
        this.writer = switch (settings.format()) {
            case TS -> new TsSegmentWriter(allocator);
            case FMP4 -> new Mp4SegmentWriter(allocator, settings.firstInitialization());
        };
        this.rule = new CutRule(settings.fragmentSeconds());
        this.partRule = new PartRule(settings.partMillis());
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
        writer.startPeriod(tracks, !isFirstSegment());
    }

    /** Adds an audio track to the period's first segment; false if it can't be done there. */
    boolean addAudio(Track audio) {
        return inPeriod && firstOfPeriod && hasVideo && writer.addAudio(audio);
    }

    /** Writes a sample; false if it is from before where its period can begin. */
    boolean append(Sample sample) {
        if (!writer.takes(sample, settings.maximumSegmentBytes())) {
            return false;
        }
        clock.advance(sample.kind(), sample.dts90k());
        if (sample.keyFrame()) {
            rule.keyFrame(sample.dts90k());
        }
        if (!open) {
            startSegment(sample, !isFirstSegment());
        } else if (cuts(sample)) {
            endSegment(elapsed90k());
            startSegment(sample, false);
        } else if (hasParts() && partRule.cuts(sample.keyFrame(), clock.now90k(), clock.step90k())) {
            endPart(clock.now90k());
            startPart(sample);
        }
        writer.write(sample, clock.now90k());
        return true;
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
        writer.discard();
        open = false;
        inPeriod = false;
    }

    /** What is finished. */
    Finished finished() {
        return finished;
    }

    void release() {
        discardPeriod();
        finished.release();
    }

    @Override
    public boolean inPeriod() {
        return inPeriod;
    }

    @Override
    public boolean hasVideo() {
        return hasVideo;
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
        return writer.bytes() + finished.bytes();
    }

    private boolean cuts(Sample sample) {
        if (writer.bytesWith(sample) > settings.maximumSegmentBytes()) {
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
        nextPart = 0;
        startPart(sample);
    }

    private void startPart(Sample sample) {
        boolean independent = sample.keyFrame() || !hasVideo;
        partRule.start(clock.now90k(), independent);
        writer.startPart(nextPart == 0, independent);
    }

    // Nobody can know of the very first segment before it is whole: it fixes the target duration.
    private boolean hasParts() {
        return settings.partMillis() > 0 && !isFirstSegment();
    }

    private void endPart(long end90k) {
        ByteBuf data = writer.endPart(end90k);
        finished.add(new Part(
                nextSequence,
                nextPart++,
                partRule.duration90k(end90k),
                partRule.isIndependent(),
                discontinuity,
                dateMillis,
                settings.format(),
                writer.initialization(),
                data));
    }

    private void endSegment(long duration90k) {
        long end90k = start90k + duration90k;
        if (hasParts()) {
            endPart(end90k);
        }
        ByteBuf data = writer.endSegment(end90k);
        long announced90k = rule.endSegment(Math.max(duration90k, MIN_DURATION_90K));
        finished.add(new Segment(
                nextSequence++,
                announced90k,
                rule.targetSeconds(),
                discontinuity,
                keyFrameFirst,
                dateMillis,
                settings.format(),
                writer.initialization(),
                data));
        open = false;
        firstOfPeriod = false;
    }
}
