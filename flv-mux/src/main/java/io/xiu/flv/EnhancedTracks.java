package io.xiu.flv;

import io.netty.buffer.ByteBuf;

/** Writes a tag body of several tracks, audio or video; the layout is in {@link EnhancedCursor}. */
final class EnhancedTracks {
    private static final int MAX_TRACKS = 256;
    private static final int MAX_TRACK_BYTES = 0xFFFFFF;
    private static final int ONE_CODEC = 1;
    private static final int MANY_CODECS = 2;

    private final int form;
    private boolean codecWritten;

    EnhancedTracks(long codecs) {
        this.form = codecs == 1 ? ONE_CODEC : MANY_CODECS;
    }

    static void checkCount(int tracks) {
        if (tracks < 1 || tracks > MAX_TRACKS) {
            throw new IllegalArgumentException(tracks + " tracks");
        }
    }

    void check(boolean goesWithTheFirst, Object header) {
        if (!goesWithTheFirst) {
            throw new IllegalArgumentException("not to be in one tag with the tracks before: " + header);
        }
    }

    void writeFirst(ByteBuf out, int highBits, int multitrackType, int packetType, int nanoseconds) {
        EnhancedWriter.writeFirst(out, highBits, multitrackType, nanoseconds);
        out.writeByte(form << 4 | packetType);
    }

    /** Writes what stands before a track's bytes. */
    void writeTrack(ByteBuf out, int fourCc, int trackId, int bytesBefore, ByteBuf payload) {
        int bytes = bytesBefore + payload.readableBytes();
        if (bytes > MAX_TRACK_BYTES) {
            throw new IllegalArgumentException("a track of " + bytes + " bytes");
        }
        if (form == MANY_CODECS || !codecWritten) {
            out.writeInt(fourCc);
            codecWritten = true;
        }
        out.writeByte(trackId).writeMedium(bytes);
    }

    static void append(ByteBuf payload, ByteBuf out) {
        out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
    }
}
