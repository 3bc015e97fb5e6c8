package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** All packets of a tag body: one, or with Enhanced RTMP v2 one for each track in it, 256 at most. */
public final class TrackPackets {
    private TrackPackets() {}

    /**
     * The packets of a video tag body in their order.
     *
     * @param body from its reader index on; nothing in it changes
     * @throws FlvException as {@link VideoHeader#read}, for any of the tracks
     */
    public static List<TrackPacket<VideoHeader>> video(ByteBuf body) throws FlvException {
        VideoHeader header = VideoHeader.read(body);
        if (!header.multitrack()) {
            return List.of(only(header, header.headerBytes(), body));
        }
        List<TrackPacket<VideoHeader>> packets = new ArrayList<>();
        EnhancedCursor cursor = new EnhancedCursor(body);
        cursor.first(VideoHeader.MULTITRACK_TYPE);
        do {
            VideoHeader next = VideoHeader.of(body, cursor);
            packets.add(new TrackPacket<>(next.trackId(), next, cursor.payloadOffset(), cursor.payloadBytes()));
        } while (cursor.next());
        return packets;
    }

    /**
     * The packets of an audio tag body in their order.
     *
     * @param body from its reader index on, may be empty; nothing in it changes
     * @throws FlvException as {@link AudioHeader#read}, for any of the tracks
     */
    public static List<TrackPacket<AudioHeader>> audio(ByteBuf body) throws FlvException {
        AudioHeader header = AudioHeader.read(body);
        if (!header.multitrack()) {
            return List.of(only(header, header.headerBytes(), body));
        }
        List<TrackPacket<AudioHeader>> packets = new ArrayList<>();
        EnhancedCursor cursor = new EnhancedCursor(body);
        cursor.first(AudioHeader.MULTITRACK_TYPE);
        do {
            AudioHeader next = AudioHeader.of(cursor);
            packets.add(new TrackPacket<>(next.trackId(), next, cursor.payloadOffset(), cursor.payloadBytes()));
        } while (cursor.next());
        return packets;
    }

    private static <H> TrackPacket<H> only(H header, int headerBytes, ByteBuf body) {
        return new TrackPacket<>(0, header, headerBytes, body.readableBytes() - headerBytes);
    }
}
