package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.hls.AacTrack;
import io.xiu.hls.Mp3Track;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackKind;
import org.jspecify.annotations.Nullable;

/** Reads audio tag bodies: AAC and MP3, each with its number or its FourCC. */
final class AudioReader extends TrackReader {
    private @Nullable Track track;

    AudioReader(DropCounts drops) {
        super(drops);
    }

    @Override
    @Nullable
    Track track() {
        return track;
    }

    @Override
    @Nullable
    Sample read(long timestampMillis, ByteBuf body) throws FlvException {
        AudioHeader first = AudioHeader.read(body);
        if (!first.isSequenceHeader() && !first.isFrame()) {
            return null;
        }
        TrackPacket<AudioHeader> packet = choose(TrackPackets.audio(body), first.isSequenceHeader());
        if (packet == null) {
            return null;
        }
        AudioHeader header = packet.header();
        ByteBuf payload = packet.payload(body);
        return switch (header.codec()) {
            case AAC -> aac(timestampMillis, header, payload);
            case MP3 -> header.isFrame() ? mp3(timestampMillis, payload) : null;
            default -> foreign(header);
        };
    }

    private @Nullable Sample aac(long timestampMillis, AudioHeader header, ByteBuf payload) {
        if (header.isFrame()) {
            return track instanceof AacTrack
                    ? sample(timestampMillis, payload)
                    : dropped(DropCounts.Reason.NO_CONFIGURATION);
        }
        try {
            use(AacTrack.read(configuration(payload)));
            return null;
        } catch (TrackException e) {
            track = null;
            fault(e.getMessage());
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
    }

    private @Nullable Sample mp3(long timestampMillis, ByteBuf payload) {
        try {
            use(Mp3Track.read(payload));
            return sample(timestampMillis, payload);
        } catch (TrackException e) {
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
    }

    private @Nullable Sample foreign(AudioHeader header) {
        boolean known = header.codec() != AudioCodec.UNKNOWN;
        if (track == null || known) {
            track = null;
            fault("audio codec " + name(header.codec(), known, header.enhanced(), header.codecCode())
                    + " can't be carried in MPEG-TS");
        }
        return dropped(DropCounts.Reason.CODEC);
    }

    private void use(Track read) {
        track = read;
        fault(null);
    }

    private static Sample sample(long timestampMillis, ByteBuf payload) {
        long dts90k = timestampMillis * CLOCK_90K_PER_MILLI;
        return new Sample(TrackKind.AUDIO, dts90k, dts90k, true, payload.retain());
    }
}
