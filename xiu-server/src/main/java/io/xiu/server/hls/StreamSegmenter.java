package io.xiu.server.hls;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import io.xiu.relay.FrameReader;
import io.xiu.relay.MediaFrame;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.sample.FlvAdapter;
import io.xiu.server.sample.SampleSink;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts one live stream into segments, on the stream's writer. Their format is chosen once one track of each kind is
 * known, or after a second, and changes only if tracks come that it can't hold. A defect here ends the stream's HLS and
 * nothing else.
 */
final class StreamSegmenter implements FrameReader, SampleSink {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSegmenter.class);
    private static final int MAX_SEGMENT_BYTES = 32 << 20;

    private final HlsStream stream;
    private final HlsConfig config;
    private final ByteBufAllocator allocator;
    private final InstantSource clock;
    private final LongSupplier millis;
    private final FormatChoice choice;
    private final FlvAdapter adapter;
    private final Prelude prelude = new Prelude();
    private FrameRate frameRate = new FrameRate();
    private List<Track> tracks = List.of();
    private @Nullable SegmentFormat format;
    private @Nullable Segmenter segmenter;
    private boolean refused;
    private boolean over;

    StreamSegmenter(
            HlsStream stream, HlsConfig config, ByteBufAllocator allocator, InstantSource clock, LongSupplier millis) {
        this.stream = stream;
        this.config = config;
        this.allocator = allocator;
        this.clock = clock;
        this.millis = millis;
        choice = new FormatChoice(config.format());
        adapter = new FlvAdapter(this, choice.container(), false);
    }

    @Override
    public void frame(MediaFrame frame) {
        if (over) {
            return;
        }
        try {
            adapter.frame(frame);
            deliver();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public void ended() {
        if (over) {
            return;
        }
        try {
            if (!prelude.isEmpty()) {
                begin();
            }
            finish();
            end();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException defect) {
        LOG.error("{}: HLS ends on a defect", stream.live().key(), defect);
        end();
    }

    @Override
    public void tracks(List<Track> next) {
        Segmenter present = segmenter;
        if (present != null && (next.isEmpty() || choice.of(next, format) == format)) {
            announce(present, next);
            deliver();
            tracks = next;
            frameRate = new FrameRate();
            return;
        }
        if (present != null) {
            finish();
            stream.startAnew(millis.getAsLong());
            frameRate = new FrameRate();
        }
        tracks = next;
        if (!choice.isOpen(next)) {
            begin();
        }
    }

    @Override
    public void sample(Sample sample) {
        if (sample.kind() == TrackKind.VIDEO) {
            frameRate.frame(sample.dts90k());
        }
        Segmenter present = segmenter;
        if (present != null) {
            present.write(sample, clock.millis());
        } else if (!prelude.hold(sample, clock.millis())) {
            begin();
        }
    }

    @Override
    public void discontinuity() {
        if (!prelude.isEmpty()) {
            begin();
        }
        Segmenter present = segmenter;
        if (present != null) {
            present.discontinuity();
        }
    }

    @Override
    public void leftOut(String reason) {
        LOG.warn("{}: {}", stream.live().key(), reason);
    }

    @Override
    public void unsupported(@Nullable String reason) {
        stream.unsupported(reason);
    }

    /** Begins to cut, in the format of the tracks there are, with what was held back. */
    private void begin() {
        SegmentFormat chosen = choice.of(tracks, format);
        long sequence = stream.nextSequence();
        SegmenterSettings settings = new SegmenterSettings(config.fragmentSeconds(), MAX_SEGMENT_BYTES, sequence)
                .withFormat(chosen)
                .withFirstInitialization((int) Math.min(sequence, Integer.MAX_VALUE));
        Segmenter begun = new Segmenter(settings, allocator);
        segmenter = begun;
        format = chosen;
        announce(begun, tracks);
        prelude.playTo(begun);
    }

    /** Each of the tracks can be written; should two of them not go together, there are no segments. */
    private void announce(Segmenter to, List<Track> next) {
        try {
            to.tracks(next);
            if (refused) {
                refused = false;
                stream.unsupported(null);
            }
        } catch (TrackException e) {
            refused = true;
            leftOut(String.valueOf(e.getMessage()));
            stream.unsupported(e.getMessage());
        }
    }

    private void deliver() {
        Segmenter present = segmenter;
        if (present == null) {
            return;
        }
        for (Segment segment; (segment = present.poll()) != null; ) {
            stream.add(segment, new Presentation(tracks, frameRate.perSecond()), millis.getAsLong());
        }
    }

    private void finish() {
        Segmenter present = segmenter;
        if (present != null) {
            present.finish();
            deliver();
            present.release();
            segmenter = null;
        }
    }

    private void end() {
        over = true;
        String leftOut = adapter.drops().toString();
        if (!leftOut.isEmpty()) {
            LOG.info("{}: tags that HLS left out: {}", stream.live().key(), leftOut);
        }
        prelude.release();
        Segmenter present = segmenter;
        if (present != null) {
            present.release();
        }
        stream.end(millis.getAsLong());
    }
}
