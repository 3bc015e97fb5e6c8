package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the tags of a media playlist that may stand once. */
final class HeaderReader {
    private final PlaylistLines lines;
    private final Set<String> seen = new HashSet<>();
    private int targetDurationSeconds = -1;
    private long mediaSequence;
    private long discontinuitySequence;
    private @Nullable PlaylistType type;
    private boolean independentSegments;
    private boolean iFramesOnly;
    private @Nullable StartPoint start;
    private @Nullable ServerControl serverControl;
    private @Nullable Duration partTarget;

    HeaderReader(PlaylistLines lines) {
        this.lines = lines;
    }

    /** Reads the present tag if it is one of these; answers whether it is. */
    boolean read(boolean beforeSegments) throws PlaylistException {
        String name = lines.name();
        switch (name) {
            case "#EXT-X-VERSION" -> Syntax.smallInteger(lines.value());
            case "#EXT-X-TARGETDURATION" -> targetDurationSeconds = Syntax.smallInteger(lines.value());
            case "#EXT-X-MEDIA-SEQUENCE" -> mediaSequence = sequence(beforeSegments);
            case "#EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuitySequence = sequence(beforeSegments);
            case "#EXT-X-PLAYLIST-TYPE" -> type = PlaylistType.of(lines.value());
            case "#EXT-X-INDEPENDENT-SEGMENTS" -> independentSegments = true;
            case "#EXT-X-I-FRAMES-ONLY" -> iFramesOnly = true;
            case "#EXT-X-START" -> start = StartPointTag.read(new Attributes(lines));
            case "#EXT-X-SERVER-CONTROL" -> serverControl = serverControl(new Attributes(lines));
            case "#EXT-X-PART-INF" -> partTarget = new Attributes(lines).requiredDuration("PART-TARGET");
            default -> {
                return false;
            }
        }
        if (!seen.add(name)) {
            throw lines.failure(Reason.REPEATED, name + " twice");
        }
        return true;
    }

    MediaHeader header() throws PlaylistException {
        if (targetDurationSeconds < 0) {
            throw lines.failure(Reason.MISSING, "no #EXT-X-TARGETDURATION");
        }
        return new MediaHeader(
                targetDurationSeconds,
                mediaSequence,
                discontinuitySequence,
                type,
                independentSegments,
                iFramesOnly,
                start,
                serverControl,
                partTarget);
    }

    private long sequence(boolean beforeSegments) throws PlaylistException {
        if (!beforeSegments) {
            throw lines.failure(Reason.ORDER, lines.name() + " after a segment");
        }
        return Syntax.integer(lines.value());
    }

    private static @Nullable ServerControl serverControl(Attributes attributes) throws PlaylistException {
        boolean canBlockReload = attributes.yes("CAN-BLOCK-RELOAD");
        Duration canSkipUntil = attributes.duration("CAN-SKIP-UNTIL");
        Duration holdBack = attributes.duration("HOLD-BACK");
        Duration partHoldBack = attributes.duration("PART-HOLD-BACK");
        boolean saysNothing = !canBlockReload && canSkipUntil == null && holdBack == null && partHoldBack == null;
        return saysNothing ? null : new ServerControl(canBlockReload, canSkipUntil, holdBack, partHoldBack);
    }
}
