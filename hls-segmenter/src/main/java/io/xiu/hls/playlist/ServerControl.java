package io.xiu.hls.playlist;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-SERVER-CONTROL: what the server does for those who ask (4.4.3.8). The distances are at least: six target
 * durations; three; two part target durations, better three. Null: not said.
 *
 * @param canBlockReload CAN-BLOCK-RELOAD: it holds requests until something new is there
 * @param canSkipUntil CAN-SKIP-UNTIL: it gives delta updates, without segments further than this from the end
 * @param holdBack HOLD-BACK: how far from the end to play
 * @param partHoldBack PART-HOLD-BACK: how far from the end to play with parts
 */
public record ServerControl(
        boolean canBlockReload,
        @Nullable Duration canSkipUntil,
        @Nullable Duration holdBack,
        @Nullable Duration partHoldBack) {
    public ServerControl {
        Syntax.checkNotNegative("CAN-SKIP-UNTIL", canSkipUntil);
        Syntax.checkNotNegative("HOLD-BACK", holdBack);
        Syntax.checkNotNegative("PART-HOLD-BACK", partHoldBack);
        if (!canBlockReload && canSkipUntil == null && holdBack == null && partHoldBack == null) {
            throw new IllegalArgumentException("server control that says nothing");
        }
    }
}
