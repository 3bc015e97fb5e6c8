package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a viewer must have before coded media: metadata, and per track the sequence header, the colour metadata and the
 * multichannel configuration, as far as the codec has them.
 *
 * <p>Immutable; a change makes a new snapshot. The bodies are copies on the heap that need no release.
 */
final class Headers {
    static final Headers NONE = new Headers(Map.of());

    /** At most so many headers are kept for one live stream: a track needs three. */
    static final int MAX_HEADERS = 64;

    /** At most so many bytes of them, so that what a publisher says once does not stay as a burden. */
    static final int MAX_BYTES = 1 << 20;

    private final Map<HeaderKey, MediaFrame> frames;

    private Headers(Map<HeaderKey, MediaFrame> frames) {
        this.frames = frames;
    }

    /**
     * These headers with one more, or in the place of the one before; just these if it would be more than is kept. The
     * frame's body stays the caller's.
     */
    Headers with(List<HeaderKey> keys, MediaFrame frame) {
        if (frame.body().readableBytes() > MAX_BYTES) {
            return this;
        }
        Map<HeaderKey, MediaFrame> next = new LinkedHashMap<>(frames);
        ByteBuf copy = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(frame.body())));
        MediaFrame kept = new MediaFrame(frame.kind(), frame.role(), frame.timestampMillis(), copy);
        for (HeaderKey key : keys) {
            next.keySet().removeIf(key::makesStale);
            next.put(key, kept);
        }
        return next.size() > MAX_HEADERS || bytes(next) > MAX_BYTES ? this : new Headers(next);
    }

    /** Each body counts once for every header that it has. */
    private static long bytes(Map<HeaderKey, MediaFrame> of) {
        return of.values().stream()
                .mapToLong(frame -> frame.body().readableBytes())
                .sum();
    }

    /** The headers, metadata first, the rest in the order they came. */
    List<MediaFrame> frames() {
        return changedSince(NONE);
    }

    /** Those of these headers that are not among the older ones. */
    List<MediaFrame> changedSince(Headers older) {
        List<MediaFrame> changed = new ArrayList<>();
        MediaFrame metadata = frames.get(HeaderKey.METADATA);
        if (metadata != null) {
            changed.add(metadata);
        }
        for (MediaFrame frame : frames.values()) {
            if (!changed.contains(frame)) {
                changed.add(frame);
            }
        }
        changed.removeAll(older.frames.values());
        return changed;
    }
}
