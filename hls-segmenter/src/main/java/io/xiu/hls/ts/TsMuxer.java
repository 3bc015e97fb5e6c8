package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one program of at most one video and one audio track, and ID3 tags, as an MPEG transport stream (ISO/IEC
 * 13818-1). It carries H.264, HEVC, AAC (in ADTS), MP3, AC-3, E-AC-3 and Opus.
 *
 * <pre>{@code
 * TsMuxer muxer = new TsMuxer(TsOutput.to(buffer));
 * muxer.tracks(List.of(video, audio));
 * muxer.writeTables();                 // at the start of each segment
 * muxer.write(sample, sample.dts90k());
 * muxer.flush();                       // at the end of each segment: audio is gathered up to 100 ms
 * }</pre>
 *
 * <p>Continuity counters go on over segments and changes of tracks. Not thread-safe.
 */
public final class TsMuxer {
    /** Bytes of the longest ID3 tag. */
    public static final int MAX_METADATA_BYTES = 60_000;

    private static final long MAX_PCR_INTERVAL_90K = 9_000;
    private static final long PCR_STEP_90K = 8_100;
    /** A second PES packet, where the audio gathered doesn't take the sample; its header and filling; a PCR. */
    private static final int MORE_AUDIO_PACKETS = 3;

    private static final int VERSIONS = 32;
    private static final int COUNTER_INDEX = 3;
    private static final int PRIVATE_STREAM_ID = 0xBD;
    private static final int ID3 = 'I' << 16 | 'D' << 8 | '3';
    private static final int ID3_HEADER_BYTES = 10;

    private final TsOutput output;
    private final PacketWriter videoPackets;
    private final PacketWriter audioPackets;
    private final PacketWriter metadataPackets;
    private final PesHeader metadataHeader = new PesHeader();
    private final boolean timedMetadata;
    private final byte[] pat = TableWriter.pat();
    private byte[] pmt;
    private List<Track> tracks = List.of();
    private int version = -1;
    private int tableCounter;
    private @Nullable VideoWriter video;
    private @Nullable AudioWriter audio;
    private boolean pcrDue = true;
    /** Whether the next PCR goes on from the last. */
    private boolean clockGoesOn;

    private long lastPcr90k;
    private long clock90k;

    /** Makes a muxer without tracks and without ID3 tags. */
    public TsMuxer(TsOutput output) {
        this(output, false);
    }

    /**
     * Makes a muxer without tracks.
     *
     * @param timedMetadata whether there is a stream of ID3 tags, which {@link #writeMetadata} writes
     */
    public TsMuxer(TsOutput output, boolean timedMetadata) {
        this.output = output;
        this.timedMetadata = timedMetadata;
        this.videoPackets = new PacketWriter(TableWriter.PID_VIDEO, output);
        this.audioPackets = new PacketWriter(TableWriter.PID_AUDIO, output);
        this.metadataPackets = new PacketWriter(TableWriter.PID_METADATA, output);
        this.pmt = TableWriter.pmt(tracks, 0, timedMetadata);
    }

    /** Says whether MPEG-TS, as it is written here, can carry the codec. */
    public static boolean carries(Codec codec) {
        return switch (codec) {
            case H264, HEVC, AAC, MP3, AC3, EAC3, OPUS -> true;
            case VVC, AV1, VP9, VP8, FLAC -> false;
        };
    }

    /**
     * Sets the tracks from here on, a new PMT version where they differ; call {@link #writeTables} next.
     *
     * @throws TrackException CODEC and CONFIGURATION as {@link SampleCheck#of} does, TRACKS for two of a kind; nothing is
     *     changed then
     */
    public void tracks(List<Track> newTracks) throws TrackException {
        if (version >= 0 && tracks.equals(newTracks)) {
            return;
        }
        setTracks(newTracks, (version + 1) % VERSIONS);
    }

