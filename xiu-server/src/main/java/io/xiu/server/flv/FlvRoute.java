package io.xiu.server.flv;

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
import org.jspecify.annotations.Nullable;

/** {@code GET /{app}/{stream}.flv}: the live stream as FLV, until it ends. */
public final class FlvRoute implements HttpRoute {
    private static final String SUFFIX = ".flv";

    private final Hub hub;
    private final Loops loops;
    private final SessionIds ids;

    /** Makes the route to the streams of a hub. */
    public FlvRoute(Hub hub, Loops loops, SessionIds ids) {
        this.hub = hub;
        this.loops = loops;
        this.ids = ids;
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.segments().size() == 2 && target.segments().get(1).endsWith(SUFFIX);
    }

    @Override
    public void handle(HttpExchange exchange) {
        StreamKey key = key(exchange.target());
        if (key == null) {
            exchange.respond(HttpReply.error(HttpResponseStatus.NOT_FOUND));
        } else if (exchange.method().equals(HttpMethod.HEAD)) {
            head(exchange, key);
        } else {
            new FlvViewer(exchange, loops.of(exchange.eventLoop()), ids.next()).begin(hub, key);
        }
    }

    private void head(HttpExchange exchange, StreamKey key) {
        if (hub.find(key) == null) {
            exchange.respond(HttpReply.error(HttpResponseStatus.NOT_FOUND));
        } else {
            exchange.upgradeToStream(FlvViewer.headers(), channel -> {});
        }
    }

    private static @Nullable StreamKey key(HttpTarget target) {
        String file = target.segments().get(1);
        try {
            return new StreamKey(target.segments().get(0), file.substring(0, file.length() - SUFFIX.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
