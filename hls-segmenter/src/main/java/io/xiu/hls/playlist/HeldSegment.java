package io.xiu.hls.playlist;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole segment that a playlist lists, or did. Its parts are ranges of its data. */
final class HeldSegment {
    private final long sequence;
    private final SegmentFormat format;
    private final @Nullable InitializationSegment initialization;
    private final ByteBuf data;
    private final int[] offsets;
    private final MediaSegment withParts;
    private final MediaSegment withoutParts;
    private long longestPlaylistMillis;
    private long keepUntilMillis;

    /** {@code offsets}: where each part begins, and where the last ends. */
    HeldSegment(Segment segment, MediaSegment listing, List<MediaPart> parts, int[] offsets) {
        sequence = segment.sequence();
        format = segment.format();
        initialization = segment.initialization();
        data = segment.data();
        this.offsets = offsets;
        withoutParts = listing;
        withParts = parts.isEmpty() ? listing : listing.withParts(parts);
    }

    long sequence() {
        return sequence;
    }

    SegmentFormat format() {
        return format;
    }

    @Nullable
    InitializationSegment initialization() {
        return initialization;
    }

    MediaSegment listing(boolean parts) {
        return parts ? withParts : withoutParts;
    }

    boolean discontinuity() {
        return withoutParts.discontinuity();
    }

    long millis() {
        return withoutParts.durationMillis();
    }

    int bytes() {
        return data.readableBytes();
    }

    ByteBuf data() {
        return data.retainedDuplicate();
    }

    @Nullable
    ByteBuf part(int index) {
        return index < 0 || index >= offsets.length - 1
                ? null
                : data.retainedSlice(data.readerIndex() + offsets[index], offsets[index + 1] - offsets[index]);
    }

    /** A playlist of this length lists it. */
    void listedFor(long playlistMillis) {
        longestPlaylistMillis = Math.max(longestPlaylistMillis, playlistMillis);
    }

    /** No playlist lists it from now on. */
    void unlisted(long nowMillis) {
        keepUntilMillis = nowMillis + millis() + longestPlaylistMillis;
    }

    /** Whether no player can ask for it any more. */
    boolean isOver(long nowMillis) {
        return nowMillis - keepUntilMillis >= 0;
    }

    void release() {
        data.release();
    }
}
