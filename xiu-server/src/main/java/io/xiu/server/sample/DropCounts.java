package io.xiu.server.sample;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How many tags were left out on the way from FLV to samples, by reason. Confined to the stream's writer. */
public final class DropCounts {
    private final Map<Reason, Long> counts = new EnumMap<>(Reason.class);

    /** Why a tag was left out. */
    public enum Reason {
        /** Its first bytes can't be read. */
        TAG,
        /** A sequence header that can't be read. */
        CONFIGURATION,
        /** Coded media before its sequence header. */
        NO_CONFIGURATION,
        /** A codec that isn't carried. */
        CODEC,
        /** Not of the first track. */
        OTHER_TRACK,
        /** Audio of a stream whose video isn't carried. */
        NO_VIDEO
    }

    void add(Reason reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    /** So many for this reason. */
    public long of(Reason reason) {
        return counts.getOrDefault(reason, 0L);
    }

    /** Such as {@code 2 tag, 31 other track}; empty if nothing was left out. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
