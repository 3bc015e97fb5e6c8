package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Track;
import java.nio.charset.StandardCharsets;

/**
 * How a PMT names what is in an elementary stream: a stream type (ISO/IEC 13818-1, table 2-34; ATSC A/52 for AC-3 and
 * E-AC-3), and descriptors where that isn't enough.
 */
final class StreamType {
    /*
     * registration descriptor: 05 04 format identifier (4)
     * Opus: extension descriptor of DVB: 7F 02 80 channel configuration (1)
     * ID3 (of the program): metadata pointer descriptor: 25 0F FFFF 'ID3 ' FF 'ID3 ' service id (1) 00011111 program (2)
     * ID3 (of its stream):  metadata descriptor:         26 0D FFFF 'ID3 ' FF 'ID3 ' service id (1) 00001111
     */
    static final int MPEG1_AUDIO = 0x03;
    static final int MPEG2_AUDIO = 0x04;
    static final int PRIVATE_DATA = 0x06;
    static final int AAC_ADTS = 0x0F;
    static final int METADATA = 0x15;
    static final int H264 = 0x1B;
    static final int HEVC = 0x24;
    static final int AC3 = 0x81;
    static final int EAC3 = 0x87;

    static final int REGISTRATION_DESCRIPTOR = 0x05;
    static final int EXTENSION_DESCRIPTOR = 0x7F;
    static final int OPUS_EXTENSION = 0x80;
    static final int METADATA_DESCRIPTOR = 0x26;

    private static final int METADATA_POINTER_DESCRIPTOR = 0x25;
    private static final int METADATA_POINTER_BYTES = 15;

    private static final int METADATA_BYTES = 13;

    private StreamType() {}

    /** The stream type of a track that {@link TsMuxer} carries. */
    static int of(Track track) {
        return switch (track.codec()) {
            case H264 -> H264;
            case HEVC -> HEVC;
            case AAC -> AAC_ADTS;
            case MP3 -> MpegAudioHeader.isMpeg1(track.sampleRate()) ? MPEG1_AUDIO : MPEG2_AUDIO;
            case AC3 -> AC3;
            case EAC3 -> EAC3;
            default -> PRIVATE_DATA;
        };
    }

    /** The descriptors of the stream of a track that {@link TsMuxer} carries. */
    static byte[] descriptors(Track track) {
        ByteBuf out = Unpooled.buffer();
        switch (track.codec()) {
            case AC3 -> putRegistration("AC-3", out);
            case EAC3 -> putRegistration("EAC3", out);
            case OPUS -> {
                putRegistration("Opus", out);
                out.writeByte(EXTENSION_DESCRIPTOR).writeByte(2).writeByte(OPUS_EXTENSION);
                out.writeByte(OpusChannels.code(track.configuration()));
            }
            default -> {}
        }
        return ByteBufUtil.getBytes(out);
    }

    /** The descriptor of a program with a stream of ID3 tags. */
    static byte[] metadataPointer(int program) {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(METADATA_POINTER_DESCRIPTOR).writeByte(METADATA_POINTER_BYTES);
        putId3Formats(out);
        out.writeByte(0x1F).writeShort(program);
        return ByteBufUtil.getBytes(out);
    }

    /** The descriptor of a stream of ID3 tags. */
    static byte[] metadata() {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(METADATA_DESCRIPTOR).writeByte(METADATA_BYTES);
        putId3Formats(out);
        out.writeByte(0x0F);
        return ByteBufUtil.getBytes(out);
    }

    private static void putRegistration(String formatIdentifier, ByteBuf out) {
        out.writeByte(REGISTRATION_DESCRIPTOR).writeByte(4);
        out.writeCharSequence(formatIdentifier, StandardCharsets.US_ASCII);
    }

    private static void putId3Formats(ByteBuf out) {
        out.writeShort(0xFFFF).writeCharSequence("ID3 ", StandardCharsets.US_ASCII);
        out.writeByte(0xFF).writeCharSequence("ID3 ", StandardCharsets.US_ASCII);
        out.writeByte(0);
    }
}
