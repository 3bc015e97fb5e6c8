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
    static final int MULTITRACK_TYPE = 6;
    static final int ENHANCED_BIT = 0x80;

    private static final int AVC_HEADER_BYTES = 5;
    private static final int FOUR_CC_HEADER_BYTES = 5;
    private static final int COMPOSITION_TIME_BYTES = 3;

    /**
     * The header of a tag whose codec is given by its number, as all RTMP software understands it.
     *
     * @param frameType KEY for a sequence header and what isn't a frame; COMMAND only with a packet type COMMAND
     * @param packetType SEQUENCE_START, CODED_FRAMES or SEQUENCE_END of AVC and HEVC, CODED_FRAMES of the others, or COMMAND
     * @param compositionTimeMillis -2^23 to 2^23 - 1; 0 but for CODED_FRAMES of AVC and HEVC
     * @throws IllegalArgumentException if there is no such tag
     */
    public static VideoHeader legacy(
            FrameType frameType, VideoPacketType packetType, VideoCodec codec, int compositionTimeMillis) {
        boolean isCommand = packetType == VideoPacketType.COMMAND;
        boolean hasPackets = codec.hasCompositionTime() && !isCommand;
        boolean hasType = hasPackets ? isLegacy(packetType) : packetType == VideoPacketType.CODED_FRAMES;
        boolean possible = codec.id() >= 0 && isCommand == (frameType == FrameType.COMMAND) && (isCommand || hasType);
        if (!possible) {
            throw new IllegalArgumentException(frameType + ", " + packetType + " of " + codec + " by its number");
        }
        int headerBytes = hasPackets ? AVC_HEADER_BYTES : 1;
        VideoHeader header = legacy(frameType, packetType, codec, codec.id(), compositionTimeMillis, headerBytes);
        return header.checked(hasPackets && packetType == VideoPacketType.CODED_FRAMES);
    }

    private static boolean isLegacy(VideoPacketType type) {
        return type == VideoPacketType.SEQUENCE_START
                || type == VideoPacketType.CODED_FRAMES
                || type == VideoPacketType.SEQUENCE_END;
    }

    /**
     * The header of a tag whose codec is given by FourCC, without track ids.
     *
     * @param frameType KEY for a sequence header and what isn't a frame; COMMAND only with a packet type COMMAND, or with
     *     METADATA, where it says nothing
     * @param packetType any but UNKNOWN
     * @param codec one with a FourCC; UNKNOWN for a command, which names none
     * @param compositionTimeMillis -2^23 to 2^23 - 1; 0 but for CODED_FRAMES of AVC, HEVC and VVC
     * @throws IllegalArgumentException if there is no such tag
     */
    public static VideoHeader enhanced(
            FrameType frameType, VideoPacketType packetType, VideoCodec codec, int compositionTimeMillis) {
        boolean isCommand = packetType == VideoPacketType.COMMAND;
        boolean isFrameType = packetType == VideoPacketType.METADATA || isCommand == (frameType == FrameType.COMMAND);
        boolean possible = packetType != VideoPacketType.UNKNOWN
                && isFrameType
                && isCommand == (codec == VideoCodec.UNKNOWN)
                && isCommand == codec.fourCc().isEmpty();
        if (!possible) {
            throw new IllegalArgumentException(frameType + ", " + packetType + " of " + codec + " by FourCC");
        }
        boolean isTimed = packetType == VideoPacketType.CODED_FRAMES && codec.hasCompositionTime();
        int headerBytes = (isCommand ? 1 : FOUR_CC_HEADER_BYTES) + (isTimed ? COMPOSITION_TIME_BYTES : 0);
        VideoHeader header = new VideoHeader(
                true,
                frameType,
                packetType,
                codec,
                codec.fourCcCode(),
                false,
                0,
                compositionTimeMillis,
                0,
                headerBytes);
        return header.checked(isTimed);
    }

    private VideoHeader checked(boolean isTimed) {
        if (compositionTimeMillis << 8 >> 8 != compositionTimeMillis || (!isTimed && compositionTimeMillis != 0)) {
            throw new IllegalArgumentException(
                    "a composition time of " + compositionTimeMillis + " for " + packetType + " of " + codec);
        }
        return this;
    }

    /**
     * This header with a track id.
     *
     * @param id 0 to 255
     * @throws IllegalArgumentException if it's out of its range, or if this names no FourCC
     */
    public VideoHeader withTrackId(int id) {
        if (id >> 8 != 0 || !enhanced || packetType == VideoPacketType.COMMAND) {
            throw new IllegalArgumentException("track id " + id + " for " + packetType + " of " + codec);
        }
        int more = multitrack ? 0 : EnhancedWriter.TRACK_BYTES;
        return new VideoHeader(
                true,
                frameType,
                packetType,
                codec,
                codecCode,
                true,
                id,
                compositionTimeMillis,
                nanosecondOffset,
                headerBytes + more);
    }

    /**
     * This header with nanoseconds for the timestamp.
     *
     * @param nanoseconds 0 to 999,999
     * @throws IllegalArgumentException if it's out of its range, or if this isn't enhanced
     */
    public VideoHeader withNanosecondOffset(int nanoseconds) {
        EnhancedWriter.checkNanoseconds(nanoseconds, enhanced);
        int more = EnhancedWriter.modifierBytes(nanoseconds) - EnhancedWriter.modifierBytes(nanosecondOffset);
        return new VideoHeader(
                true,
                frameType,
                packetType,
                codec,
                codecCode,
                multitrack,
                trackId,
                compositionTimeMillis,
                nanoseconds,
                headerBytes + more);
    }

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

    /**
     * Appends this header. What is read of it is equal, but if it was read itself and modifiers that aren't known, a track
     * among others ({@link TrackPackets#writeVideo} writes those), or an end of sequence shorter than specified got lost.
     *
     * @throws IllegalStateException if its frame type or packet type stands for several numbers
     */
    public void write(ByteBuf out) {
        if (enhanced) {
            int highBits = ENHANCED_BIT | frameType.code() << 4;
            if (packetType == VideoPacketType.COMMAND) {
                EnhancedWriter.writeFirst(out, highBits, packetType.code(), nanosecondOffset);
                return;
            }
            EnhancedWriter.writeHeader(
                    out,
                    highBits,
                    packetType.code(),
                    nanosecondOffset,
                    MULTITRACK_TYPE,
                    codecCode,
                    multitrack ? trackId : -1);
            writeCompositionTime(out);
            return;
        }
        out.writeByte(frameType.code() << 4 | codecCode);
        if (codec.hasCompositionTime() && packetType != VideoPacketType.COMMAND) {
            out.writeByte(packetType.code()).writeMedium(compositionTimeMillis);
        }
    }

    /** Appends the composition time, if this has one: the beginning of what counts as a track's bytes. */
    void writeCompositionTime(ByteBuf out) {
        if (compositionTimeBytes() > 0) {
            out.writeMedium(compositionTimeMillis);
        }
    }

    int compositionTimeBytes() {
        return packetType == VideoPacketType.CODED_FRAMES && codec.hasCompositionTime() ? COMPOSITION_TIME_BYTES : 0;
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
