package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/** EXT-X-START, which playlists of both kinds may have. */
final class StartPointTag {
    private StartPointTag() {}

    static void write(@Nullable StartPoint start, StringBuilder out) {
        if (start != null) {
            new AttributeWriter(out, "#EXT-X-START")
                    .seconds("TIME-OFFSET", start.timeOffset())
                    .yes("PRECISE", start.precise())
                    .end();
        }
    }

    static StartPoint read(Attributes attributes) throws PlaylistException {
        return new StartPoint(Decimal.readSigned(attributes.requiredPlain("TIME-OFFSET")), attributes.yes("PRECISE"));
    }
}
