package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.codec.AacConfiguration;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.SampleCheck;
import org.jspecify.annotations.Nullable;

/** Reads audio tag bodies: AAC and MP3, each with its number or its FourCC. */
final class AudioReader extends TrackReader {
    private static final int TRACK_ID = 2;

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
            return track != null && track.codec() == Codec.AAC
                    ? sample(track, timestampMillis, payload)
                    : dropped(DropCounts.Reason.NO_CONFIGURATION);
        }
        try {
            use(aacTrack(payload));
            return null;
        } catch (FlvException | TrackException e) {
            track = null;
            fault(e.getMessage());
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
    }

    private @Nullable Sample mp3(long timestampMillis, ByteBuf payload) {
        Mp3Frame frame = Mp3Frame.read(payload);
        if (frame == null) {
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
        Track read = Track.audio(TRACK_ID, Codec.MP3, "mp4a.40.34", frame.sampleRate(), frame.channels(), new byte[0]);
        use(read);
        return sample(read, timestampMillis, payload);
    }

    private static Track aacTrack(ByteBuf payload) throws FlvException, TrackException {
        byte[] bytes = configuration(payload);
        AacConfiguration aac = AacConfiguration.read(payload);
        Track read = Track.audio(
                TRACK_ID, Codec.AAC, aac.codecString(), aac.outputSampleRate(), aac.outputChannels(), bytes);
        SampleCheck.of(read);
        return read;
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

    private static Sample sample(Track track, long timestampMillis, ByteBuf payload) {
        long dts90k = timestampMillis * CLOCK_90K_PER_MILLI;
        return new Sample(track, dts90k, dts90k, true, payload.retain());
    }
}
