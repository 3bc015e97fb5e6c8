package io.xiu.relay;

/**
 * How far a connection is behind the head of the log, and for how long. Positions are those of the log; what waits in
 * the connection counts as not sent.
 */
final class Lag {
    /*
     * Age is judged by a checkpoint: the head at some moment. As long as the connection has not sent that position, its
     * oldest unsent byte is at least as old as the checkpoint.
     *
     * The GOP that a viewer is started with is no lag until the viewer has once caught up, or until GRACE_NANOS are over.
     */
    private static final long GRACE_NANOS = 10_000_000_000L;

    private boolean behind;
    private boolean inGrace;
    private long joinedNanos;
    private long sent;
    private long progressNanos;
    private long checkpoint;
    private long checkpointNanos;

    /** What to do about it. */
    enum Verdict {
        /** Nothing: the limits hold. */
        PATIENCE,
        /** More is waiting, or for longer, than a viewer may have. */
        JUMP,
        /** The connection has taken nothing for too long. */
        STALLED
    }

    /** The viewer starts at {@code now}. */
    void joined(long now) {
        behind = false;
        inGrace = true;
        joinedNanos = now;
    }

    /** Whether something waited at the last look. */
    boolean isBehind() {
        return behind;
    }

    /** Nothing waits. */
    void caughtUp() {
        behind = false;
        inGrace = false;
    }

    /** Something waits: the connection has sent what is before {@code sentNow}. */
    Verdict judge(long sentNow, long head, long now, DeliverySettings limits) {
        if (!behind) {
            behind = true;
            sent = sentNow;
            progressNanos = now;
            lookAgainAt(head, now);
        }
        if (sentNow != sent) {
            sent = sentNow;
            progressNanos = now;
        }
        if (sent >= checkpoint) {
            lookAgainAt(head, now);
        }
        if (now - progressNanos > limits.stallTime().toNanos()) {
            return Verdict.STALLED;
        }
        inGrace &= now - joinedNanos < GRACE_NANOS;
        boolean far = head - sent > limits.lagBytes();
        boolean old = now - checkpointNanos > limits.lagTime().toNanos();
        return (far || old) && !inGrace ? Verdict.JUMP : Verdict.PATIENCE;
    }

    /** The viewer jumped over so many bytes. */
    void jumped(long bytes, long head, long now) {
        sent += bytes;
        inGrace = false;
        lookAgainAt(head, now);
    }

    private void lookAgainAt(long head, long now) {
        checkpoint = head;
        checkpointNanos = now;
    }
}
