package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import io.xiu.rtmp.message.MediaKind;

/**
 * FLV tags without the file header (FLV 10.1, annex E.4): the header says which tracks follow, so each viewer gets its
 * own when it starts.
 *
 * @param tracks which media the viewer wants
 */
public record FlvFormat(TrackSelection tracks) implements WireFormat {
    /** Exactly the bytes that {@link #encode} appends; 0 if this format leaves the frame out. */
    @Override
    public int encodedBytes(MediaFrame frame) {
        if (!tracks.has(frame.kind()) || frame.role() == MediaFrame.Role.DISCONTINUITY) {
            return 0;
        }
        if (frame.kind() != MediaKind.DATA) {
            return FlvTagWriter.encodedBytes(frame.body().readableBytes());
        }
        ByteBuf body = ScriptData.withoutSetDataFrame(frame.body());
        int bytes = FlvTagWriter.encodedBytes(body.readableBytes());
        body.release();
        return bytes;
    }

    @Override
    public void encode(MediaFrame frame, long timestampMillis, ByteBuf out) {
        if (frame.kind() == MediaKind.DATA) {
            ByteBuf body = ScriptData.withoutSetDataFrame(frame.body());
            FlvTagWriter.write(TagType.SCRIPT, (int) frame.stamp(timestampMillis), body, out);
            body.release();
        } else {
            TagType type = frame.kind() == MediaKind.AUDIO ? TagType.AUDIO : TagType.VIDEO;
            FlvTagWriter.write(type, (int) timestampMillis, frame.body(), out);
        }
    }

    @Override
    public boolean announcesTracks() {
        return true;
    }
}
