package io.xiu.server.sample;

import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.VideoHeader;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads every track of a stream, as the adapter reads the first: numbered in the order of their first packets. */
public final class AllTracks {
    private final DropCounts drops = new DropCounts();
    private final Map<String, TrackReader> readers = new LinkedHashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /** Takes the next frame, whose body is only borrowed. */
    public void frame(MediaFrame frame) throws FlvException {
        if (frame.kind() == MediaKind.VIDEO) {
            for (TrackPacket<VideoHeader> packet : TrackPackets.video(frame.body())) {
                read("video " + packet.trackId(), TagPacket.video(packet, frame.timestampMillis(), frame.body()));
            }
        } else if (frame.kind() == MediaKind.AUDIO) {
            for (TrackPacket<AudioHeader> packet : TrackPackets.audio(frame.body())) {
                read("audio " + packet.trackId(), TagPacket.audio(packet, frame.timestampMillis(), frame.body()));
            }
        }
    }

    private void read(String name, TagPacket packet) throws FlvException {
        TrackReader reader = readers.computeIfAbsent(
                name, key -> new TrackReader(readers.size() + 1, Container.FRAGMENTED_MP4, drops));
        Sample sample = reader.read(packet);
        if (sample != null) {
            samples.add(sample);
        }
    }

    /** Kind and number in FLV of each track, in the order of their numbers here. */
    public List<String> names() {
        return List.copyOf(readers.keySet());
    }

    /** The tracks, each of which must be known by now. */
    public List<Track> tracks() {
        return readers.values().stream()
                .map(reader -> Objects.requireNonNull(reader.track()))
                .toList();
    }

    /** All samples in the order in which they came; their data is the caller's. */
    public List<Sample> samples() {
        return samples;
    }
}
