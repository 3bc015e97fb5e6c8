package io.xiu.server.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;

/** One path that always answers the same text. */
public final class TextRoute implements HttpRoute {
    private final String path;
    private final String text;

    private TextRoute(String path, String text) {
        this.path = path;
        this.text = text;
    }

    /** {@code /healthz}: says that the process answers. */
    public static TextRoute health() {
        return new TextRoute("/healthz", "ok");
    }

    /** {@code /}: what the interface can be asked. */
    public static TextRoute usage() {
        return new TextRoute("/", """
                GET /healthz                          200 while the server runs
                GET /metrics                          numbers for Prometheus
                GET /api/query_whole_streams?top=N    the live streams and their viewers; top: the N most watched""");
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.path().equals(path);
    }

    @Override
    public boolean crossOrigin() {
        return false;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchange.respond(HttpReply.text(HttpResponseStatus.OK, text).header(HttpHeaderNames.CACHE_CONTROL, "no-store"));
    }
}
