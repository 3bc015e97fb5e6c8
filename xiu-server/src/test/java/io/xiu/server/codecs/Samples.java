package io.xiu.server.codecs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import io.xiu.relay.MediaFrame;
import io.xiu.server.sample.Container;
import io.xiu.server.sample.FlvAdapter;
import io.xiu.server.sample.SampleSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tracks and samples of some tags, and the files that the muxers make of them. */
final class Samples implements SampleSink {
    private static final long AFTER_LAST_90K = 3_600;

    private final List<Sample> samples = new ArrayList<>();
    private List<Track> tracks = List.of();

    private Samples() {}

    static Samples of(List<Tag> tags) {
        Samples all = new Samples();
        FlvAdapter adapter = new FlvAdapter(all, Container.FRAGMENTED_MP4, false);
        for (Tag tag : tags) {
            MediaFrame frame = tag.frame();
            adapter.frame(frame);
            frame.body().release();
        }
        return all;
    }

    @Override
    public void tracks(List<Track> newTracks) {
        if (!newTracks.containsAll(tracks)) {
            throw new AssertionError(newTracks + " after " + tracks);
        }
        tracks = newTracks;
    }

    @Override
    public void sample(Sample sample) {
        samples.add(sample);
    }

    @Override
    public void discontinuity() {
        throw new AssertionError("a discontinuity");
    }

    @Override
    public void leftOut(String reason) {
        throw new AssertionError(reason);
    }

    @Override
    public void unsupported(@Nullable String reason) {
        if (reason != null) {
            throw new AssertionError(reason);
        }
    }

    /** Gives up the samples' data. */
    void release() {
        samples.forEach(sample -> sample.data().release());
    }

    List<Track> tracks() {
        return tracks;
    }

    /** The same sample for one that takes ownership of its data. */
    static Sample retained(Sample sample) {
        return new Sample(
                sample.track(),
                sample.dts90k(),
                sample.pts90k(),
                sample.sync(),
                sample.data().retainedDuplicate());
    }

    /** A transport stream of everything. */
    byte[] transportStream() throws TrackException {
        ByteBuf out = Unpooled.buffer();
        TsMuxer muxer = new TsMuxer(TsOutput.to(out));
        muxer.tracks(tracks);
        muxer.writeTables();
        long clock90k = samples.get(0).dts90k();
        for (Sample sample : samples) {
            if (sample.kind() == TrackKind.VIDEO) {
                clock90k = Math.max(clock90k, sample.dts90k());
            }
            muxer.write(sample, clock90k);
        }
        muxer.flush();
        return ByteBufUtil.getBytes(out);
    }

    /** Fragmented MP4 of everything, a segment for each GOP. */
    byte[] fragmentedMp4() throws TrackException {
        ByteBuf out = Unpooled.buffer();
        Mp4Muxer muxer = new Mp4Muxer(tracks);
        muxer.writeInitialization(out);
        long last90k = 0;
        for (Sample sample : samples) {
            if (sample.keyFrame() && !muxer.isEmpty()) {
                muxer.writeFragment(out, sample.dts90k(), true, null);
            }
            if (sample.kind() == TrackKind.VIDEO) {
                last90k = sample.dts90k();
            }
            muxer.add(retained(sample));
        }
        muxer.writeFragment(out, last90k + AFTER_LAST_90K, true, null);
        muxer.release();
        return ByteBufUtil.getBytes(out);
    }
}
