package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPacket;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tag bodies of one kind. Of several tracks only the first is read: the one that came first, and after a new
 * beginning the one whose sequence header comes first.
 */
abstract class TrackReader {
    static final int CLOCK_90K_PER_MILLI = 90;
    private static final int UNKNOWN_TRACK = -1;
    private static final int MAX_CONFIGURATION_BYTES = 16 * 1024;

    private final DropCounts drops;
    private int firstTrackId = UNKNOWN_TRACK;
    private boolean atBeginning;
    private @Nullable String fault;

    TrackReader(DropCounts drops) {
        this.drops = drops;
    }

    /** Reads a tag body, which is only borrowed. Null if it holds no media or none that can be carried. */
    abstract @Nullable Sample read(long timestampMillis, ByteBuf body) throws FlvException;

    /** How the samples are to be decoded; null while that isn't known or they can't be carried. */
    abstract @Nullable Track track();

    /** Why what comes can't be carried; null if it can, or if nothing has come. */
    final @Nullable String fault() {
        return fault;
    }

    /** The timeline was set anew, perhaps because there is another publisher. */
    final void beginAnew() {
        atBeginning = true;
    }

    final void fault(@Nullable String reason) {
        fault = reason;
    }

    final @Nullable Sample dropped(DropCounts.Reason reason) {
        drops.add(reason);
        return null;
    }

    /** The first track's packet among all of a body, or null. */
    final <H> @Nullable TrackPacket<H> choose(List<TrackPacket<H>> packets, boolean sequenceHeader) {
        if (firstTrackId == UNKNOWN_TRACK || (atBeginning && sequenceHeader)) {
            firstTrackId = packets.get(0).trackId();
            atBeginning = false;
        }
        for (TrackPacket<H> packet : packets) {
            if (packet.trackId() == firstTrackId) {
                return packet;
            }
        }
        drops.add(DropCounts.Reason.OTHER_TRACK);
        return null;
    }

    /** A decoder configuration as bytes; too long a one is cut, so that it is refused by who reads it. */
    static byte[] configuration(ByteBuf payload) {
        byte[] bytes = new byte[Math.min(payload.readableBytes(), MAX_CONFIGURATION_BYTES + 1)];
        payload.getBytes(payload.readerIndex(), bytes);
        return bytes;
    }

    /** A codec as text: its name, or what stands for it in the tag. */
    static String name(Enum<?> codec, boolean known, boolean enhanced, int code) {
        if (known) {
            return codec.name();
        }
        return enhanced ? "0x%08X".formatted(code) : "number " + code;
    }
}
