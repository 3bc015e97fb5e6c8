package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.MediaKind;

/**
 * One message of a live stream: what a publisher sent, placed on the live stream's timeline.
 *
 * @param kind audio, video or data
 * @param role what the frame means to a viewer that joins
 * @param timestampMillis position on the live stream's timeline; wire formats send its low 32 bits
 * @param body the RTMP message body, which is an FLV tag body, untouched
 */
public record MediaFrame(MediaKind kind, Role role, long timestampMillis, ByteBuf body) {
    /** What a frame means to a viewer that joins. */
    public enum Role {
        /** Coded media that decoding can start at: a key frame of the first video track, or any audio of a stream without video. */
        SYNC,
        /** Coded media that needs frames before it. */
        CODED,
        /** Metadata, a sequence header or another thing that every viewer must have before coded media. */
        HEADER,
        /** A data message that matters only at its time, such as a cue point. */
        EVENT,
        /** Not from the publisher: the timeline was set anew here. The body is empty. */
        DISCONTINUITY
    }

    /**
     * The timestamp to send for this frame: that of its place, but 0 for metadata. It holds for the whole stream, and
     * ffmpeg takes metadata with any other timestamp for a subtitle.
     */
    long stamp(long timestamp) {
        return kind == MediaKind.DATA && role == Role.HEADER ? 0 : timestamp;
    }

    MediaFrame at(long timestamp) {
        return new MediaFrame(kind, role, timestamp, body);
    }
}
