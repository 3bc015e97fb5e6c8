package io.xiu.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code [rtmp]}.
 *
 * @param enabled whether to listen; if not, nothing is pushed or pulled either
 * @param port 1 to 65,535
 * @param gopNum sync points a joining viewer is sent back to, 0 to 1,000; 0 starts it at the next one
 * @param gopMaxFrames most frames in one cached group of pictures, from 1
 * @param holdSeconds how long a live stream outlives its publisher, 0 to 3,600; 0 ends it at once
 * @param pull the node that absent streams are fetched from
 * @param push the nodes every stream is sent to; only those enabled
 * @param auth who is asked for a token
 */
public record RtmpConfig(
        boolean enabled,
        int port,
        int gopNum,
        int gopMaxFrames,
        int holdSeconds,
        @Nullable RelayTarget pull,
        List<RelayTarget> push,
        @Nullable AuthConfig auth) {
    public static final int DEFAULT_PORT = 1935;
    public static final int DEFAULT_GOP_NUM = 1;
    public static final int DEFAULT_GOP_MAX_FRAMES = 2000;
    public static final int DEFAULT_HOLD_SECONDS = 10;

    public RtmpConfig {
        push = List.copyOf(push);
    }

    /** Everything but the port on its default. */
    public static RtmpConfig onPort(int port) {
        return withDefaults(true, port);
    }

    /** The section left out. */
    public static RtmpConfig disabled() {
        return withDefaults(false, DEFAULT_PORT);
    }

    private static RtmpConfig withDefaults(boolean enabled, int port) {
        return new RtmpConfig(
                enabled, port, DEFAULT_GOP_NUM, DEFAULT_GOP_MAX_FRAMES, DEFAULT_HOLD_SECONDS, null, List.of(), null);
    }
}
