package io.xiu.server.hls;

import java.util.function.Consumer;

/** A player that waits for the first segment. */
final class PlaylistWish {
    private final Consumer<HlsAnswer> to;
    private final long untilMillis;

    PlaylistWish(Consumer<HlsAnswer> to, long untilMillis) {
        this.to = to;
        this.untilMillis = untilMillis;
    }

    boolean isOverdue(long nowMillis) {
        return nowMillis - untilMillis >= 0;
    }

    void grant(HlsAnswer answer) {
        to.accept(answer);
    }
}
