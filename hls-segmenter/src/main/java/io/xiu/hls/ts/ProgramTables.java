package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import io.xiu.hls.ts.TsEvent.ProgramStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the sections of the PAT and the PMT (ISO/IEC 13818-1, 2.4.4.3 and 2.4.4.8). */
final class ProgramTables {
    /*
     * section, behind the header that SectionReader needs: id (2)  11 version (5 bits) current (1 bit)
     *   section number (1)  last number (1)  ...  CRC (4); what is in between: see TableWriter
     */
    private static final int PAT = 0;
    private static final int PMT = 2;
    private static final int BODY_AT = 8;
    private static final int CRC_BYTES = 4;
    private static final int PROGRAM_BYTES = 4;
    private static final int STREAM_BYTES = 5;

    private ProgramTables() {}

    /**
     * A stream and what it needs to be read.
     *
     * @param opusChannels channel configuration of Opus, 0 of others
     * @param id3 whether it is ID3 tags
     */
    record StreamDescription(ProgramStream stream, int opusChannels, boolean id3) {}

    /** A PMT. */
    record ProgramMap(ProgramChanged event, List<StreamDescription> streams) {}

    /** The PID of the PMT of the first program in a section of the PAT; -1 if there is none. */
    static int firstPmtPid(byte[] section, int length) {
        if (!isCurrent(section, length, PAT)) {
            return -1;
        }
        for (int at = BODY_AT; at + PROGRAM_BYTES <= length - CRC_BYTES; at += PROGRAM_BYTES) {
            int program = (section[at] & 0xFF) << 8 | (section[at + 1] & 0xFF);
            if (program != 0) {
                return (section[at + 2] & 0x1F) << 8 | (section[at + 3] & 0xFF);
            }
        }
        return -1;
    }

    /** Whether a section is of this table, whole, and in force. */
    private static boolean isCurrent(byte[] section, int length, int tableId) {
        return (section[0] & 0xFF) == tableId && length >= BODY_AT + CRC_BYTES && (section[5] & 1) != 0;
    }

    static boolean isPmt(byte[] section, int length) {
        return isCurrent(section, length, PMT);
    }

    /** Reads a PMT; null if its lengths are wrong. Streams beyond {@link TsReader#MAX_STREAMS} are left out. */
    static @Nullable ProgramMap programMap(byte[] section, int length) {
        ByteBuf in = Unpooled.wrappedBuffer(section, BODY_AT, length - BODY_AT - CRC_BYTES);
        if (in.readableBytes() < 4) {
            return null;
        }
        int pcrPid = in.readUnsignedShort() & 0x1FFF;
        int programInfo = in.readUnsignedShort() & 0x0FFF;
        if (programInfo > in.readableBytes()) {
            return null;
        }
        in.skipBytes(programInfo);
        List<StreamDescription> streams = new ArrayList<>();
        while (in.isReadable() && streams.size() < TsReader.MAX_STREAMS) {
            if (in.readableBytes() < STREAM_BYTES) {
                return null;
            }
            int streamType = in.readUnsignedByte();
            int pid = in.readUnsignedShort() & 0x1FFF;
            int info = in.readUnsignedShort() & 0x0FFF;
            if (info > in.readableBytes()) {
                return null;
            }
            StreamDescription stream = stream(streamType, pid, Descriptors.read(in.readSlice(info)));
            if (streams.stream().noneMatch(other -> other.stream().pid() == pid)) {
                streams.add(stream);
            }
        }
        int program = (section[3] & 0xFF) << 8 | (section[4] & 0xFF);
        List<ProgramStream> named =
                streams.stream().map(StreamDescription::stream).toList();
        return new ProgramMap(new ProgramChanged(program, section[5] >> 1 & 0x1F, pcrPid, named), streams);
    }

    private static StreamDescription stream(int streamType, int pid, Descriptors descriptors) {
        Codec codec = codec(streamType, descriptors);
        int opusChannels = codec == Codec.OPUS ? descriptors.opusChannels() : 0;
        if (codec == Codec.OPUS && OpusChannels.channels(opusChannels) == 0) {
            codec = null;
        }
        boolean id3 = streamType == StreamType.METADATA && descriptors.isId3();
        return new StreamDescription(new ProgramStream(pid, streamType, codec), opusChannels, id3);
    }

    private static @Nullable Codec codec(int streamType, Descriptors descriptors) {
        return switch (streamType) {
            case StreamType.H264 -> Codec.H264;
            case StreamType.HEVC -> Codec.HEVC;
            case StreamType.AAC_ADTS -> Codec.AAC;
            case StreamType.MPEG1_AUDIO, StreamType.MPEG2_AUDIO -> Codec.MP3;
            case StreamType.AC3 -> Codec.AC3;
            case StreamType.EAC3 -> Codec.EAC3;
            case StreamType.PRIVATE_DATA -> descriptors.codec();
            default -> null;
        };
    }
}
