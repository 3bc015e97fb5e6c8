package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;

/**
 * What the first bytes of an audio tag body, which is the body of an RTMP audio message too, say about the rest (FLV
 * specification 10.1, E.4.2.1; Enhanced RTMP v2).
 *
 * <p>Of a body with several tracks this is the first; {@link TrackPackets} gives all. The packet type is the same for
 * all of them.
 *
 * @param enhanced whether the codec is given by FourCC
 * @param packetType what the payload is; CODED_FRAMES for codecs that have no packet types
 * @param codec UNKNOWN for SILENCE, which names none
 * @param codecCode the codec's number (4 bits) or FourCC (32 bits) as in the tag, to tell unknown codecs apart
 * @param sampleRate Hz as the tag says it, 0 if enhanced; AAC says 44,100 here whatever it is
 * @param sampleBits 8 or 16 before coding as the tag says it, 0 if enhanced
 * @param channels 1 or 2 as the tag says it, 0 if enhanced; AAC says 2 here whatever it is
 * @param multitrack whether the body has track ids
 * @param trackId 0 to 255, 0 if there are none
 * @param nanosecondOffset to be added to the timestamp, 0 to 2^24 - 1
 * @param headerBytes where the payload begins, counted from the beginning of the body
 */
public record AudioHeader(
        boolean enhanced,
        AudioPacketType packetType,
        AudioCodec codec,
        int codecCode,
        int sampleRate,
        int sampleBits,
        int channels,
        boolean multitrack,
        int trackId,
        int nanosecondOffset,
        int headerBytes) {

    /*
     * legacy:   codec: 4 bits, rate: 2 bits, 16 bits wide: 1 bit, stereo: 1 bit | AAC: packet type: 1 byte | payload
     * enhanced: 9: 4 bits, packet type: 4 bits | see EnhancedCursor
     * none:     silence
     */
    private static final AudioHeader SILENCE =
            new AudioHeader(false, AudioPacketType.SILENCE, AudioCodec.UNKNOWN, 0, 0, 0, 0, false, 0, 0, 0);
    private static final int ENHANCED_ID = 9;
    static final int MULTITRACK_TYPE = 5;
    private static final int LOWEST_RATE = 5_512;

    /**
     * Reads the header of a tag body.
     *
     * @param body from its reader index on, may be empty; nothing in it changes
     * @throws FlvException if the body ends too early or its multitrack form is unknown: SHORT, MODIFIERS, TRACKS
     */
    public static AudioHeader read(ByteBuf body) throws FlvException {
        if (!body.isReadable()) {
            return SILENCE;
        }
        if (!isEnhanced(body)) {
            return readLegacy(body);
        }
        EnhancedCursor cursor = new EnhancedCursor(body);
        cursor.first(MULTITRACK_TYPE);
        return of(cursor);
    }

    /** Whether a body is of Enhanced RTMP, so that it may have several tracks; false for an empty one. */
    static boolean isEnhanced(ByteBuf body) {
        return body.isReadable() && body.getUnsignedByte(body.readerIndex()) >> 4 == ENHANCED_ID;
    }

    /** The header of the packet at which the cursor is. */
    static AudioHeader of(EnhancedCursor cursor) {
        return new AudioHeader(
                true,
                AudioPacketType.of(cursor.packetType()),
                AudioCodec.ofFourCc(cursor.fourCc()),
                cursor.fourCc(),
                0,
                0,
                0,
                cursor.isMultitrack(),
                cursor.trackId(),
                cursor.nanosecondOffset(),
                cursor.payloadOffset());
    }

    private static AudioHeader readLegacy(ByteBuf body) throws FlvException {
        int first = body.getUnsignedByte(body.readerIndex());
        int id = first >> 4;
        AudioCodec codec = AudioCodec.ofId(id);
        int fixedRate = AudioCodec.fixedSampleRate(id);
        int sampleRate = fixedRate != 0 ? fixedRate : rate((first >> 2) & 3);
        int sampleBits = (first & 2) != 0 ? 16 : 8;
        int channels = (first & 1) != 0 ? 2 : 1;
        AudioPacketType packetType = AudioPacketType.CODED_FRAMES;
        int headerBytes = 1;
        if (codec == AudioCodec.AAC) {
            if (body.readableBytes() < 2) {
                throw new FlvException(Reason.SHORT, "an AAC tag of 1 byte");
            }
            packetType = aacPacketType(body.getUnsignedByte(body.readerIndex() + 1));
            headerBytes = 2;
        }
        return new AudioHeader(
                false, packetType, codec, id, sampleRate, sampleBits, channels, false, 0, 0, headerBytes);
    }

    /** 5.5, 11, 22 and 44 kHz are written as 0 to 3; exactly, each is half of the next. */
    private static int rate(int code) {
        return code == 0 ? LOWEST_RATE : 44_100 >> (3 - code);
    }

    private static AudioPacketType aacPacketType(int code) {
        return code <= 1 ? AudioPacketType.of(code) : AudioPacketType.UNKNOWN;
    }

    /** Whether the payload is sound. */
    public boolean isFrame() {
        return packetType == AudioPacketType.CODED_FRAMES;
    }

    /** Whether the payload is a decoder configuration. */
    public boolean isSequenceHeader() {
        return packetType == AudioPacketType.SEQUENCE_START;
    }

    public boolean isSequenceEnd() {
        return packetType == AudioPacketType.SEQUENCE_END;
    }
}
