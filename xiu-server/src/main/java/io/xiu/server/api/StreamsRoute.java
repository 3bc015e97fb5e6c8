package io.xiu.server.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /api/query_whole_streams}: every live stream, or with {@code ?top=N} the N that have the most viewers.
 */
public final class StreamsRoute implements HttpRoute {
    private static final int MOST_DIGITS = 9;

    private final StreamsView view;
    private final ReportDesk desk;

    /** Makes the route to what the view shows. */
    public StreamsRoute(StreamsView view, ReportDesk desk) {
        this.view = view;
        this.desk = desk;
    }

    @Override
    public boolean matches(HttpTarget target) {
        return target.path().equals("/api/query_whole_streams");
    }

    @Override
    public boolean crossOrigin() {
        return false;
    }

    @Override
    public void handle(HttpExchange exchange) {
        String top = exchange.target().parameter("top");
        if (top != null && !top.matches("\\d{1," + MOST_DIGITS + "}")) {
            exchange.respond(HttpReply.text(HttpResponseStatus.BAD_REQUEST, "top: wants a number of streams"));
            return;
        }
        desk.answer(exchange, () -> reply(top));
    }

    private HttpReply reply(@Nullable String top) {
        List<StreamStatistics> streams = view.streams();
        if (top != null) {
            streams = streams.stream()
                    .sorted(Comparator.comparingLong(StreamStatistics::subscriberCount)
                            .reversed())
                    .limit(Integer.parseInt(top))
                    .toList();
        }
        // A program written for xiu finds an empty object, not an empty array, when there is nothing.
        Envelope envelope = new Envelope(0, "succ", streams.isEmpty() ? Map.of() : streams);
        return HttpReply.of(
                        HttpResponseStatus.OK,
                        "application/json",
                        Unpooled.wrappedBuffer(Json.MAPPER.writeValueAsBytes(envelope)))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .compressible();
    }

    /** Loaded by the first request: making it takes more time than opening all ports. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    @JsonPropertyOrder({"error_code", "desp", "data"})
    private record Envelope(
            @JsonProperty("error_code") int errorCode,
            @JsonProperty("desp") String description,
            @JsonProperty("data") Object data) {}
}
