package io.xiu.server.hls;

import io.xiu.relay.LiveStream;

/**
 * Whether somebody watches a live stream over HLS. Players have no connection that could end, so they are there for as
 * long as requests come. Guarded by its {@link HlsStream}.
 */
final class Attendance {
    private final LiveStream live;
    private boolean attended;
    private long lastRequestMillis;

    Attendance(LiveStream live) {
        this.live = live;
    }

    /** Somebody asked for something. */
    void request(long nowMillis) {
        lastRequestMillis = nowMillis;
        if (!attended) {
            attended = true;
            live.attend();
        }
    }

    /** Looks whether they have left, which they have after so long without a request. */
    void tick(long nowMillis, long patienceMillis) {
        if (attended && nowMillis - lastRequestMillis >= patienceMillis) {
            attended = false;
            live.depart();
        }
    }

    /** Whether somebody watches. */
    boolean isAttended() {
        return attended;
    }
}
