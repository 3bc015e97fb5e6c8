package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.H264Track;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one programme of at most one video and one audio track as an MPEG transport stream (ISO/IEC 13818-1).
 *
 * <pre>{@code
 * TsMuxer muxer = new TsMuxer(TsOutput.to(buffer));
 * muxer.tracks(List.of(H264Track.read(avcC), AacTrack.read(asc)));
 * muxer.writeTables();                 // at the start of each segment
 * muxer.write(sample, sample.dts90k());
 * muxer.flush();                       // at the end of each segment: audio is gathered up to 100 ms
 * }</pre>
 *
 * <p>Continuity counters go on over segments and changes of tracks. Not thread-safe.
 */
public final class TsMuxer {
    private static final long MAX_PCR_INTERVAL_90K = 9_000;
    private static final long PCR_STEP_90K = 8_100;
    private static final int VERSIONS = 32;
    private static final int COUNTER_INDEX = 3;

    private final TsOutput output;
    private final PacketWriter videoPackets;
    private final PacketWriter audioPackets;
    private final byte[] pat = TableWriter.pat();
    private byte[] pmt = TableWriter.pmt(List.of(), 0);
    private List<Track> tracks = List.of();
    private int version = -1;
    private int tableCounter;
    private @Nullable H264Writer video;
    private @Nullable AudioWriter audio;
    private boolean pcrDue = true;
    private long lastPcr90k;
    private long clock90k;

    public TsMuxer(TsOutput output) {
        this.output = output;
        this.videoPackets = new PacketWriter(TableWriter.PID_VIDEO, output);
        this.audioPackets = new PacketWriter(TableWriter.PID_AUDIO, output);
    }

    /**
     * Sets the tracks from here on, a new PMT version where they differ; call {@link #writeTables} next.
     *
     * @throws IllegalArgumentException for two tracks of a kind
     */
    public void tracks(List<Track> newTracks) {
        if (version >= 0 && tracks.equals(newTracks)) {
            return;
        }
        setTracks(newTracks, (version + 1) % VERSIONS);
    }

    /** Marks the next packet of each track with the discontinuity indicator: the timestamps begin anew. */
    public void discontinuity() {
        videoPackets.discontinuity();
        audioPackets.discontinuity();
        pcrDue = true;
    }

    /** Writes a PAT and a PMT; the next packets that follow begin with a PCR. */
    public void writeTables() {
        writeTable(pat);
        writeTable(pmt);
        tableCounter = (tableCounter + 1) & 0x0F;
        pcrDue = true;
    }

    /**
     * Adds an audio track to a stream whose tables were written but not yet read by anyone: writes the PMT over the
     * old one, under the same version.
     *
     * @param packets holds the PMT packet at {@code index}
     */
    public void addAudio(Track track, ByteBuf packets, int index) {
        if (video == null || audio != null || track.kind() != TrackKind.AUDIO) {
            throw new IllegalStateException("not an audio track beside video: " + track);
        }
        setTracks(List.of(tracks.get(0), track), version);
        byte counter = packets.getByte(index + COUNTER_INDEX);
        packets.setBytes(index, pmt);
        packets.setByte(index + COUNTER_INDEX, counter);
    }

    /** Bytes of TS packets that {@link #write} and {@link #flush} of this sample take at most. */
    public long encodedBytes(Sample sample) {
        long pesBytes = sample.kind() == TrackKind.VIDEO
                ? videoWriter().pesBytes(sample)
                : audioWriter().pesBytes(sample);
        return PacketWriter.packets(pesBytes) * TsOutput.PACKET_BYTES;
    }

    /**
     * Writes one sample for which {@link DropReason#of} is null; its data stays the caller's, untouched.
     *
     * @param clock90k what the PCR says, never falling: the DTS of the video, or of the audio where there is none. A
     *     DTS may be up to 0.7 s behind it.
     */
    public void write(Sample sample, long clock90k) {
        this.clock90k = clock90k;
        if (video != null) {
            fillPcr(clock90k);
        }
        if (sample.kind() == TrackKind.VIDEO) {
            pcrWritten(clock90k);
            videoWriter().write(sample, clock90k);
            return;
        }
        AudioWriter writer = audioWriter();
        if (writer.isFullFor(sample)) {
            flush();
        }
        writer.add(sample);
    }

    /** Writes the audio gathered so far. */
    public void flush() {
        if (audio == null || audio.isEmpty()) {
            return;
        }
        if (video == null) {
            long pcr90k = pcrDue ? audio.start90k() : Math.max(audio.start90k(), lastPcr90k);
            fillPcr(pcr90k);
            pcrWritten(pcr90k);
            audio.flush(pcr90k);
            return;
        }
        if (pcrDue) {
            videoPackets.writePcr(clock90k);
            pcrWritten(clock90k);
        }
        audio.flush(PacketWriter.NO_PCR);
    }

    private void fillPcr(long until90k) {
        while (!pcrDue && until90k - lastPcr90k > MAX_PCR_INTERVAL_90K) {
            pcrWritten(lastPcr90k + PCR_STEP_90K);
            (video == null ? audioPackets : videoPackets).writePcr(lastPcr90k);
        }
    }

    private void pcrWritten(long pcr90k) {
        lastPcr90k = pcr90k;
        pcrDue = false;
    }

    private void setTracks(List<Track> newTracks, int newVersion) {
        flush();
        H264Writer newVideo = null;
        AudioWriter newAudio = null;
        for (Track track : newTracks) {
            if (track.kind() == TrackKind.VIDEO ? newVideo != null : newAudio != null) {
                throw new IllegalArgumentException("two tracks of a kind: " + newTracks);
            }
            if (track instanceof H264Track h264) {
                newVideo = new H264Writer(h264, videoPackets);
            } else {
                newAudio = new AudioWriter(track, audioPackets);
            }
        }
        video = newVideo;
        audio = newAudio;
        tracks = List.copyOf(newTracks);
        version = newVersion;
        pmt = TableWriter.pmt(tracks, version);
    }

    private void writeTable(byte[] packet) {
        ByteBuf out = output.forPacket();
        int at = out.writerIndex();
        out.writeBytes(packet);
        out.setByte(at + COUNTER_INDEX, packet[COUNTER_INDEX] | tableCounter);
    }

    private H264Writer videoWriter() {
        if (video == null) {
            throw new IllegalStateException("no video track");
        }
        return video;
    }

    private AudioWriter audioWriter() {
        if (audio == null) {
            throw new IllegalStateException("no audio track");
        }
        return audio;
    }
}
