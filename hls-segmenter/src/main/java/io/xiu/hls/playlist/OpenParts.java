package io.xiu.hls.playlist;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.SegmentFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of the segment that isn't whole yet, with their data. */
final class OpenParts {
    private final SegmentStart start;
    private final SegmentFormat format;
    private final @Nullable InitializationSegment initialization;
    private final List<MediaPart> listings = new ArrayList<>();
    private final List<ByteBuf> data = new ArrayList<>();
    private long bytes;

    /** Begins with nothing, for this part and those that follow it. */
    OpenParts(Part first, SegmentStart start) {
        this.start = start;
        this.format = first.format();
        this.initialization = first.initialization();
    }

    void add(Part part, MediaPart listing) {
        listings.add(listing);
        data.add(part.data());
        bytes += part.data().readableBytes();
    }

    int size() {
        return data.size();
    }

    SegmentFormat format() {
        return format;
    }

    @Nullable
    InitializationSegment initialization() {
        return initialization;
    }

    long bytes() {
        return bytes;
    }

    List<MediaPart> listings() {
        return listings;
    }

    OpenSegment segment() {
        return new OpenSegment(start, listings);
    }

    @Nullable
    ByteBuf part(int index) {
        return index < 0 || index >= data.size() ? null : data.get(index).retainedDuplicate();
    }

    /** Where each part begins in the segment, and where the last ends. */
    int[] offsets() {
        int[] offsets = new int[data.size() + 1];
        for (int i = 0; i < data.size(); i++) {
            offsets[i + 1] = offsets[i] + data.get(i).readableBytes();
        }
        return offsets;
    }

    void release() {
        data.forEach(ByteBuf::release);
        data.clear();
    }
}
