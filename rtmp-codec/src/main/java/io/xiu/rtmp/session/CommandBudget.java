package io.xiu.rtmp.session;

import io.xiu.rtmp.RtmpException;

/** How many more commands a peer may send: a second's worth at once, and as many again with each second that passes. */
final class CommandBudget {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final long cost;
    private long credit = SECOND;
    private long lastNanoTime;
    private boolean started;

    CommandBudget(int perSecond) {
        this.perSecond = perSecond;
        this.cost = SECOND / perSecond;
    }

    void tick(long nanoTime) {
        if (started) {
            credit += Math.min(SECOND - credit, Math.max(0, nanoTime - lastNanoTime));
        }
        started = true;
        lastNanoTime = nanoTime;
    }

    void spend(int commands) throws RtmpException {
        if (credit < commands * cost) {
            throw new RtmpException(RtmpException.Reason.CMD_RATE, "more than " + perSecond + " commands a second");
        }
        credit -= commands * cost;
    }
}
