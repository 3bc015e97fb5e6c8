package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.AudioPacketType;
import io.xiu.flv.FlvException;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.VideoPacketType;
import io.xiu.relay.HeaderKey.Part;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a message means to a viewer that joins, from the first bytes of its body. Confined to the live stream's
 * writer.
 *
 * <p>A body that can't be understood is passed on as coded media: players may know more than this class. A header
 * without content is none: ffmpeg sends an empty one for AV1 before it has the real one.
 */
final class FrameInspector {
    private static final int UNKNOWN_TRACK = -1;

    // First bytes of the usual coded frames (FLV 10.1, E.4.2.1 and E.4.3.1), and the longest header of them.
    private static final int AVC_KEY_FRAME = 0x17;
    private static final int AVC_INTER_FRAME = 0x27;
    private static final int AAC = 10;
    private static final int CODED = 1;
    private static final int LEGACY_HEADER_BYTES = 5;

    private int firstVideoTrack = UNKNOWN_TRACK;
    private boolean audioSeen;
    private boolean videoSeen;
    private List<HeaderKey> headerKeys = List.of();

    /** The next message comes from another publisher. */
    void publisherChanged() {
        firstVideoTrack = UNKNOWN_TRACK;
    }

    /** The role of a message; if it is {@link Role#HEADER}, {@link #headerKeys} says which headers it has. */
    Role inspect(MediaKind kind, ByteBuf body) {
        try {
            Role usual = usual(kind, body);
            if (usual != null) {
                return usual;
            }
            return switch (kind) {
                case DATA -> data(body);
                case AUDIO -> audio(body);
                case VIDEO -> video(body);
            };
        } catch (FlvException e) {
            return Role.CODED;
        }
    }

    /** Which headers the message that was inspected last has. */
    List<HeaderKey> headerKeys() {
        return headerKeys;
    }

    /** Whether there has been audio. */
    boolean audioSeen() {
        return audioSeen;
    }

    /** Whether there has been video. */
    boolean videoSeen() {
        return videoSeen;
    }

    /** Two bytes tell what nearly every frame is, so that no header is made for each; null if they don't. */
    private @Nullable Role usual(MediaKind kind, ByteBuf body) {
        if (body.readableBytes() <= LEGACY_HEADER_BYTES || body.getByte(body.readerIndex() + 1) != CODED) {
            return null;
        }
        int first = body.getUnsignedByte(body.readerIndex());
        if (kind == MediaKind.AUDIO && first >> 4 == AAC && audioSeen) {
            return videoSeen ? Role.CODED : Role.SYNC;
        }
        if (kind == MediaKind.VIDEO && firstVideoTrack == 0) {
            return first == AVC_KEY_FRAME ? Role.SYNC : first == AVC_INTER_FRAME ? Role.CODED : null;
        }
        return null;
    }

    private Role data(ByteBuf body) {
        headerKeys = HeaderKey.METADATA_ALONE;
        return ScriptData.isMetadata(body) ? Role.HEADER : Role.EVENT;
    }

    private Role audio(ByteBuf body) throws FlvException {
        AudioHeader header = AudioHeader.read(body);
        audioSeen = true;
        Part part = header.headerBytes() == body.readableBytes() ? null : part(header.packetType());
        if (part == null) {
            return videoSeen || !header.isFrame() ? Role.CODED : Role.SYNC;
        }
        headerKeys = header.multitrack()
                ? keys(MediaKind.AUDIO, part, TrackPackets.audio(body))
                : List.of(new HeaderKey(MediaKind.AUDIO, part, 0));
        return Role.HEADER;
    }

    private Role video(ByteBuf body) throws FlvException {
        VideoHeader header = VideoHeader.read(body);
        videoSeen = true;
        if (firstVideoTrack == UNKNOWN_TRACK) {
            firstVideoTrack = header.trackId();
        }
        Part part = header.headerBytes() == body.readableBytes() ? null : part(header.packetType());
        if (part == null) {
            return header.isKeyFrame() && hasFirstTrack(header, body) ? Role.SYNC : Role.CODED;
        }
        headerKeys = header.multitrack()
                ? keys(MediaKind.VIDEO, part, TrackPackets.video(body))
                : List.of(new HeaderKey(MediaKind.VIDEO, part, 0));
        return Role.HEADER;
    }

    private boolean hasFirstTrack(VideoHeader header, ByteBuf body) throws FlvException {
        if (header.trackId() == firstVideoTrack) {
            return true;
        }
        return header.multitrack()
                && TrackPackets.video(body).stream().anyMatch(packet -> packet.trackId() == firstVideoTrack);
    }

    private static List<HeaderKey> keys(MediaKind kind, Part part, List<? extends TrackPacket<?>> packets) {
        List<HeaderKey> keys = new ArrayList<>(packets.size());
        for (TrackPacket<?> packet : packets) {
            keys.add(new HeaderKey(kind, part, packet.trackId()));
        }
        return keys;
    }

    private static @Nullable Part part(VideoPacketType type) {
        return switch (type) {
            case SEQUENCE_START, MPEG2TS_SEQUENCE_START -> Part.SEQUENCE;
            case METADATA -> Part.COLOUR;
            case CODED_FRAMES, CODED_FRAMES_X, SEQUENCE_END, COMMAND, UNKNOWN -> null;
        };
    }

    private static @Nullable Part part(AudioPacketType type) {
        return switch (type) {
            case SEQUENCE_START -> Part.SEQUENCE;
            case MULTICHANNEL_CONFIGURATION -> Part.CHANNELS;
            case CODED_FRAMES, SEQUENCE_END, SILENCE, UNKNOWN -> null;
        };
    }
}
