package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the descriptors of a stream in a PMT say (ISO/IEC 13818-1, 2.6; ETSI EN 300 468, annex D, for AC-3 and E-AC-3).
 *
 * @param codec of private data; null if they don't say
 * @param opusChannels channel configuration of Opus; 0 if they don't say
 * @param isId3 whether metadata are ID3 tags
 */
record Descriptors(@Nullable Codec codec, int opusChannels, boolean isId3) {
    /*
     * tag (1)  length (1)  ...   Those that are looked at: see StreamType, and DVB's of AC-3 (6A) and E-AC-3 (7A).
     */
    private static final int HEADER_BYTES = 2;
    private static final int DVB_AC3 = 0x6A;
    private static final int DVB_EAC3 = 0x7A;
    private static final int IDENTIFIER_BYTES = 4;
    private static final int ID3_FORMAT_AT = 2;

    /** Reads descriptors; a length past the end ends them. */
    static Descriptors read(ByteBuf in) {
        Codec codec = null;
        int opusChannels = 0;
        boolean id3 = false;
        while (in.readableBytes() >= HEADER_BYTES) {
            int tag = in.readUnsignedByte();
            ByteBuf content = in.readSlice(Math.min(in.readUnsignedByte(), in.readableBytes()));
            switch (tag) {
                case StreamType.REGISTRATION_DESCRIPTOR -> codec = registered(identifier(content, 0), codec);
                case DVB_AC3 -> codec = Codec.AC3;
                case DVB_EAC3 -> codec = Codec.EAC3;
                case StreamType.EXTENSION_DESCRIPTOR -> {
                    boolean opus =
                            content.readableBytes() >= 2 && content.getUnsignedByte(0) == StreamType.OPUS_EXTENSION;
                    opusChannels = opus ? content.getUnsignedByte(1) : opusChannels;
                }
                case StreamType.METADATA_DESCRIPTOR ->
                    id3 |= identifier(content, ID3_FORMAT_AT).equals("ID3 ");
                default -> {}
            }
        }
        return new Descriptors(codec, opusChannels, id3);
    }

    private static @Nullable Codec registered(String formatIdentifier, @Nullable Codec otherwise) {
        return switch (formatIdentifier) {
            case "AC-3" -> Codec.AC3;
            case "EAC3" -> Codec.EAC3;
            case "Opus" -> Codec.OPUS;
            case "HEVC" -> Codec.HEVC;
            default -> otherwise;
        };
    }

    private static String identifier(ByteBuf content, int at) {
        return content.readableBytes() < at + IDENTIFIER_BYTES
                ? ""
                : content.toString(at, IDENTIFIER_BYTES, StandardCharsets.ISO_8859_1);
    }
}
