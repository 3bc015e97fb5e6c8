package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.FlvFormat;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.TrackSelection;
import io.xiu.rtmp.message.MediaKind;

/** Encodes a frame as a viewer of HTTP-FLV gets it. */
final class Formats {
    private Formats() {}

    static void run() {
        MediaFrame frame =
                new MediaFrame(MediaKind.AUDIO, MediaFrame.Role.SYNC, 40, Unpooled.buffer().writeByte(0xAF));
        FlvFormat format = new FlvFormat(TrackSelection.ALL);
        ByteBuf out = Unpooled.buffer();
        format.encode(frame, 40, out);
        Main.require(out.readableBytes() == format.encodedBytes(frame), "not as long as announced");
        out.release();
        frame.body().release();
    }
}
