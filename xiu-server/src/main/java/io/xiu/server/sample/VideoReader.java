package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.VideoCodec;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.VideoPacketType;
import io.xiu.flv.codec.AvcConfiguration;
import io.xiu.flv.codec.PictureInfo;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.SampleCheck;
import org.jspecify.annotations.Nullable;

/** Reads video tag bodies: H.264, with its number or its FourCC. */
final class VideoReader extends TrackReader {
    /*
     * A sequence header or a key frame says which codec the video is in from there on. So one stray tag of another codec
     * costs a GOP at most, and a publisher that comes back with another codec is understood.
     */
    private static final int TRACK_ID = 1;

    private @Nullable Track configured;

    VideoReader(DropCounts drops) {
        super(drops);
    }

    @Override
    @Nullable
    Track track() {
        return fault() == null ? configured : null;
    }

    @Override
    @Nullable
    Sample read(long timestampMillis, ByteBuf body) throws FlvException {
        VideoHeader first = VideoHeader.read(body);
        if (first.packetType() == VideoPacketType.COMMAND) {
            return null;
        }
        TrackPacket<VideoHeader> packet = choose(TrackPackets.video(body), first.isSequenceHeader());
        if (packet == null) {
            return null;
        }
        VideoHeader header = packet.header();
        if (header.codec() != VideoCodec.AVC) {
            return foreign(header);
        }
        if (header.isSequenceHeader()) {
            configure(packet.payload(body));
            return null;
        }
        return header.isFrame() ? frame(timestampMillis, header, packet.payload(body)) : null;
    }

    private @Nullable Sample foreign(VideoHeader header) {
        boolean decides = configured == null || header.isSequenceHeader() || header.isKeyFrame();
        if (decides && (header.isSequenceHeader() || header.isFrame())) {
            boolean known = header.codec() != VideoCodec.UNKNOWN;
            fault("video codec " + name(header.codec(), known, header.enhanced(), header.codecCode())
                    + " can't be carried in MPEG-TS");
        }
        return dropped(DropCounts.Reason.CODEC);
    }

    private void configure(ByteBuf record) {
        try {
            configured = h264Track(record);
            fault(null);
        } catch (FlvException | TrackException e) {
            configured = null;
            fault(e.getMessage());
            dropped(DropCounts.Reason.CONFIGURATION);
        }
    }

    private static Track h264Track(ByteBuf record) throws FlvException, TrackException {
        byte[] bytes = configuration(record);
        AvcConfiguration avc = AvcConfiguration.read(record);
        PictureInfo picture = avc.picture();
        Track read = Track.video(TRACK_ID, Codec.H264, avc.codecString(), picture.width(), picture.height(), bytes);
        SampleCheck.of(read);
        return read;
    }

    private @Nullable Sample frame(long timestampMillis, VideoHeader header, ByteBuf payload) {
        if (configured == null) {
            return dropped(DropCounts.Reason.NO_CONFIGURATION);
        }
        if (fault() != null) {
            if (!header.isKeyFrame()) {
                return dropped(DropCounts.Reason.CODEC);
            }
            fault(null);
        }
        long dts90k = timestampMillis * CLOCK_90K_PER_MILLI;
        long pts90k = dts90k + (long) header.compositionTimeMillis() * CLOCK_90K_PER_MILLI;
        return new Sample(configured, dts90k, pts90k, header.isKeyFrame(), payload.retain());
    }
}
