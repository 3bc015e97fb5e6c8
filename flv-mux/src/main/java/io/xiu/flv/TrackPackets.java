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

    /**
     * Appends a video tag body of one track or several, in the shortest form that holds them.
     *
     * @param tracks 1 to 256; more than one only with track ids, and with the same frame type, packet type and nanoseconds
     * @throws IllegalArgumentException if they don't go together, or one has more than 2^24 - 1 bytes
     * @throws IllegalStateException as {@link VideoHeader#write}
     */
    public static void writeVideo(List<TrackPayload<VideoHeader>> tracks, ByteBuf out) {
        EnhancedTracks.checkCount(tracks.size());
        VideoHeader first = tracks.get(0).header();
        if (tracks.size() == 1) {
            first.write(out);
            EnhancedTracks.append(tracks.get(0).payload(), out);
            return;
        }
        EnhancedTracks several = new EnhancedTracks(tracks.stream()
                .map(track -> track.header().codecCode())
                .distinct()
                .count());
        for (TrackPayload<VideoHeader> track : tracks) {
            VideoHeader header = track.header();
            several.check(
                    header.multitrack()
                            && header.frameType() == first.frameType()
                            && header.packetType() == first.packetType()
                            && header.nanosecondOffset() == first.nanosecondOffset(),
                    header);
        }
        int highBits = VideoHeader.ENHANCED_BIT | first.frameType().code() << 4;
        several.writeFirst(
                out, highBits, VideoHeader.MULTITRACK_TYPE, first.packetType().code(), first.nanosecondOffset());
        for (TrackPayload<VideoHeader> track : tracks) {
            VideoHeader header = track.header();
            several.writeTrack(
                    out, header.codecCode(), header.trackId(), header.compositionTimeBytes(), track.payload());
            header.writeCompositionTime(out);
            EnhancedTracks.append(track.payload(), out);
        }
    }

    /**
     * Appends an audio tag body of one track or several, in the shortest form that holds them.
     *
     * @param tracks 1 to 256; more than one only with track ids, and with the same packet type and nanoseconds
     * @throws IllegalArgumentException if they don't go together, or one has more than 2^24 - 1 bytes
     * @throws IllegalStateException as {@link AudioHeader#write}
     */
    public static void writeAudio(List<TrackPayload<AudioHeader>> tracks, ByteBuf out) {
        EnhancedTracks.checkCount(tracks.size());
        AudioHeader first = tracks.get(0).header();
        if (tracks.size() == 1) {
            first.write(out);
            EnhancedTracks.append(tracks.get(0).payload(), out);
            return;
        }
        EnhancedTracks several = new EnhancedTracks(tracks.stream()
                .map(track -> track.header().codecCode())
                .distinct()
                .count());
        for (TrackPayload<AudioHeader> track : tracks) {
            AudioHeader header = track.header();
            several.check(
                    header.multitrack()
                            && header.packetType() == first.packetType()
                            && header.nanosecondOffset() == first.nanosecondOffset(),
                    header);
        }
        several.writeFirst(
                out,
                AudioHeader.ENHANCED_ID << 4,
                AudioHeader.MULTITRACK_TYPE,
                first.packetType().code(),
                first.nanosecondOffset());
        for (TrackPayload<AudioHeader> track : tracks) {
            AudioHeader header = track.header();
            several.writeTrack(out, header.codecCode(), header.trackId(), 0, track.payload());
            EnhancedTracks.append(track.payload(), out);
        }
    }
}
