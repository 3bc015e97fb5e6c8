package io.xiu.server.sample;

import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.VideoPacketType;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of a live stream, whose bodies are FLV tag bodies, into tracks and samples as ISO-BMFF has them, of
 * the first video track, number 1, and the first audio track, number 2. The one place that knows both forms.
 *
 * <p>Audio that can't be carried leaves the video; video that can't be carried leaves what was asked for. Confined to the stream's
 * writer. A tag that can't be read is left out and counted.
 */
public final class FlvAdapter {
    /** Audio that can't be carried may be followed by video that can. */
    private static final long VIDEO_WAIT_MILLIS = 2_000;

    private static final int VIDEO_ID = 1;
    private static final int AUDIO_ID = 2;

    private final SampleSink sink;
    private final boolean audioAlone;
    private final DropCounts drops = new DropCounts();
    private final FirstTrack firstVideo = new FirstTrack(drops);
    private final FirstTrack firstAudio = new FirstTrack(drops);
    private final TrackReader video;
    private final TrackReader audio;

    private @Nullable Track announcedVideo;
    private @Nullable Track announcedAudio;
    private @Nullable String announcedFault;
    private boolean videoFaultLogged;
    private boolean audioFaultLogged;
    private boolean started;
    private long firstTimestampMillis;

    /**
     * Makes an adapter.
     *
     * @param container what the samples are written into: what it can't hold is left out
     * @param audioAlone whether audio is given, alone, where the video can't be carried; else nothing is then
     */
    public FlvAdapter(SampleSink sink, Container container, boolean audioAlone) {
        this.sink = sink;
        this.audioAlone = audioAlone;
        this.video = new TrackReader(VIDEO_ID, container, drops);
        this.audio = new TrackReader(AUDIO_ID, container, drops);
    }

    /** Takes the next frame; its body is only borrowed. */
    public void frame(MediaFrame frame) {
        if (frame.role() == MediaFrame.Role.DISCONTINUITY) {
            firstVideo.beginAnew();
            firstAudio.beginAnew();
            sink.discontinuity();
        } else if (frame.kind() != MediaKind.DATA) {
            if (!started) {
                started = true;
                firstTimestampMillis = frame.timestampMillis();
            }
            media(frame);
        }
    }

    /** Tags left out so far. */
    public DropCounts drops() {
        return drops;
    }

    /** Whether there has been something, and nothing of it can be carried. */
    public boolean carriesNothing() {
        boolean something = video.fault() != null || audio.fault() != null;
        return something && video.track() == null && (audio.track() == null || !audioAlone);
    }

    private void media(MediaFrame frame) {
        Sample sample = null;
        try {
            sample = frame.kind() == MediaKind.VIDEO ? readVideo(frame) : readAudio(frame);
        } catch (FlvException e) {
            drops.add(DropCounts.Reason.TAG);
        }
        announceTracks();
        announceFault(frame.timestampMillis());
        logFaults();
        if (sample == null) {
            return;
        }
        if (video.fault() == null || audioAlone) {
            sink.sample(sample);
        } else {
            sample.data().release();
            drops.add(DropCounts.Reason.NO_VIDEO);
        }
    }

    private @Nullable Sample readVideo(MediaFrame frame) throws FlvException {
        VideoHeader first = VideoHeader.read(frame.body());
        if (first.packetType() == VideoPacketType.COMMAND) {
            return null;
        }
        TrackPacket<VideoHeader> packet = firstVideo.among(TrackPackets.video(frame.body()), first.isSequenceHeader());
        return packet == null ? null : video.read(TagPacket.video(packet, frame.timestampMillis(), frame.body()));
    }

    private @Nullable Sample readAudio(MediaFrame frame) throws FlvException {
        AudioHeader first = AudioHeader.read(frame.body());
        if (!first.isSequenceHeader() && !first.isFrame()) {
            return null;
        }
        TrackPacket<AudioHeader> packet = firstAudio.among(TrackPackets.audio(frame.body()), first.isSequenceHeader());
        return packet == null ? null : audio.read(TagPacket.audio(packet, frame.timestampMillis(), frame.body()));
    }

    private void announceTracks() {
        Track newVideo = video.track();
        Track newAudio = audio.track();
        if (Objects.equals(newVideo, announcedVideo) && Objects.equals(newAudio, announcedAudio)) {
            return;
        }
        announcedVideo = newVideo;
        announcedAudio = newAudio;
        List<Track> tracks = new ArrayList<>(2);
        if (newVideo != null) {
            tracks.add(newVideo);
        }
        if (newAudio != null) {
            tracks.add(newAudio);
        }
        sink.tracks(tracks);
    }

    private void announceFault(long nowMillis) {
        String fault = video.fault();
        if (fault == null && video.track() == null && nowMillis - firstTimestampMillis >= VIDEO_WAIT_MILLIS) {
            fault = audio.fault();
        }
        if (!Objects.equals(fault, announcedFault)) {
            announcedFault = fault;
            sink.unsupported(fault);
        }
    }

    // Once for each kind, as a publisher could change its codec with every tag. Audio matters only beside video that is
    // carried, or alone.
    private void logFaults() {
        String videoFault = video.fault();
        if (videoFault != null && !videoFaultLogged) {
            videoFaultLogged = true;
            sink.leftOut(videoFault);
        }
        String audioFault = audio.fault();
        boolean matters = video.track() != null || (videoFault == null && announcedFault != null);
        if (audioFault != null && matters && !audioFaultLogged) {
            audioFaultLogged = true;
            sink.leftOut(audioFault);
        }
    }
}
