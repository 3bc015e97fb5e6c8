package io.xiu.server.live;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.relay.Hub;
import io.xiu.relay.StreamKey;
import io.xiu.relay.link.Loops;
import io.xiu.server.SessionIds;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;
import io.xiu.server.memory.MemoryWatchdog;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /{app}/{stream}.flv} and {@code .ts}: the live stream as FLV or MPEG-TS, until it ends. FLV comes in
 * WebSocket frames to who asks for that at the same URL.
 */
public final class LiveRoute implements HttpRoute {
    private static final String FLV = ".flv";
    private static final String TS = ".ts";
    private static final String RETRY_SECONDS = "5";

    private final Hub hub;
    private final Loops loops;
    private final SessionIds ids;
    private final MemoryWatchdog watchdog;

    /** Makes the route to the streams of a hub, for those that the watchdog lets in. */
    public LiveRoute(Hub hub, Loops loops, SessionIds ids, MemoryWatchdog watchdog) {
        this.hub = hub;
        this.loops = loops;
        this.ids = ids;
        this.watchdog = watchdog;
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.segments().size() == 2
                && (target.segments().get(1).endsWith(FLV)
                        || target.segments().get(1).endsWith(TS));
    }

    @Override
    public void handle(HttpExchange exchange) {
        String file = exchange.target().segments().get(1);
        boolean flv = file.endsWith(FLV);
        StreamKey key = key(exchange.target(), flv ? FLV : TS);
        if (key == null) {
            exchange.respond(HttpReply.error(HttpResponseStatus.NOT_FOUND));
        } else if (exchange.method().equals(HttpMethod.HEAD)) {
            head(exchange, key, flv ? Outlet.HTTP_FLV : Outlet.HTTP_TS);
        } else if (exchange.asksForWebSocket()) {
            webSocket(exchange, key, flv);
        } else {
            watch(exchange, key, flv ? Outlet.HTTP_FLV : Outlet.HTTP_TS);
        }
    }

    private void head(HttpExchange exchange, StreamKey key, Outlet outlet) {
        if (hub.find(key) == null) {
            exchange.respond(HttpReply.error(HttpResponseStatus.NOT_FOUND));
        } else {
            outlet.open(exchange, channel -> {}, () -> {});
        }
    }

    private void webSocket(HttpExchange exchange, StreamKey key, boolean flv) {
        HttpReply refusal = flv ? exchange.webSocketRefusal() : HttpReply.error(HttpResponseStatus.BAD_REQUEST);
        if (refusal != null) {
            exchange.respond(refusal);
        } else {
            watch(exchange, key, Outlet.WEB_SOCKET_FLV);
        }
    }

    private void watch(HttpExchange exchange, StreamKey key, Outlet outlet) {
        if (watchdog.admitsViewer()) {
            new LiveViewer(exchange, outlet, loops.of(exchange.eventLoop()), ids.next()).begin(hub, key);
        } else {
            exchange.respond(HttpReply.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "this server is short of memory")
                    .header(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS)
                    .header(HttpHeaderNames.CACHE_CONTROL, "no-store"));
        }
    }

    private static @Nullable StreamKey key(HttpTarget target, String suffix) {
        String file = target.segments().get(1);
        try {
            return new StreamKey(target.segments().get(0), file.substring(0, file.length() - suffix.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
