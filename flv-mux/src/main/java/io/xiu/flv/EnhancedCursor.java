package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException.Reason;

/**
 * Walks over the packets of an Enhanced RTMP tag body, audio or video: one, or one per track.
 */
final class EnhancedCursor {
    /*
     * After the first byte, whose low 4 bits are the packet type (Enhanced RTMP v2, ExAudioTagHeader, ExVideoTagHeader):
     *
     *   while the type is 7: length - 1: 1 byte, or FF and 2 bytes | data | kind of modifier: 4 bits, packet type: 4
     *   one track:                       FourCC | payload
     *   multitrack: form: 4 bits, packet type: 4 bits, then
     *     form 0, one track:             FourCC | track id | payload
     *     form 1, tracks of one codec:   FourCC | { track id | length: 3 bytes | payload }
     *     form 2, of several:            { FourCC | track id | length: 3 bytes | payload }
     */
    static final int MODIFIER = 7;

    private static final int MAX_MODIFIERS = 16;
    private static final int MAX_PACKETS = 256;
    private static final int TIMESTAMP_OFFSET = 0;
    private static final int ONE_TRACK = 0;
    private static final int MANY_CODECS = 2;
    private static final int NOT_MULTITRACK = -1;

    private final ByteBuf body;
    private final int end;
    private int at;
    private int packetType;
    private int form = NOT_MULTITRACK;
    private int packets;

    private int nanosecondOffset;
    private int fourCc;
    private int trackId;
    private int payloadEnd;

    /** Reads the modifiers, if there are any. */
    EnhancedCursor(ByteBuf body) throws FlvException {
        this.body = body;
        this.at = body.readerIndex();
        this.end = body.writerIndex();
        this.packetType = unsignedByte() & 0xF;
        for (int i = 0; packetType == MODIFIER; i++) {
            if (i == MAX_MODIFIERS) {
                throw new FlvException(Reason.MODIFIERS, "more than " + MAX_MODIFIERS + " modifiers");
            }
            readModifier();
        }
    }

    private void readModifier() throws FlvException {
        int length = unsignedByte() + 1;
        if (length == 256) {
            need(2);
            length = body.getUnsignedShort(at) + 1;
            at += 2;
        }
        need(length + 1);
        int kind = body.getUnsignedByte(at + length) >> 4;
        if (kind == TIMESTAMP_OFFSET && length >= 3) {
            nanosecondOffset = body.getUnsignedMedium(at);
        }
        packetType = body.getUnsignedByte(at + length) & 0xF;
        at += length + 1;
    }

    /** Goes to the first packet. To be called once, and not for a command, which has no FourCC. */
    void first(int multitrackType) throws FlvException {
        if (packetType == multitrackType) {
            int next = unsignedByte();
            form = next >> 4;
            packetType = next & 0xF;
            if (form > MANY_CODECS || packetType == multitrackType) {
                throw new FlvException(Reason.TRACKS, "multitrack form " + form + ", packet type " + packetType);
            }
        }
        if (form != MANY_CODECS) {
            fourCc = fourBytes();
        }
        payloadEnd = end;
        if (form != NOT_MULTITRACK) {
            readTrack();
        }
    }

    /** Goes to the next packet; false if there is none. */
    boolean next() throws FlvException {
        at = payloadEnd;
        if (form <= ONE_TRACK || at == end) {
            return false;
        }
        readTrack();
        return true;
    }

    private void readTrack() throws FlvException {
        if (++packets > MAX_PACKETS) {
            throw new FlvException(Reason.TRACKS, "more than " + MAX_PACKETS + " tracks");
        }
        if (form == MANY_CODECS) {
            fourCc = fourBytes();
        }
        trackId = unsignedByte();
        if (form != ONE_TRACK) {
            need(3);
            int length = body.getUnsignedMedium(at);
            at += 3;
            need(length);
            payloadEnd = at + length;
        }
    }

    /** Takes a composition time from the beginning of the payload. */
    int compositionTimeMillis() throws FlvException {
        if (payloadEnd - at < 3) {
            throw new FlvException(Reason.SHORT, "a frame without its composition time");
        }
        at += 3;
        return body.getMedium(at - 3);
    }

    private int unsignedByte() throws FlvException {
        need(1);
        return body.getUnsignedByte(at++);
    }

    private int fourBytes() throws FlvException {
        need(4);
        at += 4;
        return body.getInt(at - 4);
    }

    private void need(int bytes) throws FlvException {
        if (bytes > end - at) {
            throw new FlvException(Reason.SHORT, bytes + " bytes needed, " + (end - at) + " left");
        }
    }

    int packetType() {
        return packetType;
    }

    boolean isMultitrack() {
        return form != NOT_MULTITRACK;
    }

    int nanosecondOffset() {
        return nanosecondOffset;
    }

    int fourCc() {
        return fourCc;
    }

    int trackId() {
        return trackId;
    }

    /** Where the payload begins, counted from the beginning of the body. */
    int payloadOffset() {
        return at - body.readerIndex();
    }

    int payloadBytes() {
        return payloadEnd - at;
    }
}
