package io.xiu.server.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A route for paths with a prefix that does what a test says and remembers what it was asked. */
final class TestRoute implements HttpRoute {
    final List<HttpExchange> exchanges = new CopyOnWriteArrayList<>();
    private final String prefix;
    private final Set<HttpMethod> methods;
    private final Consumer<HttpExchange> action;

    TestRoute(String prefix, Consumer<HttpExchange> action) {
        this(prefix, Set.of(HttpMethod.GET, HttpMethod.HEAD), action);
    }

    TestRoute(String prefix, Set<HttpMethod> methods, Consumer<HttpExchange> action) {
        this.prefix = prefix;
        this.methods = methods;
        this.action = action;
    }

    /** Answers with the path it was asked for. */
    static TestRoute echo() {
        return new TestRoute(
                "/",
                exchange -> exchange.respond(
                        HttpReply.text(HttpResponseStatus.OK, exchange.target().path())));
    }

    /** Answers with the body it was sent. */
    static TestRoute echoBody() {
        return new TestRoute(
                "/",
                Set.of(HttpMethod.POST),
                exchange -> exchange.respond(HttpReply.of(
                        HttpResponseStatus.OK,
                        "text/plain",
                        Unpooled.copiedBuffer(
                                exchange.body().toString(StandardCharsets.UTF_8), StandardCharsets.UTF_8))));
    }

    /** Answers nothing until a test does. */
    static TestRoute silent() {
        return new TestRoute("/", exchange -> {});
    }

    HttpExchange exchange(int index) {
        return exchanges.get(index);
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.path().startsWith(prefix);
    }

    @Override
    public Set<HttpMethod> methods() {
        return methods;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchanges.add(exchange);
        action.accept(exchange);
    }
}
