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
    static final int ENHANCED_ID = 9;
    static final int MULTITRACK_TYPE = 5;

    private static final int FOUR_CC_HEADER_BYTES = 5;
    private static final int LOWEST_RATE = 5_512;
    private static final int HIGHEST_RATE = 44_100;
    private static final int MP3_8K_ID = 14;
    private static final int MP3_8K_RATE = 8_000;

    /**
     * The header of a tag whose codec is given by its number, as all RTMP software understands it.
     *
     * @param packetType SEQUENCE_START or CODED_FRAMES of AAC, CODED_FRAMES of the others
     * @param sampleRate in Hz: 5,512, 11,025, 22,050 or 44,100; 8,000 for MP3; AAC says 44,100 whatever it is; what the codec
     *     decides it is for Nellymoser at 8 and 16 kHz, G.711 and Speex
     * @param sampleBits 8 or 16; 16 for compressed sound
     * @param channels 1 or 2; AAC says 2 whatever it is
     * @throws IllegalArgumentException if there is no such tag
     */
    public static AudioHeader legacy(
            AudioPacketType packetType, AudioCodec codec, int sampleRate, int sampleBits, int channels) {
        boolean isAac = codec == AudioCodec.AAC;
        boolean hasPacketType =
                packetType == AudioPacketType.CODED_FRAMES || (isAac && packetType == AudioPacketType.SEQUENCE_START);
        int id = codec == AudioCodec.MP3 && sampleRate == MP3_8K_RATE ? MP3_8K_ID : codec.id();
        int fixedRate = AudioCodec.fixedSampleRate(id);
        boolean hasRate = fixedRate == 0 ? rate(rateCode(sampleRate)) == sampleRate : fixedRate == sampleRate;
        boolean isPossible = id >= 0
                && hasPacketType
                && hasRate
                && (sampleBits == 8 || sampleBits == 16)
                && (channels == 1 || channels == 2)
                && (!isAac || (sampleRate == HIGHEST_RATE && sampleBits == 16 && channels == 2));
        if (!isPossible) {
            throw new IllegalArgumentException(packetType + " of " + codec + ", " + sampleRate + " Hz, " + sampleBits
                    + " bits, " + channels + " channels by its number");
        }
        return new AudioHeader(
                false, packetType, codec, id, sampleRate, sampleBits, channels, false, 0, 0, isAac ? 2 : 1);
    }

    /**
     * The header of a tag of AAC by its number.
     *
     * @param packetType SEQUENCE_START or CODED_FRAMES
     * @throws IllegalArgumentException if it's another
     */
    public static AudioHeader aac(AudioPacketType packetType) {
        return legacy(packetType, AudioCodec.AAC, HIGHEST_RATE, 16, 2);
    }

    /**
     * The header of a tag whose codec is given by FourCC, without track ids.
     *
     * @param packetType any but SILENCE and UNKNOWN
     * @param codec one with a FourCC
     * @throws IllegalArgumentException if there is no such tag
     */
    public static AudioHeader enhanced(AudioPacketType packetType, AudioCodec codec) {
        boolean hasNumber = packetType != AudioPacketType.SILENCE && packetType != AudioPacketType.UNKNOWN;
        if (!hasNumber || codec.fourCc().isEmpty()) {
            throw new IllegalArgumentException(packetType + " of " + codec + " by FourCC");
        }
        return new AudioHeader(true, packetType, codec, codec.fourCcCode(), 0, 0, 0, false, 0, 0, FOUR_CC_HEADER_BYTES);
    }

    /**
     * This header with a track id.
     *
     * @param id 0 to 255
     * @throws IllegalArgumentException if it's out of its range, or if this isn't enhanced
     */
    public AudioHeader withTrackId(int id) {
        if (id >> 8 != 0 || !enhanced) {
            throw new IllegalArgumentException("track id " + id + " for " + packetType + " of " + codec);
        }
        int more = multitrack ? 0 : EnhancedWriter.TRACK_BYTES;
        return new AudioHeader(
                true, packetType, codec, codecCode, 0, 0, 0, true, id, nanosecondOffset, headerBytes + more);
    }

    /**
     * This header with nanoseconds for the timestamp.
     *
     * @param nanoseconds 0 to 999,999
     * @throws IllegalArgumentException if it's out of its range, or if this isn't enhanced
     */
    public AudioHeader withNanosecondOffset(int nanoseconds) {
        EnhancedWriter.checkNanoseconds(nanoseconds, enhanced);
        int more = EnhancedWriter.modifierBytes(nanoseconds) - EnhancedWriter.modifierBytes(nanosecondOffset);
        return new AudioHeader(
                true, packetType, codec, codecCode, 0, 0, 0, multitrack, trackId, nanoseconds, headerBytes + more);
    }

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
        if (body.getUnsignedByte(body.readerIndex()) >> 4 != ENHANCED_ID) {
            return readLegacy(body);
        }
        EnhancedCursor cursor = new EnhancedCursor(body);
        cursor.first(MULTITRACK_TYPE);
        return of(cursor);
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
        return code == 0 ? LOWEST_RATE : HIGHEST_RATE >> (3 - code);
    }

    /** The number that stands for the rate, or for the next lower one. */
    private static int rateCode(int rate) {
        int code = 3;
        while (code > 0 && rate < HIGHEST_RATE >> (3 - code)) {
            code--;
        }
        return code;
    }

    private static AudioPacketType aacPacketType(int code) {
        return code <= 1 ? AudioPacketType.of(code) : AudioPacketType.UNKNOWN;
    }

    /**
     * Appends this header; nothing for SILENCE. What is read of it is equal, but if it was read itself and modifiers that
     * aren't known or a track among others ({@link TrackPackets#writeAudio} writes those) got lost.
     *
     * @throws IllegalStateException if its packet type stands for several numbers
     */
    public void write(ByteBuf out) {
        if (packetType == AudioPacketType.SILENCE) {
            return;
        }
        if (enhanced) {
            EnhancedWriter.writeHeader(
                    out,
                    ENHANCED_ID << 4,
                    packetType.code(),
                    nanosecondOffset,
                    MULTITRACK_TYPE,
                    codecCode,
                    multitrack ? trackId : -1);
            return;
        }
        int rate = AudioCodec.fixedSampleRate(codecCode) != 0 ? 0 : rateCode(sampleRate);
        out.writeByte(codecCode << 4 | rate << 2 | (sampleBits == 16 ? 2 : 0) | (channels == 2 ? 1 : 0));
        if (codec == AudioCodec.AAC) {
            out.writeByte(packetType.code());
        }
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
