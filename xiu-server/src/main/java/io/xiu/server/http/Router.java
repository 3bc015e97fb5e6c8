package io.xiu.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request and answers what no route is for. */
final class Router {
    private static final String PREFLIGHT_AGE_SECONDS = "86400";

    private final List<HttpRoute> routes;

    Router(List<HttpRoute> routes) {
        this.routes = List.copyOf(routes);
    }

    void handle(HttpExchange exchange) {
        HttpRoute route = route(exchange.target());
        if (route == null) {
            exchange.respond(HttpReply.error(HttpResponseStatus.NOT_FOUND));
        } else if (exchange.method().equals(HttpMethod.OPTIONS)) {
            exchange.respond(options(route));
        } else if (!route.methods().contains(exchange.method())) {
            exchange.respond(HttpReply.error(HttpResponseStatus.METHOD_NOT_ALLOWED)
                    .header(HttpHeaderNames.ALLOW, allowed(route)));
        } else {
            route.handle(exchange);
        }
    }

    /** Adds what lets pages of other sites read the answer, if the route wants that; an error may always be read. */
    void addCrossOrigin(HttpTarget target, HttpHeaders headers) {
        HttpRoute route = route(target);
        if (route == null || route.crossOrigin()) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Content-Length, Content-Range, Date");
        }
    }

    private @Nullable HttpRoute route(HttpTarget target) {
        for (HttpRoute route : routes) {
            if (route.matches(target)) {
                return route;
            }
        }
        return null;
    }

    private static HttpReply options(HttpRoute route) {
        HttpReply reply = HttpReply.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.ALLOW, allowed(route));
        if (route.crossOrigin()) {
            reply.header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowed(route))
                    .header(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Range, Content-Type")
                    .header(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_AGE_SECONDS);
        }
        return reply;
    }

    private static String allowed(HttpRoute route) {
        TreeSet<String> names = new TreeSet<>();
        route.methods().forEach(method -> names.add(method.name()));
        names.add(HttpMethod.OPTIONS.name());
        return String.join(", ", names);
    }
}
