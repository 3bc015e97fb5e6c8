package io.xiu.server.hls;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has fetched a playlist of late, by address, so that those who play can be told from those who come. Of more than
 * {@value #MAX_PLAYERS} the one that was silent for longest is forgotten. Guarded by its {@link HlsStream}.
 */
final class Players {
    static final int MAX_PLAYERS = 10_000;
    private static final float LOAD_FACTOR = 0.75f;
    private static final int FEW = 16;

    private final Map<Object, Long> lastSeenMillis = new LinkedHashMap<>(FEW, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Long> eldest) {
            return size() > MAX_PLAYERS;
        }
    };

    /** Somebody fetched a playlist. */
    void seen(Object address, long nowMillis) {
        lastSeenMillis.put(address, nowMillis);
    }

    /** Whether somebody has fetched one within that time. */
    boolean isPresent(Object address, long nowMillis, long patienceMillis) {
        Long last = lastSeenMillis.get(address);
        return last != null && nowMillis - last < patienceMillis;
    }

    /** Forgets who has left. */
    void tick(long nowMillis, long patienceMillis) {
        lastSeenMillis.values().removeIf(last -> nowMillis - last >= patienceMillis);
    }
}
