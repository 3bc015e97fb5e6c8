package io.xiu.hls.segment;

import io.xiu.hls.Track;
import java.util.List;

/** What writes the periods that {@link Periods} finds. */
interface PeriodWriter {
    /** Begins a period with these tracks at this time; its first sample follows. */
    void startPeriod(List<Track> tracks, boolean withVideo, long dts90k);

    /** Ends the period, if there is one. */
    void endPeriod();

    boolean inPeriod();

    /** Says whether the period has video. */
    boolean hasVideo();

    /** How far the period has come. */
    long clock90k();
}
