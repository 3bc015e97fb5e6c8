package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;

/**
 * What the first bytes of a video tag body, which is the body of an RTMP video message too, say about the rest (FLV
 * specification 10.1, E.4.3.1; Enhanced RTMP v2).
 *
 * <p>Of a body with several tracks this is the first; {@link TrackPackets} gives all. The frame type and the packet
 * type are the same for all of them.
 *
 * @param enhanced whether the codec is given by FourCC
 * @param frameType as in the tag; says nothing if the packet type is METADATA
 * @param packetType what the payload is; CODED_FRAMES for codecs that have no packet types
 * @param codec UNKNOWN for a COMMAND of Enhanced RTMP, which names none
 * @param codecCode the codec's number (4 bits) or FourCC (32 bits) as in the tag, to tell unknown codecs apart
 * @param multitrack whether the body has track ids
 * @param trackId 0 to 255, 0 if there are none
 * @param compositionTimeMillis from decoding to showing the frame, -2^23 to 2^23 - 1; 0 where there is none
 * @param nanosecondOffset to be added to the timestamp, 0 to 2^24 - 1
 * @param headerBytes where the payload begins, counted from the beginning of the body
 */
public record VideoHeader(
        boolean enhanced,
        FrameType frameType,
        VideoPacketType packetType,
        VideoCodec codec,
        int codecCode,
        boolean multitrack,
        int trackId,
        int compositionTimeMillis,
        int nanosecondOffset,
        int headerBytes) {

    /*
     * legacy:   0, frame type: 3 bits, codec: 4 bits | AVC and HEVC: packet type: 1 byte, composition time: 3 | payload
     * enhanced: 1, frame type: 3 bits, packet type: 4 bits | see EnhancedCursor
     */
    private static final int ENHANCED_BIT = 0x80;
    static final int MULTITRACK_TYPE = 6;
    private static final int AVC_HEADER_BYTES = 5;

    /**
     * Reads the header of a tag body.
     *
     * @param body from its reader index on; nothing in it changes
     * @throws FlvException if the body ends too early or its multitrack form is unknown: SHORT, MODIFIERS, TRACKS
     */
    public static VideoHeader read(ByteBuf body) throws FlvException {
        if (!body.isReadable()) {
            throw new FlvException(Reason.SHORT, "an empty video tag");
        }
        int first = body.getUnsignedByte(body.readerIndex());
        if ((first & ENHANCED_BIT) == 0) {
            return readLegacy(body, FrameType.of(first >> 4), first & 0xF);
        }
        EnhancedCursor cursor = new EnhancedCursor(body);
        return isCommand(body, cursor) ? command(cursor) : readFirst(body, cursor);
    }

    /** Whether a body is of Enhanced RTMP, so that it may have several tracks; false for an empty one. */
    static boolean isEnhanced(ByteBuf body) {
        return body.isReadable() && body.getByte(body.readerIndex()) < 0;
    }

    private static boolean isCommand(ByteBuf body, EnhancedCursor cursor) {
        return frameType(body) == FrameType.COMMAND
                && VideoPacketType.of(cursor.packetType()) != VideoPacketType.METADATA;
    }

    private static FrameType frameType(ByteBuf body) {
        return FrameType.of((body.getByte(body.readerIndex()) >> 4) & 7);
    }

    private static VideoHeader command(EnhancedCursor cursor) {
        return new VideoHeader(
                true,
                FrameType.COMMAND,
                VideoPacketType.COMMAND,
                VideoCodec.UNKNOWN,
                0,
                false,
                0,
                0,
                cursor.nanosecondOffset(),
                cursor.payloadOffset());
    }

    private static VideoHeader readFirst(ByteBuf body, EnhancedCursor cursor) throws FlvException {
        cursor.first(MULTITRACK_TYPE);
        return of(body, cursor);
    }

    /** The header of the packet at which the cursor is. */
    static VideoHeader of(ByteBuf body, EnhancedCursor cursor) throws FlvException {
        VideoCodec codec = VideoCodec.ofFourCc(cursor.fourCc());
        VideoPacketType packetType = VideoPacketType.of(cursor.packetType());
        boolean isTimed = packetType == VideoPacketType.CODED_FRAMES && codec.hasCompositionTime();
        int compositionTimeMillis = isTimed ? cursor.compositionTimeMillis() : 0;
        return new VideoHeader(
                true,
                frameType(body),
                packetType,
                codec,
                cursor.fourCc(),
                cursor.isMultitrack(),
                cursor.trackId(),
                compositionTimeMillis,
                cursor.nanosecondOffset(),
                cursor.payloadOffset());
    }

    private static VideoHeader readLegacy(ByteBuf body, FrameType frameType, int id) throws FlvException {
        VideoCodec codec = VideoCodec.ofId(id);
        if (frameType == FrameType.COMMAND) {
            return legacy(frameType, VideoPacketType.COMMAND, codec, id, 0, 1);
        }
        if (!codec.hasCompositionTime()) {
            return legacy(frameType, VideoPacketType.CODED_FRAMES, codec, id, 0, 1);
        }
        int length = body.readableBytes();
        int start = body.readerIndex();
        VideoPacketType packetType =
                length > 1 ? avcPacketType(body.getUnsignedByte(start + 1)) : VideoPacketType.UNKNOWN;
        if (length < AVC_HEADER_BYTES) {
            if (packetType == VideoPacketType.SEQUENCE_END) {
                return legacy(frameType, packetType, codec, id, 0, length);
            }
            throw new FlvException(Reason.SHORT, "a video tag of " + length + " bytes");
        }
        int compositionTimeMillis = packetType == VideoPacketType.CODED_FRAMES ? body.getMedium(start + 2) : 0;
        return legacy(frameType, packetType, codec, id, compositionTimeMillis, AVC_HEADER_BYTES);
    }

    private static VideoPacketType avcPacketType(int code) {
        return code <= 2 ? VideoPacketType.of(code) : VideoPacketType.UNKNOWN;
    }

    private static VideoHeader legacy(
            FrameType frameType,
            VideoPacketType packetType,
            VideoCodec codec,
            int id,
            int compositionTimeMillis,
            int headerBytes) {
        return new VideoHeader(
                false, frameType, packetType, codec, id, false, 0, compositionTimeMillis, 0, headerBytes);
    }

    /** Whether the payload is a frame. */
    public boolean isFrame() {
        return packetType == VideoPacketType.CODED_FRAMES || packetType == VideoPacketType.CODED_FRAMES_X;
    }

    /** Whether the payload is a key frame; a sequence header isn't, though its frame type says so. */
    public boolean isKeyFrame() {
        return frameType == FrameType.KEY && isFrame();
    }

    /** Whether the payload is a decoder configuration. */
    public boolean isSequenceHeader() {
        return packetType == VideoPacketType.SEQUENCE_START || packetType == VideoPacketType.MPEG2TS_SEQUENCE_START;
    }

    public boolean isSequenceEnd() {
        return packetType == VideoPacketType.SEQUENCE_END;
    }
}
