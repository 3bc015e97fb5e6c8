package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes tracks as fragmented MP4 (ISO/IEC 14496-12), the way CMAF and HLS use it: an initialization segment, then
 * fragments of a moof and a mdat box each. A segment is one fragment or several.
 *
 * <pre>{@code
 * Mp4Muxer muxer = new Mp4Muxer(List.of(video, audio));
 * muxer.writeInitialization(init);
 * for (Sample sample : samples) {                        // in the order of their DTS, or nearly so
 *     if (sample.keyFrame() && !muxer.isEmpty()) {
 *         muxer.writeFragment(segment, sample.dts90k(), true, null);
 *     }
 *     muxer.add(sample);
 * }
 * }</pre>
 *
 * <p>A change of tracks needs a new muxer, and a new initialization segment. Decoding times stay what they are: they
 * go on over muxers, and agree between muxers of one presentation. Only if the first fragment begins before 0, all
 * times of this muxer are moved by the same amount, so that it begins at 0. Tracks whose samples say how long they
 * last are put together without gaps; a time is then less than 1 ms from what was given.
 *
 * <p>Not thread-safe. Samples wait in here until their fragment is written: at most {@link #MAX_FRAGMENT_SAMPLES} and
 * {@link #MAX_FRAGMENT_BYTES}. Throw a muxer away with {@link #release}.
 */
public final class Mp4Muxer {
    /** Tracks in one muxer. */
    public static final int MAX_TRACKS = 32;

    /** Samples of all tracks in one fragment. */
    public static final int MAX_FRAGMENT_SAMPLES = 65_536;

    /** Bytes of one fragment, its boxes included: 128 MiB. */
    public static final int MAX_FRAGMENT_BYTES = 128 << 20;

    /** A DTS lies between this and its negative: 1,586 years. */
    public static final long MAX_TIME_90K = 1L << 52;

    private final List<PendingTrack> tracks = new ArrayList<>();
    private int sampleCount;
    private long dataBytes;
    private int sequence;
    private boolean started;
    private long origin90k;

    /**
     * A muxer of at least one track.
     *
     * @param tracks each with an id of its own, which becomes its track_ID
     * @throws TrackException with {@link Reason#TRACKS} for more than {@link #MAX_TRACKS} or two of one id, with
     *     {@link Reason#CONFIGURATION} if as much of a configuration as is needed here can't be read
     */
    public Mp4Muxer(List<Track> tracks) throws TrackException {
        if (tracks.isEmpty()) {
            throw new IllegalArgumentException("no tracks");
        }
        if (tracks.size() > MAX_TRACKS) {
            throw new TrackException(Reason.TRACKS, tracks.size() + " tracks");
        }
        for (Track track : tracks) {
            if (find(track.id()) != null) {
                throw new TrackException(Reason.TRACKS, "two tracks of id " + track.id());
            }
            this.tracks.add(new PendingTrack(track));
        }
    }

    /** Says whether a track of this codec can be written: at present, of every codec. */
    public static boolean carries(Codec codec) {
        return SampleEntry.exists(codec);
    }

    /** Appends the initialization segment: the same bytes at any time. */
    public void writeInitialization(ByteBuf out) {
        InitializationWriter.write(tracks, new BoxWriter(out));
    }

    /**
     * Adds a sample to the fragment to come, and takes its data over: it is released when the fragment was written, in
     * {@link #release}, or when this throws, which changes nothing else.
     *
     * @param sample of one of the tracks, not empty. Its DTS is later than that of the track's last sample, within a
     *     fragment by at most 4,000 s; its PTS is within 2^31 of the DTS, before or after, and isn't looked at for
     *     audio.
     * @throws IllegalArgumentException for any other sample
     * @throws IllegalStateException if the fragment would grow past one of its limits
     */
    public void add(Sample sample) {
        boolean added = false;
        try {
            PendingTrack track = find(sample.track().id());
            if (track == null || !track.track().equals(sample.track())) {
                throw new IllegalArgumentException("not a track of this muxer: " + sample.track());
            }
            check(sample, track);
            track.add(sample);
            sampleCount++;
            dataBytes += sample.data().readableBytes();
            added = true;
        } finally {
            if (!added) {
                sample.data().release();
            }
        }
    }

    private void check(Sample sample, PendingTrack track) {
        if (!sample.data().isReadable()) {
            throw new IllegalArgumentException("an empty sample");
        }
        long dts90k = sample.dts90k();
        long earliest = started ? -origin90k - track.priming90k() : -MAX_TIME_90K;
        if (dts90k < earliest || dts90k > MAX_TIME_90K) {
            throw new IllegalArgumentException("DTS " + dts90k + ", " + earliest + " to " + MAX_TIME_90K + " allowed");
        }
        long bytes = encodedBytes() + sample.data().readableBytes() + TrackRun.MAX_BYTES_PER_SAMPLE;
        if (sampleCount == MAX_FRAGMENT_SAMPLES || bytes > MAX_FRAGMENT_BYTES) {
            throw new IllegalStateException("a fragment of " + (sampleCount + 1) + " samples, " + bytes + " bytes");
        }
    }

    /** Says whether no sample waits. */
    public boolean isEmpty() {
        return sampleCount == 0;
    }

    /** Bytes that {@link #writeFragment} appends at most. */
    public long encodedBytes() {
        return FragmentWriter.MAX_FIXED_BYTES
                + (long) tracks.size() * TrackRun.MAX_HEADER_BYTES
                + (long) sampleCount * TrackRun.MAX_BYTES_PER_SAMPLE
                + dataBytes;
    }

    /**
     * Appends a fragment of all samples that wait. A track without any has no part in it.
     *
     * @param endDts90k DTS of the next sample of the track at which the stream is cut, the first video track or, without
     *     video, the first track: how long its last sample lasts. If it isn't later than that sample, that one lasts as
     *     long as usual, as do the last samples of the other tracks.
     * @param segmentStart whether a segment begins here: puts a styp box first
     * @param producerTime a time of the day for the fragment, or null
     * @throws IllegalStateException if no sample waits
     * @throws IndexOutOfBoundsException if the buffer can't grow by {@link #encodedBytes}; nothing changes then
     */
    public void writeFragment(ByteBuf out, long endDts90k, boolean segmentStart, @Nullable ProducerTime producerTime) {
        if (isEmpty()) {
            throw new IllegalStateException("no samples");
        }
        out.ensureWritable((int) encodedBytes());
        start();
        List<PendingTrack> present =
                tracks.stream().filter(track -> !track.isEmpty()).toList();
        PendingTrack cut = tracks.get(leading(tracks));
        long end90k = Math.max(-MAX_TIME_90K, Math.min(endDts90k, MAX_TIME_90K));
        List<TrackRun> runs = present.stream()
                .map(track -> track.run(origin90k, end90k, track == cut))
                .toList();
        BoxWriter boxes = new BoxWriter(out);
        if (segmentStart) {
            FragmentWriter.writeSegmentType(boxes);
        }
        if (producerTime != null) {
            FragmentWriter.writeProducerTime(producerTime, runs.get(leading(present)), boxes);
        }
        FragmentWriter.write(++sequence, runs, boxes);
        release();
    }

    private void start() {
        if (!started) {
            started = true;
            long earliest = tracks.stream()
                    .filter(track -> !track.isEmpty())
                    .mapToLong(PendingTrack::mediaStart90k)
                    .min()
                    .orElseThrow();
            origin90k = Math.max(0, -earliest);
        }
    }

    /** The first video track, or the first of all. */
    private static int leading(List<PendingTrack> among) {
        for (int i = 0; i < among.size(); i++) {
            if (among.get(i).track().kind() == TrackKind.VIDEO) {
                return i;
            }
        }
        return 0;
    }

    /** Drops and releases the samples that wait; the muxer can be used on. */
    public void release() {
        tracks.forEach(PendingTrack::release);
        sampleCount = 0;
        dataBytes = 0;
    }

    private @Nullable PendingTrack find(int id) {
        for (PendingTrack track : tracks) {
            if (track.track().id() == id) {
                return track;
            }
        }
        return null;
    }
}
