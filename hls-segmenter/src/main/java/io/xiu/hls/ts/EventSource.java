package io.xiu.hls.ts;

import org.jspecify.annotations.Nullable;

/** Events one at a time, so that few are held however many there are. */
interface EventSource {
    /** The next event; null when there are no more. */
    @Nullable
    TsEvent next();

    /** One event, or none. */
    static EventSource of(@Nullable TsEvent event) {
        return new EventSource() {
            private @Nullable TsEvent left = event;

            @Override
            public @Nullable TsEvent next() {
                TsEvent given = left;
                left = null;
                return given;
            }
        };
    }
}