    /** Marks the next packet of each track with the discontinuity indicator: the timestamps begin anew. */
    public void discontinuity() {
        videoPackets.discontinuity();
        audioPackets.discontinuity();
        metadataPackets.discontinuity();
        pcrDue = true;
        clockGoesOn = false;
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
     * @throws TrackException CODEC and CONFIGURATION as {@link SampleCheck#of} does; nothing is changed then
     */
    public void addAudio(Track track, ByteBuf packets, int index) throws TrackException {
        if (video == null || audio != null || track.kind() != TrackKind.AUDIO) {
            throw new IllegalStateException("not an audio track beside video: " + track);
        }
        setTracks(List.of(tracks.get(0), track), version);
        byte counter = packets.getByte(index + COUNTER_INDEX);
        packets.setBytes(index, pmt);
        packets.setByte(index + COUNTER_INDEX, counter);
    }

    /**
     * Bytes of TS packets that {@link #write} and {@link #flush} of this sample take at most, with the audio gathered
     * before. Not counted are those with nothing but a PCR that fill a step of the clock by more than 100 ms: one for
     * every 90 ms of it.
     *
     * @throws IllegalStateException without a track of its kind
     */
    public long encodedBytes(Sample sample) {
        long packets = sample.kind() == TrackKind.VIDEO
                ? PacketWriter.packets(videoWriter().pesBytes(sample)) + (audio == null ? 0 : audio.gatheredPackets())
                : PacketWriter.packets(audioWriter().pesBytes(sample)) + MORE_AUDIO_PACKETS;
        return packets * TsOutput.PACKET_BYTES;
    }

    /**
     * Writes one sample for which {@link SampleCheck#check} is null; its data stays the caller's, untouched.
     *
     * @param clock90k what the PCR says, never falling: the DTS of the video, or of the audio where there is none. A
     *     DTS may be up to 0.7 s behind it.
     * @throws IllegalStateException without a track of its kind
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

    /** Says whether the bytes begin as an ID3 tag does. */
    static boolean isId3(ByteBuf bytes) {
        return bytes.readableBytes() >= ID3_HEADER_BYTES && bytes.getUnsignedMedium(bytes.readerIndex()) == ID3;
    }

    /**
     * Writes an ID3 tag, which stays the caller's, untouched.
     *
     * @param pts90k when it is to be shown
     * @throws IllegalArgumentException if it is none, or longer than {@link #MAX_METADATA_BYTES}
     * @throws IllegalStateException if this muxer was made without ID3 tags
     */
    public void writeMetadata(long pts90k, ByteBuf tag) {
        if (!timedMetadata) {
            throw new IllegalStateException("made without timed metadata");
        }
        int bytes = tag.readableBytes();
        if (!isId3(tag) || bytes > MAX_METADATA_BYTES) {
            throw new IllegalArgumentException("no ID3 tag of at most " + MAX_METADATA_BYTES + " bytes: " + bytes);
        }
        metadataHeader.set(PRIVATE_STREAM_ID, pts90k, pts90k, bytes);
        metadataPackets.start(metadataHeader.size() + bytes, true, PacketWriter.NO_PCR);
        metadataPackets.put(metadataHeader.bytes(), 0, metadataHeader.size());
        metadataPackets.put(tag, tag.readerIndex(), bytes);
    }

    /** Writes the audio gathered so far. */
    public void flush() {
        if (audio == null || audio.isEmpty()) {
            return;
        }
        if (video == null) {
            long pcr90k = clockGoesOn ? Math.max(audio.start90k(), lastPcr90k) : audio.start90k();
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
        while (clockGoesOn && until90k - lastPcr90k > MAX_PCR_INTERVAL_90K) {
            pcrWritten(lastPcr90k + PCR_STEP_90K);
            (video == null ? audioPackets : videoPackets).writePcr(lastPcr90k);
        }
    }

    private void pcrWritten(long pcr90k) {
        lastPcr90k = pcr90k;
        pcrDue = false;
        clockGoesOn = true;
    }

    private void setTracks(List<Track> newTracks, int newVersion) throws TrackException {
        VideoWriter newVideo = null;
        AudioWriter newAudio = null;
        for (Track track : newTracks) {
            SampleCheck.of(track);
            if (track.kind() == TrackKind.VIDEO ? newVideo != null : newAudio != null) {
                throw new TrackException(Reason.TRACKS, "two tracks of a kind in MPEG-TS: " + newTracks);
            }
            if (track.kind() == TrackKind.VIDEO) {
                newVideo = new VideoWriter(ParameterSets.read(track), videoPackets);
            } else {
                newAudio = new AudioWriter(AudioFraming.of(track), audioPackets);
            }
        }
        flush();
        clockGoesOn &= (video == null) == (newVideo == null);
        video = newVideo;
        audio = newAudio;
        tracks = List.copyOf(newTracks);
        version = newVersion;
        pmt = TableWriter.pmt(tracks, version, timedMetadata);
    }

    private void writeTable(byte[] packet) {
        ByteBuf out = output.forPacket();
        int at = out.writerIndex();
        out.writeBytes(packet);
        out.setByte(at + COUNTER_INDEX, packet[COUNTER_INDEX] | tableCounter);
    }

    private VideoWriter videoWriter() {
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
