package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.hls.playlist.SegmentNames;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmentStoreTest {
    private static final int BIG = 32 << 20;

    @Test
    void givesUpOldSegmentsBeforeItHoldsTooMuch() {
        SegmentStore store = new SegmentStore(Scene.KEY, 6, 100, false, SegmentNames.prefixed(""), null);
        ByteBuf data = PooledByteBufAllocator.DEFAULT.buffer(BIG).writerIndex(BIG);
        for (int i = 0; i < 30; i++) {
            store.add(
                    new Segment(100 + i, 90_000, 5, false, true, 0, SegmentFormat.TS, null, data.retainedDuplicate()),
                    i);
            assertThat(store.heldBytes()).isLessThanOrEqualTo(SegmentStore.MAX_HELD_BYTES);
        }
        assertThat(store.nextSequence()).isEqualTo(130);
        assertThat(store.text()).isNotNull();
        assertThat(store.segment(100)).isNull();
        Objects.requireNonNull(store.segment(129)).release();
        store.close();
        assertThat(data.refCnt()).isEqualTo(1);
        data.release();
    }
}
