package io.xiu.server.metrics;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.api.ReportDesk;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;
import java.util.List;

/** {@code GET /metrics}. What makes the text is loaded by the first request. */
public final class MetricsRoute implements HttpRoute {
    private final ReportDesk desk;
    private final List<MetricSource> sources;

    /** Makes the route to what the sources tell, in any order. */
    public MetricsRoute(ReportDesk desk, List<MetricSource> sources) {
        this.desk = desk;
        this.sources = List.copyOf(sources);
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.path().equals("/metrics");
    }

    @Override
    public boolean crossOrigin() {
        return false;
    }

    @Override
    public void handle(HttpExchange exchange) {
        desk.answer(exchange, this::reply);
    }

    private HttpReply reply() {
        Families families = new Families();
        sources.forEach(source -> source.collect(families));
        return HttpReply.of(HttpResponseStatus.OK, Families.contentType(), Unpooled.wrappedBuffer(families.text()))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .compressible();
    }
}
