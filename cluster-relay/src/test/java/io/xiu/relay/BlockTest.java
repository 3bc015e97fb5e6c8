package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final LongAdder held = new LongAdder();
    private final Block first = new Block(0, Unpooled.buffer(8), held);
    private final Block second = new Block(8, Unpooled.buffer(8), held);
    private final Block third = new Block(16, Unpooled.buffer(8), held);

    private void chain() {
        first.followedBy(second);
        second.release();
        second.followedBy(third);
        third.release();
    }

    @Test
    void whoHoldsABlockHoldsAllThatFollow() {
        chain();
        assertThat(third.bytes.refCnt()).isOne();
        assertThat(held.sum()).isEqualTo(24);
        second.retain();
        first.release();
        assertThat(held.sum()).isEqualTo(16);
        assertThat(first.bytes.refCnt()).isZero();
        assertThat(second.bytes.refCnt()).isOne();
        second.release();
        assertThat(second.bytes.refCnt()).isZero();
        assertThat(third.bytes.refCnt()).isZero();
        assertThat(held.sum()).isZero();
    }

    @Test
    void aBlockThatIsGoneIsNotTakenAgain() {
        assertThat(first.tryRetain()).isTrue();
        first.release();
        first.release();
        assertThat(first.tryRetain()).isFalse();
        second.release();
        third.release();
    }

    @Test
    void aLongChainGoesWithoutRecursion() {
        Block head = new Block(0, Unpooled.EMPTY_BUFFER, held);
        Block last = head;
        for (int i = 0; i < 100_000; i++) {
            Block next = new Block(0, Unpooled.EMPTY_BUFFER, held);
            last.followedBy(next);
            next.release();
            last = next;
        }
        head.release();
        assertThat(last.tryRetain()).isFalse();
        first.release();
        second.release();
        third.release();
    }
}
