package io.xiu.server.sample;

import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link FlvAdapter} makes of a live stream. Called on the stream's writer. */
public interface SampleSink {
    /** The tracks of the samples to come; each can be carried in MPEG-TS. */
    void tracks(List<Track> tracks);

    /** The sink takes ownership of the sample's data. */
    void sample(Sample sample);

    /** The timeline was set anew here. */
    void discontinuity();

    /** Something in the stream can't be carried; for the log. */
    void leftOut(String reason);

    /** Why there are no samples at all, or null when there are again. */
    void unsupported(@Nullable String reason);
}
