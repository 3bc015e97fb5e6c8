package io.xiu.hls.segment;

import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples of one live stream as one transport stream without end, which can be read from each key frame on:
 * PAT, PMT and parameter sets come before it. Without video it can be read from every half second on.
 *
 * <pre>{@code
 * ContinuousMuxer muxer = new ContinuousMuxer(TsOutput.to(buffer));
 * muxer.tracks(List.of(video, audio));
 * boolean start = muxer.write(sample);     // may append nothing: audio is gathered up to 100 ms
 * }</pre>
 *
 * <p>Continuity counters go on over publishers and tracks. Where the timeline or the tracks change, a discontinuity is
 * marked and the next key frame is waited for, but for audio that joins video, which only makes a new PMT version. Not
 * thread-safe. A sample that can't be used is left out.
 */
public final class ContinuousMuxer {
    private static final long TABLE_INTERVAL_90K = 45_000;
    private static final int MAX_SAMPLE_BYTES = 16 << 20;

    private final TsMuxer muxer;
    private final Writer writer = new Writer();
    private final Periods periods = new Periods(writer, MAX_SAMPLE_BYTES);
    private @Nullable TrackCheck video;
    private @Nullable TrackCheck audio;

    /** Makes a muxer that has no tracks yet. */
    public ContinuousMuxer(TsOutput output) {
        muxer = new TsMuxer(output);
    }

    /**
     * Sets the tracks of the samples to come, at most one of a kind. The same tracks again change nothing.
     *
     * @throws TrackException if they can't be carried; nothing is changed then
     */
    public void tracks(List<Track> tracks) throws TrackException {
        TrackCheck newVideo = Tracks.only(TrackKind.VIDEO, tracks, SegmentFormat.TS);
        TrackCheck newAudio = Tracks.only(TrackKind.AUDIO, tracks, SegmentFormat.TS);
        boolean sameVideo = Tracks.same(video, newVideo);
        if (sameVideo && Tracks.same(audio, newAudio)) {
            return;
        }
        boolean audioJoins = sameVideo && audio == null;
        video = newVideo;
        audio = newAudio;
        if (audioJoins && writer.hasVideo()) {
            muxer.tracks(tracks);
            writer.tablesDue = true;
        } else {
            writer.endPeriod();
        }
    }

    /** The timeline was set anew here. */
    public void discontinuity() {
        writer.endPeriod();
    }

    /**
     * Takes one sample, in the order of arrival, and releases its data.
     *
     * @return whether what was appended for it can be read without anything before it
     */
    public boolean write(Sample sample) {
        try {
            Sample placed = periods.place(sample, video, audio);
            return placed != null && writer.append(placed);
        } finally {
            sample.data().release();
        }
    }

    private final class Writer implements PeriodWriter {
        private final ReferenceClock clock = new ReferenceClock();
        private boolean begun;
        private boolean inPeriod;
        private boolean hasVideo;
        private boolean tablesDue;
        private long tables90k;

        @Override
        public void startPeriod(List<Track> tracks, boolean withVideo, long dts90k) {
            clock.start(dts90k, withVideo);
            Tracks.set(muxer, tracks);
            if (begun) {
                muxer.discontinuity();
            }
            begun = true;
            inPeriod = true;
            hasVideo = withVideo;
            tablesDue = true;
        }

        @Override
        public void endPeriod() {
            if (inPeriod) {
                muxer.flush();
                inPeriod = false;
            }
        }

        @Override
        public boolean inPeriod() {
            return inPeriod;
        }

        @Override
        public boolean hasVideo() {
            return inPeriod && hasVideo;
        }

        @Override
        public long clock90k() {
            return clock.now90k();
        }

        boolean append(Sample sample) {
            clock.advance(sample.kind(), sample.dts90k());
            boolean start = hasVideo ? sample.keyFrame() : tablesDue || clock90k() - tables90k >= TABLE_INTERVAL_90K;
            if (start || tablesDue) {
                muxer.writeTables();
                tables90k = clock90k();
                tablesDue = false;
                if (!hasVideo) {
                    muxer.flush();
                }
            }
            muxer.write(sample, clock90k());
            return start;
        }
    }
}
