package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.metrics.Exposition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code /metrics} of a whole server. */
@Timeout(60)
final class MetricsTest {
    private static final String STREAM = "{app=\"live\",stream=\"numbers\"}";
    private static final List<String> DELIVERY =
            List.of("xiu_delivery_rounds_total", "xiu_delivery_bytes_total", "xiu_delivery_round_seconds_total");

    @Test
    void tellsOfTheProcessTheStreamsAndTheDeliveryAndNumbersMove() throws Exception {
        try (TestServer server = TestServer.start()) {
            Exposition before = scrape(server);
            assertThat(before.families())
                    .contains(
                            "process_cpu_seconds_total",
                            "process_start_time_seconds",
                            "process_resident_memory_bytes",
                            "process_threads",
                            "process_open_fds",
                            "jvm_heap_used_bytes",
                            "jvm_heap_committed_bytes",
                            "jvm_heap_max_bytes",
                            "xiu_direct_memory_allocated_bytes",
                            "xiu_direct_memory_limit_bytes",
                            "xiu_media_held_bytes",
                            "xiu_viewers_shed_total",
                            "xiu_viewers_refused_total",
                            "xiu_publishers_refused_total",
                            "xiu_streams_shed_total",
                            "xiu_log_lines_dropped_total",
                            "xiu_connections",
                            "xiu_connections_accepted_total",
                            "xiu_streams",
                            "xiu_streams_unnamed",
                            "xiu_viewers",
                            "xiu_relay_links",
                            "xiu_relay_connects_total",
                            "xiu_relay_breaks_total",
                            "xiu_relay_refusals_total",
                            "xiu_hls_streams",
                            "xiu_hls_held_bytes");
            assertThat(before.value("process_resident_memory_bytes")).isGreaterThan(1 << 20);
            assertThat(before.value("xiu_streams{state=\"live\"}")).isZero();
            assertThat(before.count("xiu_stream_sent_bytes_total")).isZero();

            Footage footage = Footage.both();
            RtmpPeer publisher = Streams.publish(server, "live/numbers", footage);
            try (RtmpPeer rtmp = server.play("live/numbers");
                    FlvPeer flv = server.flv("live/numbers")) {
                Streams.awaitFirstGop(rtmp.recording());
                Streams.awaitFirstGop(flv.recording());
                Exposition during = scrape(server);
                assertThat(during.value("xiu_streams{state=\"live\"}")).isOne();
                assertThat(during.value("xiu_viewers{kind=\"rtmp\"}")).isOne();
                assertThat(during.value("xiu_viewers{kind=\"http_flv\"}")).isOne();
                assertThat(during.value("xiu_viewers{kind=\"push\"}")).isZero();
                assertThat(during.value("xiu_connections{listener=\"RTMP\"}")).isEqualTo(2);
                assertThat(during.value("xiu_stream_publishers" + STREAM)).isOne();
                assertThat(during.value("xiu_stream_viewers{app=\"live\",kind=\"rtmp\",stream=\"numbers\"}"))
                        .isOne();
                assertThat(during.value("xiu_stream_gop_bytes" + STREAM)).isPositive();
                assertThat(during.value("xiu_media_held_bytes")).isPositive();
                assertThat(during.value("xiu_stream_jumps_total" + STREAM)).isZero();
                assertThat(during.value("xiu_stream_skipped_bytes_total" + STREAM))
                        .isZero();
                assertThat(during.value("xiu_stream_stalled_viewers_total" + STREAM))
                        .isZero();
                assertThat(during.has("xiu_delivery_rounds_total{loop=\"0\"}")).isTrue();
                assertThat(during.count("xiu_delivery_viewers")).isBetween(1L, 2L);

                publisher.send(footage.until(3 * Footage.GOP_MILLIS));
                rtmp.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                flv.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                // A round is counted when it is over, and its last byte may be here before.
                Exposition after = await().until(
                                () -> scrape(server),
                                later ->
                                        DELIVERY.stream().allMatch(family -> sum(later, family) > sum(during, family)));
                for (String counter : new String[] {
                    "xiu_stream_received_bytes_total" + STREAM,
                    "xiu_stream_sent_bytes_total" + STREAM,
                    "xiu_connections_accepted_total{listener=\"" + server.httpName() + "\"}"
                }) {
                    assertThat(after.value(counter)).as(counter).isGreaterThan(during.value(counter));
                }
                during.counters()
                        .forEach((series, value) ->
                                assertThat(after.value(series)).as(series).isGreaterThanOrEqualTo(value));
            }
            publisher.close();
            await().until(() -> scrape(server).value("xiu_connections{listener=\"RTMP\"}") == 0);
            await().until(() -> scrape(server).value("xiu_viewers{kind=\"rtmp\"}") == 0);
        }
    }

    private static double sum(Exposition exposition, String family) {
        return exposition.counters().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(family))
                .mapToDouble(entry -> entry.getValue())
                .sum();
    }

    private static Exposition scrape(TestServer server) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + server.httpPort() + "/metrics");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        return Exposition.read(answer.body());
    }
}
