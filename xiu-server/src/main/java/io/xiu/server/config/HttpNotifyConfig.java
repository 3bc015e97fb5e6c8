package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [httpnotify]}: addresses told about what happens, each absent if nobody is told.
 *
 * @param enabled whether any of them is told
 * @param onPublish a publisher was accepted
 * @param onUnpublish a publisher left
 * @param onPlay a viewer was accepted
 * @param onStop a viewer left
 * @param onHls a segment was finished
 */
public record HttpNotifyConfig(
        boolean enabled,
        @Nullable String onPublish,
        @Nullable String onUnpublish,
        @Nullable String onPlay,
        @Nullable String onStop,
        @Nullable String onHls) {
    /** The section left out. */
    public static HttpNotifyConfig disabled() {
        return new HttpNotifyConfig(false, null, null, null, null, null);
    }
}
