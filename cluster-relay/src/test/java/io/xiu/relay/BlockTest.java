package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final Block first = new Block(0, Unpooled.buffer(8));
    private final Block second = new Block(8, Unpooled.buffer(8));
    private final Block third = new Block(16, Unpooled.buffer(8));

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
        second.retain();
        first.release();
        assertThat(first.bytes.refCnt()).isZero();
        assertThat(second.bytes.refCnt()).isOne();
        second.release();
        assertThat(second.bytes.refCnt()).isZero();
        assertThat(third.bytes.refCnt()).isZero();
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
        Block head = new Block(0, Unpooled.EMPTY_BUFFER);
        Block last = head;
        for (int i = 0; i < 100_000; i++) {
            Block next = new Block(0, Unpooled.EMPTY_BUFFER);
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
