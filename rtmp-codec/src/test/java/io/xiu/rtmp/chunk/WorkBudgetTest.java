package io.xiu.rtmp.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import org.junit.jupiter.api.Test;

/** The budget is 8 MiB; a chunk of one byte costs 126, so 66,576 of them leave 32. */
class WorkBudgetTest {
    private static final int CHUNKS_OF_ONE_BYTE = 66_576;

    private final WorkBudget budget = new WorkBudget();

    @Test
    void isUsedUpByChunksOfOneByte() throws RtmpException {
        spendMost();
        assertUsedUp();
    }

    @Test
    void isLeftAloneByChunksOf64Bytes() throws RtmpException {
        spendMost();
        for (int i = 0; i < 1_000; i++) {
            budget.chunk(64, false);
        }
        for (int i = 0; i < 16; i++) {
            budget.chunk(63, false);
        }
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> budget.chunk(63, false))
                .withMessage("too many chunks of 63 bytes");
    }

    @Test
    void isFilledByLongChunks() throws RtmpException {
        spendMost();
        budget.chunk(128, false);
        budget.chunk(1, false);
        assertUsedUp();
    }

    @Test
    void isFilledByChunksOfMoreThan64Bytes() throws RtmpException {
        spendMost();
        budget.chunk(111, false);
        budget.chunk(1, false);
        assertUsedUp();
    }

    @Test
    void isFilledByTheLastChunksOfMessages() throws RtmpException {
        spendMost();
        for (int i = 0; i < 94; i++) {
            budget.chunk(1, true);
        }
        budget.chunk(1, false);
        assertUsedUp();
    }

    @Test
    void holdsNoMoreThanItBeganWith() throws RtmpException {
        budget.chunk(8 << 20, false);
        budget.chunk(127, false);
        budget.chunk(1, true);
        spendMost();
        assertUsedUp();
    }

    private void spendMost() throws RtmpException {
        for (int i = 0; i < CHUNKS_OF_ONE_BYTE; i++) {
            budget.chunk(1, false);
        }
    }

    private void assertUsedUp() {
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(() -> budget.chunk(1, false))
                .withMessage("too many chunks of 1 bytes")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CHUNK_WORK_BUDGET));
    }
}
