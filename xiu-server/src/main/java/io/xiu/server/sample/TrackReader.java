package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what the tags hold of one track, in whichever codecs it is in turn. Confined to the stream's writer. */
final class TrackReader {
    /*
     * A decisive packet says which codec the track is in from there on. So one stray tag of another codec costs a GOP at
     * most, and a publisher that comes back with another codec is understood. What the sequence header of a codec has
     * said holds on when there was another codec between.
     */
    private final int id;
    private final Container container;
    private final DropCounts drops;
    private final Map<Codec, CodecReader> readers = new EnumMap<>(Codec.class);
    private @Nullable CodecReader current;
    private @Nullable String fault;
    private @Nullable Track judged;

    /**
     * Makes a reader.
     *
     * @param id of the tracks, 1 to 255
     * @param container for which the samples are
     */
    TrackReader(int id, Container container, DropCounts drops) {
        this.id = id;
        this.container = container;
        this.drops = drops;
    }

    /** How the samples are to be decoded; null while that isn't known or they can't be carried. */
    @Nullable
    Track track() {
        CodecReader of = current;
        return of == null || fault != null ? null : of.track();
    }

    /** Why what comes can't be carried; null if it can, or if nothing has come. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Reads a packet, which is only borrowed. Null if it holds no media or none that can be carried. */
    @Nullable
    Sample read(TagPacket packet) throws FlvException {
        if (packet.content() == TagPacket.Content.OTHER) {
            return null;
        }
        Codec codec = packet.codec();
        if (codec == null || !container.carries(codec)) {
            return foreign(packet);
        }
        CodecReader reader = readers.computeIfAbsent(codec, key -> CodecReader.of(id, key));
        return packet.isFrame() ? frame(packet, reader) : configure(packet, reader);
    }

    private @Nullable Sample foreign(TagPacket packet) {
        if (packet.decisive() || track() == null) {
            current = null;
            fault = container.refusalOf(packet.codecText().get());
        }
        return dropped(DropCounts.Reason.CODEC);
    }

    private @Nullable Sample configure(TagPacket packet, CodecReader reader) {
        try {
            reader.configure(packet.payload());
            use(reader);
            return null;
        } catch (FlvException e) {
            current = null;
            fault = e.getMessage();
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
    }

    private @Nullable Sample frame(TagPacket packet, CodecReader reader) throws FlvException {
        if (!isCurrent(reader) && !packet.decisive()) {
            return dropped(reader.track() == null ? DropCounts.Reason.NO_CONFIGURATION : DropCounts.Reason.CODEC);
        }
        try {
            reader.look(packet.payload(), packet.isKeyFrame());
        } catch (FlvException e) {
            return dropped(DropCounts.Reason.CONFIGURATION);
        }
        Track track = reader.track();
        if (track == null) {
            return dropped(DropCounts.Reason.NO_CONFIGURATION);
        }
        use(reader);
        if (fault != null) {
            return dropped(DropCounts.Reason.CODEC);
        }
        ByteBuf data = reader.data(packet.payload());
        return data == null ? null : new Sample(track, packet.dts90k(), packet.pts90k(), packet.isKeyFrame(), data);
    }

    /** Goes on with a reader; its track is judged once. */
    private void use(CodecReader reader) {
        Track track = reader.track();
        if (!isCurrent(reader) || !Objects.equals(track, judged)) {
            current = reader;
            judged = track;
            fault = track == null ? null : container.refusal(track);
        }
    }

    /** There is one reader of each codec. */
    private boolean isCurrent(CodecReader reader) {
        CodecReader of = current;
        return of != null && of.codec() == reader.codec();
    }

    private @Nullable Sample dropped(DropCounts.Reason reason) {
        drops.add(reason);
        return null;
    }
}
