package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/**
 * EXT-X-RENDITION-REPORT: how far another playlist of the same stream has come (4.4.5.4).
 *
 * @param uri the other playlist, relative to this one
 * @param lastSequence LAST-MSN: media sequence number of the last segment or part, not negative
 * @param lastPart LAST-PART: index of the last part in it, not negative; null: no parts
 */
public record RenditionReport(
        String uri, long lastSequence, @Nullable Integer lastPart) {
    public RenditionReport {
        Syntax.checkUri(uri);
        Syntax.checkNotNegative("LAST-MSN", lastSequence);
        if (lastPart != null) {
            Syntax.checkNotNegative("LAST-PART", lastPart);
        }
    }
}
