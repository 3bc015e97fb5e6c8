package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link TsReader} finds in a transport stream. */
public sealed interface TsEvent {
    /**
     * Another PMT than before.
     *
     * @param program its number
     * @param version 0 to 31
     * @param pcrPid where the PCRs are; 8,191 if there are none
     * @param streams in the order of the PMT, at most {@link TsReader#MAX_STREAMS}
     */
    record ProgramChanged(int program, int version, int pcrPid, List<ProgramStream> streams) implements TsEvent {
        public ProgramChanged {
            streams = List.copyOf(streams);
        }
    }

    /**
     * An elementary stream as the PMT names it.
     *
     * @param pid of its TS packets
     * @param streamType ISO/IEC 13818-1, table 2-34
     * @param codec null of a stream that isn't read, or of ID3 tags
     */
    record ProgramStream(int pid, int streamType, @Nullable Codec codec) {}

    /**
     * What a decoder needs to know of the samples to come. A track is known from its first sample on; its id is the place
     * of its stream in the PMT, from 1.
     */
    record TracksChanged(List<Track> tracks) implements TsEvent {
        public TracksChanged {
            tracks = List.copyOf(tracks);
        }
    }

    /** A sample, with the times of the stream unwrapped. Its data is the receiver's, who releases it. */
    record SampleRead(Sample sample) implements TsEvent {}

    /**
     * An ID3 tag.
     *
     * @param pts90k when it is to be shown, in the times of the samples
     * @param tag the receiver's, who releases it
     */
    record MetadataRead(long pts90k, ByteBuf tag) implements TsEvent {}

    /**
     * A PCR.
     *
     * @param pid of the TS packet that has it
     * @param base90k 33 bits, not unwrapped
     * @param extension 0 to 511, in 1/27,000,000 s
     */
    record ClockRead(int pid, long base90k, int extension) implements TsEvent {}

    /** The stream says itself that continuity counters, and the times if it is the PID of the PCRs, begin anew here. */
    record Discontinuity(int pid) implements TsEvent {}

    /**
     * Something is wrong with the stream; reading goes on.
     *
     * @param pid where; -1 if that isn't known
     * @param message for the log
     */
    record Problem(Kind kind, int pid, String message) implements TsEvent {
        /** What is wrong. */
        public enum Kind {
            /** Bytes that are no TS packet; they are passed over up to two that follow one another. */
            SYNC,
            /** A TS packet that is marked as damaged or has an impossible header; it is passed over. */
            PACKET,
            /** A scrambled TS packet; it is passed over. */
            SCRAMBLED,
            /** TS packets are missing; what they belonged to is passed over. */
            CONTINUITY,
            /** A section with a wrong checksum or length, or a PMT that can't be read. */
            SECTION,
            /** A PES packet with an impossible header or length, or without the time it needs. */
            PES,
            /** A PES packet that takes more bytes than are allowed; it is passed over. */
            TOO_LONG,
            /** Bytes in a PES packet that are no frame or access unit. */
            FRAME,
            /** The end came inside a TS packet. */
            CUT
        }
    }
}
