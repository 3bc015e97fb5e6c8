package io.xiu.relay;

import java.time.Instant;

/**
 * Who a viewer is, for logs and statistics.
 *
 * @param id unique in the process
 * @param kind how it watches
 * @param remoteAddress {@code address:port}, or empty for one inside the process
 * @param since when it came
 */
public record ViewerInfo(String id, Kind kind, String remoteAddress, Instant since) {
    /** How a viewer watches. */
    public enum Kind {
        /** A player over RTMP. */
        RTMP,
        /** A player over HTTP-FLV. */
        HTTP_FLV,
        /** A player over FLV in WebSocket frames. */
        WEB_SOCKET_FLV,
        /** A player over MPEG-TS in one endless HTTP response. */
        HTTP_TS,
        /** A node that pulls from here. */
        PULL,
        /** A server that is pushed to from here: it gets what there is, but wants nothing. */
        PUSH
    }
}
