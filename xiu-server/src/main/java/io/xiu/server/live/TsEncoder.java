package io.xiu.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.ContinuousMuxer;
import io.xiu.hls.ts.TsOutput;
import io.xiu.relay.FrameEncoder;
import io.xiu.relay.MediaFrame;
import io.xiu.server.sample.Container;
import io.xiu.server.sample.FlvAdapter;
import io.xiu.server.sample.SampleSink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of one live stream as MPEG-TS. A frame is written when it is looked at, as nobody can say before how many
 * TS packets it takes. Confined to the live stream's writer. A defect here ends the stream's MPEG-TS and nothing else.
 */
final class TsEncoder implements FrameEncoder, SampleSink {
    private static final Logger LOG = LoggerFactory.getLogger(TsEncoder.class);

    private final FlvAdapter adapter = new FlvAdapter(this, Container.MPEG_TS, true);
    /** On the heap: nobody says when the last frame was. */
    private final ByteBuf written = Unpooled.buffer();

    private final ContinuousMuxer muxer = new ContinuousMuxer(TsOutput.to(written));
    private boolean start;
    private boolean defective;

    @Override
    public void header(MediaFrame header) {
        take(header);
    }

    @Override
    public int encodedBytes(MediaFrame frame) {
        take(frame);
        return written.readableBytes();
    }

    private void take(MediaFrame frame) {
        attempt(() -> adapter.frame(frame));
    }

    /** The sound gathered for a PES packet that nothing more comes for. */
    @Override
    public int endBytes() {
        attempt(muxer::discontinuity);
        return written.readableBytes();
    }

    @Override
    public void encodeEnd(ByteBuf out) {
        out.writeBytes(written);
    }

    private void attempt(Runnable step) {
        written.clear();
        start = false;
        if (defective) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("MPEG-TS of a stream ends on a defect", e);
            defective = true;
            written.clear();
            start = false;
        }
    }

    @Override
    public boolean startsViewers(MediaFrame frame) {
        return start;
    }

    @Override
    public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
        out.writeBytes(written);
    }

    @Override
    public boolean carriesNothing() {
        return defective || adapter.carriesNothing();
    }

    @Override
    public void tracks(List<Track> tracks) {
        try {
            muxer.tracks(tracks);
        } catch (TrackException e) {
            throw new IllegalStateException("each of these can be written: " + tracks, e);
        }
    }

    @Override
    public void sample(Sample sample) {
        start |= muxer.write(sample);
    }

    @Override
    public void discontinuity() {
        muxer.discontinuity();
    }

    @Override
    public void leftOut(String reason) {}

    @Override
    public void unsupported(@Nullable String reason) {}
}
