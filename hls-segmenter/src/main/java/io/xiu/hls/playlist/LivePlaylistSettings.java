package io.xiu.hls.playlist;

import java.util.Objects;

/**
 * What a live playlist lists.
 *
 * @param window how many segments, 1 to 100
 * @param names of what is listed
 * @param partMillis the longest a part may be, at most 60,000: what the segmenter was told; 0: no parts are listed
 * @param canBlockReload the server holds requests until something new is there
 */
public record LivePlaylistSettings(int window, SegmentNames names, int partMillis, boolean canBlockReload) {
    static final int MAX_WINDOW = 100;
    private static final int MAX_PART_MILLIS = 60_000;

    public LivePlaylistSettings {
        if (window < 1 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window of " + window + " segments");
        }
        Objects.requireNonNull(names);
        if (partMillis < 0 || partMillis > MAX_PART_MILLIS) {
            throw new IllegalArgumentException("parts of " + partMillis + " ms");
        }
    }

    /** A window of segments under their plain names, without parts. */
    public static LivePlaylistSettings of(int window) {
        return new LivePlaylistSettings(window, SegmentNames.prefixed(""), 0, false);
    }

    /** The same with other names. */
    public LivePlaylistSettings withNames(SegmentNames newNames) {
        return new LivePlaylistSettings(window, newNames, partMillis, canBlockReload);
    }

    /** The same with parts, and with or without a server that holds requests. */
    public LivePlaylistSettings withParts(int newPartMillis, boolean newCanBlockReload) {
        return new LivePlaylistSettings(window, names, newPartMillis, newCanBlockReload);
    }
}
