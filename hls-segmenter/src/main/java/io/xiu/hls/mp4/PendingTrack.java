package io.xiu.hls.mp4;

import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import java.util.ArrayList;
import java.util.List;

/** One track of a muxer: its description, its timeline, and the samples of the fragment to come. */
final class PendingTrack {
    /** In units of any timescale up to 1,073,741 Hz it fits the 32 bits of a duration. */
    private static final long MAX_STEP_90K = 4_000 * 90_000L;

    private final Track track;
    private final SampleEntry entry;
    private final MediaTimeline timeline;
    private final List<PendingSample> samples = new ArrayList<>();

    private boolean started;
    private long first90k;
    private long last90k;

    PendingTrack(Track track) throws TrackException {
        this.track = track;
        this.entry = SampleEntry.of(track);
        this.timeline = new MediaTimeline(entry.timing().timescale());
    }

    /**
     * Keeps a sample of this track and its data; nothing changes when it throws.
     *
     * @throws IllegalArgumentException for times that can't follow the last, or can't be written
     */
    void add(Sample sample) {
        long dts90k = sample.dts90k();
        if (started && dts90k <= last90k) {
            throw new IllegalArgumentException(describe() + ": DTS " + dts90k + " after " + last90k);
        }
        if (!samples.isEmpty() && dts90k - last90k > MAX_STEP_90K) {
            throw new IllegalArgumentException(describe() + ": a step of " + (dts90k - last90k) + " in a fragment");
        }
        int offset = track.kind() == TrackKind.VIDEO ? compositionOffset(sample) : 0;
        boolean sync = track.kind() == TrackKind.AUDIO || sample.sync();
        long time = timeline.place(dts90k, entry.timing().length().applyAsInt(sample.data()));
        if (samples.isEmpty()) {
            first90k = dts90k;
        }
        samples.add(new PendingSample(time, offset, PendingSample.flags(sync), sample.data()));
        last90k = dts90k;
        started = true;
    }

    private int compositionOffset(Sample sample) {
        long offset = sample.pts90k() - sample.dts90k();
        if (offset != (int) offset) {
            throw new IllegalArgumentException(describe() + ": PTS " + offset + " from the DTS");
        }
        return (int) offset;
    }

    private String describe() {
        return "track " + track.id() + " (" + track.codec() + ")";
    }

    /** By how much a time on the media timeline is later than it is presented, rounded down. */
    long priming90k() {
        return entry.timing().priming() * 90_000L / entry.timing().timescale();
    }

    /** Where the samples that wait begin on the media timeline, before it is moved. */
    long mediaStart90k() {
        return first90k + priming90k();
    }

    /**
     * The samples that wait, as they are to be written.
     *
     * @param origin90k added to all times
     * @param end90k where the next fragment begins
     * @param cutHere whether this track's next sample begins there
     */
    TrackRun run(long origin90k, long end90k, boolean cutHere) {
        long shift = timeline.units(origin90k) + entry.timing().priming();
        long lastLength = (cutHere || !timeline.knowsLength()) ? timeline.lengthUntil(end90k) : timeline.usualLength();
        return new TrackRun(track, shift, samples, lastLength);
    }

    void release() {
        samples.forEach(sample -> sample.data().release());
        samples.clear();
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    Track track() {
        return track;
    }

    SampleEntry entry() {
        return entry;
    }
}
