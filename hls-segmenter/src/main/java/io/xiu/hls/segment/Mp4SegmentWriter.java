package io.xiu.hls.segment;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.Mp4Muxer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes segments as fragmented MP4: each part is a fragment, and so is a segment without parts. */
final class Mp4SegmentWriter implements SegmentWriter {
    /*
     * Samples wait in the muxer until their fragment ends, retained: a fragment begins with all their sizes. A fragment
     * that grows past what the muxer holds ends early; the segment has one more then.
     *
     * Each period has a muxer of its own. The initialization segment stays the same while the tracks do, and is only
     * numbered when something is given out that needs it, so that audio may join before.
     *
     * No time can be written before 0, or before where the period's first fragment began if that was before 0.
     */
    private static final long SAMPLE_BYTES = 64;

    private final ByteBufAllocator allocator;
    private final List<ByteBuf> fragments = new ArrayList<>();
    private final List<Sample> beforeAudio = new ArrayList<>();
    private List<Track> tracks = List.of();
    private @Nullable Mp4Muxer muxer;
    private int samples;
    private int partStart;
    private long fragmentBytes;
    private boolean firstFragment;
    private long earliest90k;
    private List<Track> initializedTracks = List.of();
    private @Nullable InitializationSegment initialization;
    private int nextInitialization;

    Mp4SegmentWriter(ByteBufAllocator allocator, int firstInitialization) {
        this.allocator = allocator;
        this.nextInitialization = firstInitialization;
    }

    @Override
    public void startPeriod(List<Track> newTracks, boolean discontinuity) {
        discard();
        muxer = muxer(newTracks);
        tracks = List.copyOf(newTracks);
        firstFragment = true;
        earliest90k = 0;
    }

    @Override
    public boolean addAudio(Track audio) {
        if (!firstFragment) {
            return false;
        }
        List<Track> both = List.of(tracks.get(0), audio);
        Mp4Muxer withAudio = muxer(both);
        beforeAudio.forEach(withAudio::add);
        beforeAudio.clear();
        muxer().release();
        muxer = withAudio;
        tracks = both;
        return true;
    }

    @Override
    public void startPart(boolean firstOfSegment, boolean independent) {}

    @Override
    public boolean takes(Sample sample, long maximumSegmentBytes) {
        boolean joins = samples == 0 || (!isFull(sample) && bytesWith(sample) <= maximumSegmentBytes);
        return sample.dts90k() >= earliest90k || (firstFragment && joins);
    }

    @Override
    public long bytesWith(Sample sample) {
        return fragmentBytes + muxer().encodedBytes() + sampleBytes(sample);
    }

    @Override
    public void write(Sample sample, long clock90k) {
        if (isFull(sample)) {
            endFragment(clock90k);
        }
        if (firstFragment) {
            earliest90k = Math.min(earliest90k, sample.dts90k());
        }
        if (firstFragment && tracks.size() == 1 && sample.kind() == TrackKind.VIDEO) {
            beforeAudio.add(retained(sample));
        }
        muxer().add(retained(sample));
        samples++;
    }

    @Override
    public ByteBuf endPart(long end90k) {
        endFragment(end90k);
        List<ByteBuf> part = new ArrayList<>();
        for (; partStart < fragments.size(); partStart++) {
            part.add(fragments.get(partStart).retainedDuplicate());
        }
        return joined(part);
    }

    @Override
    public ByteBuf endSegment(long end90k) {
        endFragment(end90k);
        ByteBuf segment = joined(fragments);
        forgetFragments();
        return segment;
    }

    @Override
    public InitializationSegment initialization() {
        InitializationSegment present = initialization;
        if (present != null && initializedTracks.equals(tracks)) {
            return present;
        }
        ByteBuf bytes = Unpooled.buffer();
        muxer().writeInitialization(bytes);
        InitializationSegment made = new InitializationSegment(nextInitialization++, ByteBufUtil.getBytes(bytes));
        initializedTracks = tracks;
        initialization = made;
        return made;
    }

    @Override
    public long bytes() {
        return fragmentBytes + (samples == 0 ? 0 : muxer().encodedBytes());
    }

    @Override
    public void discard() {
        if (muxer != null) {
            muxer.release();
        }
        samples = 0;
        releaseBeforeAudio();
        fragments.forEach(fragment -> fragment.release());
        forgetFragments();
    }

    private void forgetFragments() {
        fragments.clear();
        fragmentBytes = 0;
        partStart = 0;
    }

    private void endFragment(long end90k) {
        if (samples == 0) {
            return;
        }
        Mp4Muxer present = muxer();
        ByteBuf fragment = allocator.buffer(Math.toIntExact(present.encodedBytes()));
        present.writeFragment(fragment, end90k, fragments.isEmpty(), null);
        fragments.add(fragment);
        fragmentBytes += fragment.readableBytes();
        samples = 0;
        firstFragment = false;
        releaseBeforeAudio();
    }

    private ByteBuf joined(List<ByteBuf> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        CompositeByteBuf whole = allocator.compositeBuffer(Math.max(16, parts.size()));
        return whole.addComponents(true, parts);
    }

    private void releaseBeforeAudio() {
        beforeAudio.forEach(sample -> sample.data().release());
        beforeAudio.clear();
    }

    private Mp4Muxer muxer() {
        if (muxer == null) {
            throw new IllegalStateException("no period");
        }
        return muxer;
    }

    /** Says whether the fragment has no room for the sample. */
    private boolean isFull(Sample sample) {
        return samples == Mp4Muxer.MAX_FRAGMENT_SAMPLES
                || muxer().encodedBytes() + sampleBytes(sample) > Mp4Muxer.MAX_FRAGMENT_BYTES;
    }

    private static Mp4Muxer muxer(List<Track> tracks) {
        try {
            return new Mp4Muxer(tracks);
        } catch (TrackException e) {
            throw Tracks.checkedBefore(e);
        }
    }

    private static long sampleBytes(Sample sample) {
        return SAMPLE_BYTES + sample.data().readableBytes();
    }

    private static Sample retained(Sample sample) {
        return new Sample(
                sample.track(),
                sample.dts90k(),
                sample.pts90k(),
                sample.sync(),
                sample.data().retainedDuplicate());
    }
}
