package io.xiu.rtmp.session;

import io.xiu.rtmp.RtmpException;

/** How many more commands a peer may send: 50 at once, and 50 more with each second that passes. */
final class CommandBudget {
    private static final long SECOND = 1_000_000_000L;
    private static final long COST = SECOND / 50;

    private long credit = SECOND;
    private long lastNanoTime;
    private boolean started;

    void tick(long nanoTime) {
        if (started) {
            credit += Math.min(SECOND - credit, Math.max(0, nanoTime - lastNanoTime));
        }
        started = true;
        lastNanoTime = nanoTime;
    }

    void spend(int commands) throws RtmpException {
        if (credit < commands * COST) {
            throw new RtmpException(RtmpException.Reason.CMD_RATE, "more than 50 commands a second");
        }
        credit -= commands * COST;
    }
}
