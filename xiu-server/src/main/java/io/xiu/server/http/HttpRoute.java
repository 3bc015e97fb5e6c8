package io.xiu.server.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Set;

/**
 * Answers the requests for some paths. One route may serve several ports and every event loop, so it is safe to be
 * called by many threads.
 */
public interface HttpRoute {
    /** Whether a path is this route's business. The first route of a port that says so is asked. */
    boolean matches(HttpTarget target);

    /** What may be done with such a path, besides OPTIONS, which is answered by the server itself. */
    default Set<HttpMethod> methods() {
        return Set.of(HttpMethod.GET, HttpMethod.HEAD);
    }

    /** Whether pages of other sites may read the answers. */
    default boolean crossOrigin() {
        return true;
    }

    /**
     * Answers, now or later, on the event loop of the connection. A HEAD is answered like a GET; its body is not sent.
     * An exception becomes 500 and ends the connection.
     */
    void handle(HttpExchange exchange);
}
