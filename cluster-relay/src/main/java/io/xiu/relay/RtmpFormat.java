package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfString;
import io.xiu.flv.ScriptData;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;

/**
 * RTMP chunks: every message begins with a type 0 header and an absolute timestamp, so that the bytes make sense to
 * whoever starts reading at a message (RTMP 1.0, section 5.3).
 *
 * @param messageStreamId the id that the far side gave with createStream
 * @param peer who the far side is
 * @param tracks which media it wants
 */
public record RtmpFormat(int messageStreamId, Peer peer, TrackSelection tracks) implements WireFormat {
    /** Chunk size of all RTMP output in bytes: each connection announces it before its first media. */
    public static final int CHUNK_BYTES = 60_000;

    /** Name of the data message by which one node tells the next that the timeline was set anew. */
    public static final String DISCONTINUITY = "onXiuDiscontinuity";

    private static final ChunkWriter WRITER = new ChunkWriter(CHUNK_BYTES);
    private static final ByteBuf DISCONTINUITY_BODY = discontinuityBody();
    private static final int AUDIO_CHUNK_STREAM = 4;
    private static final int DATA_CHUNK_STREAM = 5;
    private static final int VIDEO_CHUNK_STREAM = 6;
    private static final int SET_DATA_FRAME_BYTES = 16;

    /** Who reads the bytes. */
    public enum Peer {
        /** A player. */
        PLAYER(false, false),
        /** A node that pulls. */
        PULLING_NODE(false, true),
        /** Another server that is pushed to. */
        PUSH_TARGET(true, false),
        /** A node that is pushed to. */
        PUSHED_NODE(true, true);

        private final boolean publishedTo;
        private final boolean node;

        Peer(boolean publishedTo, boolean node) {
            this.publishedTo = publishedTo;
            this.node = node;
        }
    }

    @Override
    public int encodedBytes(MediaFrame frame) {
        if (!tracks.has(frame.kind())) {
            return 0;
        }
        if (frame.role() == MediaFrame.Role.DISCONTINUITY) {
            return peer.node
                    ? WRITER.encodedBytes((int) frame.timestampMillis(), DISCONTINUITY_BODY.readableBytes())
                    : 0;
        }
        int body = frame.body().readableBytes() + (frame.kind() == MediaKind.DATA ? SET_DATA_FRAME_BYTES : 0);
        return WRITER.encodedBytes((int) frame.timestampMillis(), body);
    }

    @Override
    public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
        if (frame.role() == MediaFrame.Role.DISCONTINUITY) {
            write(MediaKind.DATA, timestampMillis, DISCONTINUITY_BODY, out);
        } else if (frame.kind() != MediaKind.DATA) {
            write(frame.kind(), timestampMillis, frame.body(), out);
        } else {
            ByteBuf body = peer.publishedTo && ScriptData.isMetadata(frame.body())
                    ? ScriptData.withSetDataFrame(frame.body(), out.alloc())
                    : ScriptData.withoutSetDataFrame(frame.body());
            write(MediaKind.DATA, frame.stamp(timestampMillis), body, out);
            body.release();
        }
    }

    private void write(MediaKind kind, long timestampMillis, ByteBuf body, ByteBuf out) {
        int chunkStream = switch (kind) {
            case AUDIO -> AUDIO_CHUNK_STREAM;
            case VIDEO -> VIDEO_CHUNK_STREAM;
            case DATA -> DATA_CHUNK_STREAM;
        };
        WRITER.write(chunkStream, kind.code(), messageStreamId, (int) timestampMillis, body, out);
    }

    @Override
    public boolean announcesTracks() {
        return false;
    }

    private static ByteBuf discontinuityBody() {
        ByteBuf body = Unpooled.buffer();
        new Amf0Writer(body).write(new AmfString(DISCONTINUITY));
        return Unpooled.unreleasableBuffer(body.asReadOnly());
    }
}
