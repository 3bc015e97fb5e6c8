package io.xiu.hls.ts;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.ts.TsEvent.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An elementary stream of the program that is read. */
final class ElementaryStream {
    private final ProgramTables.StreamDescription description;
    private final int trackId;
    private final PesReader pes;
    private final StreamReader reader;
    private @Nullable Track announced;

    private ElementaryStream(ProgramTables.StreamDescription description, int trackId, StreamReader reader) {
        this.description = description;
        this.trackId = trackId;
        this.reader = reader;
        Codec codec = description.stream().codec();
        boolean video = codec != null && codec.kind() == TrackKind.VIDEO;
        this.pes = new PesReader(video ? TsReader.MAX_VIDEO_PES_BYTES : TsReader.MAX_PES_BYTES);
    }

    /** The streams of a PMT that can be read; one that stays the same goes on. */
    static List<ElementaryStream> of(
            List<ProgramTables.StreamDescription> descriptions,
            List<ElementaryStream> before,
            StreamTime time,
            ByteBufAllocator allocator) {
        List<ElementaryStream> streams = new ArrayList<>();
        for (int i = 0; i < descriptions.size(); i++) {
            int trackId = i + 1;
            ProgramTables.StreamDescription description = descriptions.get(i);
            StreamReader reader = reader(description, trackId, time, allocator);
            if (reader != null) {
                ElementaryStream added = new ElementaryStream(description, trackId, reader);
                before.stream().filter(added::isSameAs).forEach(streams::add);
                if (streams.isEmpty() || streams.get(streams.size() - 1).trackId != trackId) {
                    streams.add(added);
                }
            }
        }
        return List.copyOf(streams);
    }

    private boolean isSameAs(ElementaryStream other) {
        return trackId == other.trackId && description.equals(other.description);
    }

    private static @Nullable StreamReader reader(
            ProgramTables.StreamDescription description, int trackId, StreamTime time, ByteBufAllocator allocator) {
        int pid = description.stream().pid();
        if (description.id3()) {
            return new MetadataReader(pid, time, allocator);
        }
        Codec codec = description.stream().codec();
        if (codec == null) {
            return null;
        }
        return switch (codec) {
            case H264 -> new AccessUnitReader(NalCodec.H264, pid, trackId, time, allocator);
            case HEVC -> new AccessUnitReader(NalCodec.HEVC, pid, trackId, time, allocator);
            case AAC -> new FrameReader(new AdtsParser(trackId), pid, time, allocator);
            case MP3 -> new FrameReader(new Mp3Parser(trackId), pid, time, allocator);
            case AC3 -> new FrameReader(new Ac3Parser(trackId, false), pid, time, allocator);
            case EAC3 -> new FrameReader(new Ac3Parser(trackId, true), pid, time, allocator);
            case OPUS -> new FrameReader(new OpusParser(trackId, description.opusChannels()), pid, time, allocator);
            default -> null;
        };
    }

    int pid() {
        return description.stream().pid();
    }

    long heldBytes() {
        return (long) pes.heldBytes() + reader.heldBytes();
    }

    /** Adds the payload of a TS packet. True if its PES packet is to be finished. */
    boolean add(TsPacket packet) {
        return pes.add(packet);
    }

    /** Something is missing: forgets what has begun. The problem comes when it is its turn. */
    EventSource gap(Problem problem) {
        pes.gap();
        return new Gap(problem);
    }

    /** Forgets a frame that has begun, when it is its turn. */
    EventSource forget() {
        return new Gap(null);
    }

    /** Ends the PES packet that has begun. It is read when it is its turn. */
    EventSource finish() {
        PesPacket packet = pes.finish();
        String fault = pes.takeFault();
        if (fault != null) {
            return new Gap(new Problem(pes.faultKind(), pid(), fault));
        }
        return packet == null ? EventSource.of(null) : new PesEvents(packet);
    }

    boolean isOf(Track track) {
        return track.id() == trackId;
    }

    /** Notes the track of a sample; false if it was known. */
    boolean announce(Track track) {
        if (Objects.equals(announced, track)) {
            return false;
        }
        announced = track;
        return true;
    }

    /** The tracks known so far. */
    static List<Track> tracks(List<ElementaryStream> streams) {
        List<Track> tracks = new ArrayList<>();
        for (ElementaryStream stream : streams) {
            if (stream.announced != null) {
                tracks.add(stream.announced);
            }
        }
        return List.copyOf(tracks);
    }

    private final class Gap implements EventSource {
        private @Nullable Problem problem;

        Gap(@Nullable Problem problem) {
            this.problem = problem;
        }

        @Override
        public @Nullable TsEvent next() {
            TsEvent given = problem;
            problem = null;
            reader.gap();
            return given;
        }
    }

    private final class PesEvents implements EventSource {
        private @Nullable PesPacket packet;
        private EventSource events = EventSource.of(null);

        PesEvents(PesPacket packet) {
            this.packet = packet;
        }

        @Override
        public @Nullable TsEvent next() {
            if (packet != null) {
                events = reader.read(packet);
                packet = null;
            }
            return events.next();
        }
    }
}
