package io.xiu.hls.playlist;

import io.xiu.hls.segment.SegmentFormat;

/**
 * Names what a live playlist lists: URIs, relative to the playlist or whole, no two alike. Must be thread-safe.
 *
 * <p>As they are: {@code 7.ts} or {@code 7.m4s}, parts {@code 7.0.ts}, {@code 7.1.ts} and so on, {@code init-1.mp4}.
 */
public interface SegmentNames {
    /** The segment of this media sequence number. */
    default String segment(long sequence, SegmentFormat format) {
        return sequence + "." + format.fileExtension();
    }

    /** A part of that segment, from 0. */
    default String part(long sequence, int index, SegmentFormat format) {
        return sequence + "." + index + "." + format.fileExtension();
    }

    /** The initialization segment of this number. */
    default String initialization(int number) {
        return "init-" + number + ".mp4";
    }

    /** Names as they are after a prefix, as in {@code https://cdn.example/live/}. */
    static SegmentNames prefixed(String prefix) {
        SegmentNames plain = new SegmentNames() {};
        return new SegmentNames() {
            @Override
            public String segment(long sequence, SegmentFormat format) {
                return prefix + plain.segment(sequence, format);
            }

            @Override
            public String part(long sequence, int index, SegmentFormat format) {
                return prefix + plain.part(sequence, index, format);
            }

            @Override
            public String initialization(int number) {
                return prefix + plain.initialization(number);
            }
        };
    }
}
