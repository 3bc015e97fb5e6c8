package io.xiu.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.http.HttpLimits;
import io.xiu.server.http.HttpPort;
import io.xiu.server.http.HttpServer;
import io.xiu.server.net.Listener;
import io.xiu.server.net.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<StreamStatistics> streams = new ArrayList<>();
    private Transport transport;
    private Listener listener;

    @BeforeEach
    void open() throws Exception {
        transport = Transport.open(new TransportConfig(TransportConfig.Kind.NIO, 1), Transport.USER_TIMEOUT);
        listener = new HttpServer(transport, HttpLimits.DEFAULT)
                .listen(new HttpPort(
                        "httpapi",
                        0,
                        List.of(
                                TextRoute.health(),
                                TextRoute.usage(),
                                new StreamsRoute(() -> List.copyOf(streams), new ReportDesk()))));
    }

    @AfterEach
    void close() {
        transport.close().syncUninterruptibly();
    }

    @Test
    void theProcessIsHealthyWhileItAnswers() throws Exception {
        HttpResponse<String> answer = get("/healthz");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok\n");
        assertThat(answer.headers().firstValue(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN.toString()))
                .isEmpty();
    }

    @Test
    void theRootTellsWhatCanBeAsked() throws Exception {
        assertThat(get("/").body()).contains("/healthz", "/api/query_whole_streams");
        assertThat(get("/api").statusCode()).isEqualTo(404);
    }

    @Test
    void noStreamIsAnEmptyObject() throws Exception {
        HttpResponse<String> answer = get("/api/query_whole_streams");
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"error_code\":0,\"desp\":\"succ\",\"data\":{}}");
    }

    /**
     * The expected text was recorded from a running xiu 0.14.0 with one publisher and two viewers; only jumps, skipped_bytes
     * and lag_bytes are added.
     */
    @Test
    void aStreamIsToldByteForByteAsXiuTellsIt() throws Exception {
        streams.add(new StreamStatistics(
                new StreamStatistics.Publisher(
                        new StreamStatistics.Audio(48, 2, "LC", 44100, "AAC"),
                        "17953911039136",
                        StreamStatistics.Identifier.rtmp("live", "test"),
                        316,
                        "127.0.0.1:34802",
                        OffsetDateTime.parse("2026-11-22T23:45:04.083178497Z"),
                        new StreamStatistics.Video(316, "H264", 25, 75, 360, "3.0", "Baseline", 640)),
                2,
                Map.of(
                        "17953911056646",
                        subscriber("17953911056646", "127.0.0.1:34806", "2026-11-22T23:45:05.821423142Z", "RtmpPull"),
                        "17953911050682",
                        subscriber(
                                "17953911050682",
                                "127.0.0.1:59368",
                                "2026-11-22T23:45:05.637408748Z",
                                "RtmpRemux2HttpFlv")),
                565824,
                1130478));
        assertThat(get("/api/query_whole_streams").body())
                .isEqualTo(
                        "{\"error_code\":0,\"desp\":\"succ\",\"data\":[{\"publisher\":{\"audio\":{\"bitrate(kbits/s)\":48,"
                                + "\"channels\":2,\"profile\":\"LC\",\"samplerate\":44100,\"sound_format\":\"AAC\"},"
                                + "\"id\":\"17953911039136\",\"identifier\":{\"rtmp\":{\"app_name\":\"live\","
                                + "\"stream_name\":\"test\"}},\"recv_bitrate(kbits/s)\":316,"
                                + "\"remote_address\":\"127.0.0.1:34802\",\"start_time\":\"2026-11-22T23:45:04.083178497Z\","
                                + "\"video\":{\"bitrate(kbits/s)\":316,\"codec\":\"H264\",\"frame_rate\":25,\"gop\":75,"
                                + "\"height\":360,\"level\":\"3.0\",\"profile\":\"Baseline\",\"width\":640}},"
                                + "\"subscriber_count\":2,\"subscribers\":{\"17953911050682\":{\"id\":\"17953911050682\","
                                + "\"remote_address\":\"127.0.0.1:59368\",\"send_bitrate(kbits/s)\":365,"
                                + "\"start_time\":\"2026-11-22T23:45:05.637408748Z\",\"sub_type\":\"RtmpRemux2HttpFlv\","
                                + "\"total_send_bytes(kbits/s)\":483487,\"jumps\":2,\"skipped_bytes\":70000,\"lag_bytes\":12},\"17953911056646\":{\"id\":\"17953911056646\","
                                + "\"remote_address\":\"127.0.0.1:34806\",\"send_bitrate(kbits/s)\":365,"
                                + "\"start_time\":\"2026-11-22T23:45:05.821423142Z\",\"sub_type\":\"RtmpPull\","
                                + "\"total_send_bytes(kbits/s)\":483487,\"jumps\":2,\"skipped_bytes\":70000,\"lag_bytes\":12}},\"total_recv_bytes\":565824,"
                                + "\"total_send_bytes\":1130478}]}");
    }

    @Test
    void topTellsTheMostWatched() throws Exception {
        for (int viewers : new int[] {1, 3, 2}) {
            streams.add(watchedBy(viewers));
        }
        assertThat(get("/api/query_whole_streams?top=2").body())
                .containsSubsequence("\"subscriber_count\":3", "\"subscriber_count\":2")
                .doesNotContain("\"subscriber_count\":1");
        assertThat(get("/api/query_whole_streams?top=0").body()).endsWith("\"data\":{}}");
        assertThat(get("/api/query_whole_streams?top=999999999").body()).contains("\"subscriber_count\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "", "2147483648", "1.5"})
    void aBadTopIsRefused(String top) throws Exception {
        assertThat(get("/api/query_whole_streams?top=" + top).statusCode()).isEqualTo(400);
    }

    private static StreamStatistics watchedBy(int viewers) {
        return new StreamStatistics(
                new StreamStatistics.Publisher(
                        StreamStatistics.Audio.NONE,
                        "1",
                        StreamStatistics.Identifier.rtmp("live", "x" + viewers),
                        0,
                        "a:1",
                        OffsetDateTime.parse("2026-11-22T23:45:04Z"),
                        StreamStatistics.Video.NONE),
                viewers,
                Map.of(),
                0,
                0);
    }

    private static StreamStatistics.Subscriber subscriber(String id, String address, String start, String type) {
        return new StreamStatistics.Subscriber(
                id, address, 365, OffsetDateTime.parse(start), type, 483487, 2, 70_000, 12);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listener.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
