package io.xiu.server.hls;

import java.util.function.Consumer;

/** A player that waits for the first segment. */
final class PlaylistWish {
    private final PlaylistKind kind;
    private final Consumer<HlsAnswer> to;
    private final long untilMillis;

    PlaylistWish(PlaylistKind kind, Consumer<HlsAnswer> to, long untilMillis) {
        this.kind = kind;
        this.to = to;
        this.untilMillis = untilMillis;
    }

    /** Which playlist it wants. */
    PlaylistKind kind() {
        return kind;
    }

    boolean isOverdue(long nowMillis) {
        return nowMillis - untilMillis >= 0;
    }

    void grant(HlsAnswer answer) {
        to.accept(answer);
    }
}
