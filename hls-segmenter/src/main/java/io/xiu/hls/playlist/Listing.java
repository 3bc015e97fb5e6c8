package io.xiu.hls.playlist;

import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what a live playlist says of its segments and parts. */
final class Listing {
    /*
     * parts:      of the open segment, and of those that end less than three target durations before the end
     * delta:      leaves out segments that end more than six target durations before the end of the last whole one
     * hold back:  three times the longest part
     */
    private static final int PART_TARGET_DURATIONS = 3;
    private static final int SKIP_TARGET_DURATIONS = 6;
    private static final int HOLD_BACK_PARTS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final LivePlaylistSettings settings;

    Listing(LivePlaylistSettings settings) {
        this.settings = settings;
    }

    boolean hasParts() {
        return settings.partMillis() > 0;
    }

    MediaSegment of(Segment segment) {
        return new MediaSegment(
                start(segment.discontinuity(), segment.initialization(), segment.programDateTimeMillis()),
                settings.names().segment(segment.sequence(), segment.format()),
                Duration.ofMillis(Math.max(1, (segment.duration90k() + 45) / 90)));
    }

    MediaPart of(Part part) {
        return new MediaPart(
                settings.names().part(part.sequence(), part.index(), part.format()),
                Duration.ofNanos(part.duration90k() * 100 / 9 * NANOS_PER_MICRO),
                part.independent(),
                false,
                null);
    }

    SegmentStart startOf(Part part) {
        return start(part.discontinuity(), part.initialization(), part.programDateTimeMillis());
    }

    /** The whole playlist; {@code listed} is not empty, and {@code hinted} says whether the next part is to be hinted at. */
    MediaPlaylist whole(
            int targetSeconds,
            long discontinuitySequence,
            Collection<HeldSegment> listed,
            @Nullable OpenParts open,
            boolean hinted,
            boolean ended) {
        List<HeldSegment> entries = List.copyOf(listed);
        HeldSegment last = entries.get(entries.size() - 1);
        MediaHeader header = MediaHeader.of(targetSeconds, entries.get(0).sequence(), discontinuitySequence);
        return new MediaPlaylist(
                hasParts() || settings.canBlockReload()
                        ? header.withServerControl(control(targetSeconds), partTarget())
                        : header,
                0,
                segments(entries, targetSeconds),
                open == null ? null : open.segment(),
                hasParts() && hinted ? List.of(hint(last, open)) : List.of(),
                List.of(),
                ended);
    }

    /** The same without its oldest segments; the same object if there are none to leave out. */
    MediaPlaylist delta(MediaPlaylist whole) {
        MediaHeader header = whole.header();
        if (header.serverControl() == null || whole.ended()) {
            return whole;
        }
        List<MediaSegment> segments = whole.segments();
        long keptMillis = canSkipUntil(header.targetDurationSeconds()).toMillis();
        long untilEnd =
                segments.stream().mapToLong(MediaSegment::durationMillis).sum();
        int skipped = 0;
        while ((untilEnd -= segments.get(skipped).durationMillis()) > keptMillis) {
            skipped++;
        }
        if (skipped == 0) {
            return whole;
        }
        return new MediaPlaylist(
                header,
                skipped,
                segments.subList(skipped, segments.size()),
                whole.open(),
                whole.preloadHints(),
                whole.renditionReports(),
                false);
    }

    private List<MediaSegment> segments(List<HeldSegment> entries, int targetSeconds) {
        List<MediaSegment> segments = new ArrayList<>(entries.size());
        long untilEnd = entries.stream().mapToLong(HeldSegment::millis).sum();
        for (HeldSegment entry : entries) {
            untilEnd -= entry.millis();
            segments.add(entry.listing(untilEnd < PART_TARGET_DURATIONS * 1_000L * targetSeconds));
        }
        return segments;
    }

    private PreloadHint hint(HeldSegment last, @Nullable OpenParts open) {
        return PreloadHint.part(
                open == null
                        ? settings.names().part(last.sequence() + 1, 0, last.format())
                        : settings.names().part(last.sequence() + 1, open.size(), open.format()));
    }

    private ServerControl control(int targetSeconds) {
        Duration holdBack = hasParts() ? Duration.ofMillis((long) HOLD_BACK_PARTS * settings.partMillis()) : null;
        return new ServerControl(settings.canBlockReload(), canSkipUntil(targetSeconds), null, holdBack);
    }

    private static Duration canSkipUntil(int targetSeconds) {
        return Duration.ofSeconds((long) SKIP_TARGET_DURATIONS * targetSeconds);
    }

    private @Nullable Duration partTarget() {
        return hasParts() ? Duration.ofMillis(settings.partMillis()) : null;
    }

    private SegmentStart start(
            boolean discontinuity, @Nullable InitializationSegment initialization, long programDateTimeMillis) {
        return new SegmentStart(
                discontinuity,
                initialization == null
                        ? null
                        : InitializationSection.of(settings.names().initialization(initialization.number())),
                Instant.ofEpochMilli(programDateTimeMillis));
    }
}
