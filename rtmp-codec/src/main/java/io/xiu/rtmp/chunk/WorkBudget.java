package io.xiu.rtmp.chunk;

import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;

/**
 * Bounds the work tiny chunks cause. Each chunk that doesn't end its message counts as at least 128 bytes of work, and
 * what it carries pays for it twice over; what is missing comes out of a credit that larger chunks fill again. So
 * chunks of 64 bytes and more are free, and a peer runs out after 66,576 chunks of one byte.
 */
final class WorkBudget {
    private static final int CHUNK_WORK = 128;
    private static final int CREDIT = 8 << 20;

    private int credit = CREDIT;

    void chunk(int bytes, boolean endsMessage) throws RtmpException {
        if (bytes >= CHUNK_WORK || endsMessage) {
            credit = Math.min(CREDIT, credit + bytes);
            return;
        }
        credit = Math.min(CREDIT, credit + 2 * bytes - CHUNK_WORK);
        if (credit < 0) {
            throw new RtmpException(Reason.CHUNK_WORK_BUDGET, "too many chunks of " + bytes + " bytes");
        }
    }
}
