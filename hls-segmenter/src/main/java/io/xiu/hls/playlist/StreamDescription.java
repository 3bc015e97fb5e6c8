package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/**
 * What EXT-X-STREAM-INF and EXT-X-I-FRAME-STREAM-INF both say (4.4.6.2).
 *
 * @param bandwidth BANDWIDTH: peak bits per second of everything that is played together, not negative
 * @param averageBandwidth AVERAGE-BANDWIDTH in bits per second, not negative; 0: not said
 * @param codecs CODECS: RFC 6381, with commas; empty: not said
 * @param resolution RESOLUTION; null: not said
 * @param videoRange VIDEO-RANGE; null: not said, which means SDR
 */
public record StreamDescription(
        long bandwidth,
        long averageBandwidth,
        String codecs,
        @Nullable Resolution resolution,
        @Nullable VideoRange videoRange) {
    public StreamDescription {
        Syntax.checkNotNegative("bandwidth", bandwidth);
        Syntax.checkNotNegative("average bandwidth", averageBandwidth);
        Syntax.checkQuoted("codecs", codecs);
    }

    /** Of which only the peak bits per second are known. */
    public StreamDescription(long bandwidth) {
        this(bandwidth, 0, "", null, null);
    }

    /** The same with an average, in bits per second. */
    public StreamDescription withAverage(long newAverage) {
        return new StreamDescription(bandwidth, newAverage, codecs, resolution, videoRange);
    }

    /** The same with codecs: RFC 6381, with commas. */
    public StreamDescription withCodecs(String newCodecs) {
        return new StreamDescription(bandwidth, averageBandwidth, newCodecs, resolution, videoRange);
    }

    /** The same with a resolution in pixels. */
    public StreamDescription withResolution(int width, int height) {
        return new StreamDescription(bandwidth, averageBandwidth, codecs, new Resolution(width, height), videoRange);
    }

    /** The same with a range. */
    public StreamDescription withVideoRange(VideoRange newRange) {
        return new StreamDescription(bandwidth, averageBandwidth, codecs, resolution, newRange);
    }

    AttributeWriter write(AttributeWriter out) {
        return out.plain("BANDWIDTH", bandwidth)
                .plain("AVERAGE-BANDWIDTH", averageBandwidth == 0 ? null : averageBandwidth)
                .quoted("CODECS", codecs.isEmpty() ? null : codecs)
                .plain("RESOLUTION", resolution)
                .plain("VIDEO-RANGE", videoRange);
    }

    /** Whether every word is known; what has others is to be passed over (6.3.1). */
    static boolean isKnown(Attributes attributes) throws PlaylistException {
        String range = attributes.plain("VIDEO-RANGE");
        return range == null || VideoRange.of(range) != null;
    }

    static StreamDescription read(Attributes attributes) throws PlaylistException {
        String codecs = attributes.quoted("CODECS");
        String resolution = attributes.plain("RESOLUTION");
        String range = attributes.plain("VIDEO-RANGE");
        return new StreamDescription(
                Syntax.integer(attributes.requiredPlain("BANDWIDTH")),
                attributes.integerOrZero("AVERAGE-BANDWIDTH"),
                codecs == null ? "" : codecs,
                resolution == null ? null : Resolution.read(resolution),
                range == null ? null : VideoRange.of(range));
    }
}
