package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmentStoreTest {
    private static final int BIG = 32 << 20;

    @Test
    void givesUpOldSegmentsBeforeItHoldsTooMuch() {
        SegmentStore store = new SegmentStore(new StreamUrls(Scene.KEY, null), 6, 100, false, null);
        Presentation presentation = new Presentation(List.of(), 0);
        ByteBuf data = PooledByteBufAllocator.DEFAULT.buffer(BIG).writerIndex(BIG);
        for (int i = 0; i < 30; i++) {
            Segment segment =
                    new Segment(100 + i, 90_000, 5, false, true, 0, SegmentFormat.TS, null, data.retainedDuplicate());
            store.add(segment, presentation, i);
            assertThat(store.heldBytes()).isLessThanOrEqualTo(SegmentStore.MAX_HELD_BYTES);
        }
        assertThat(store.nextSequence()).isEqualTo(130);
        assertThat(store.text(PlaylistKind.MEDIA)).isNotNull();
        assertThat(store.segment(100, SegmentFormat.TS)).isNull();
        assertThat(store.segment(129, SegmentFormat.FMP4)).isNull();
        Objects.requireNonNull(store.segment(129, SegmentFormat.TS)).release();
        store.close();
        assertThat(data.refCnt()).isEqualTo(1);
        data.release();
    }
}
