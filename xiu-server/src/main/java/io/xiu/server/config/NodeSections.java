package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/** The sections of what xiu has no keys for: {@code [server]} and {@code [delivery]}. */
final class NodeSections {
    private static final int MAX_LOOPS = 1_024;
    private static final int MAX_MERGE_MILLIS = 5_000;
    private static final int MIN_BYTES = 1 << 16;
    private static final int MAX_BYTES = 1 << 30;
    private static final int MIN_LAG_MILLIS = 100;
    private static final int MAX_LAG_MILLIS = 600_000;
    private static final int MAX_STALL_SECONDS = 3_600;
    private static final int ALL = 100;

    private NodeSections() {}

    static TransportConfig server(@Nullable Section section) {
        if (section == null) {
            return TransportConfig.defaults();
        }
        TransportConfig.Kind kind = section.choice("transport", false, TransportConfig.Kind.values());
        TransportConfig config = new TransportConfig(
                kind == null ? TransportConfig.Kind.AUTO : kind, section.integer("event_loops", 0, 0, MAX_LOOPS));
        section.end();
        return config;
    }

    static DeliveryConfig delivery(@Nullable Section section) {
        DeliveryConfig absent = DeliveryConfig.defaults();
        if (section == null) {
            return absent;
        }
        DeliveryConfig config = new DeliveryConfig(
                section.integer("merge_min_ms", absent.mergeMinMillis(), 0, MAX_MERGE_MILLIS),
                section.integer("merge_max_ms", absent.mergeMaxMillis(), 0, MAX_MERGE_MILLIS),
                section.integer("lag_bytes", absent.lagBytes(), MIN_BYTES, MAX_BYTES),
                section.integer("lag_ms", absent.lagMillis(), MIN_LAG_MILLIS, MAX_LAG_MILLIS),
                section.integer("stall_seconds", absent.stallSeconds(), 1, MAX_STALL_SECONDS),
                section.integer("gop_max_bytes", absent.gopMaxBytes(), MIN_BYTES, MAX_BYTES),
                section.integer("memory_percent", absent.memoryPercent(), 1, ALL));
        if (config.mergeMinMillis() > config.mergeMaxMillis()) {
            section.error(
                    "merge_min_ms",
                    config.mergeMinMillis() + " is more than merge_max_ms, which is " + config.mergeMaxMillis());
        }
        if (config.lagMillis() <= config.mergeMaxMillis()) {
            section.error(
                    "lag_ms",
                    config.lagMillis() + " is not more than merge_max_ms, which is " + config.mergeMaxMillis());
        }
        section.end();
        return config;
    }
}
