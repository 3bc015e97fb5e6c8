package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.server.sample.Tags;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP-TS, and how the ways to watch over HTTP show in the statistics. */
@Timeout(60)
final class TsOutputTest {
    /** PTS and DTS are so much later than timestamps. */
    private static final int AHEAD_OF_CLOCK_MILLIS = 1_400;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    private static final TestServer SERVER = TestServer.withHold(0);

    private static <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body) throws Exception {
        URI uri = URI.create("http://localhost:" + SERVER.httpPort() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), body);
    }

    @Test
    void aViewerGetsEveryFrameUntilTheEnd() throws Exception {
        Footage footage = Footage.both();
        RtmpPeer publisher = Streams.publish(SERVER, "live/ts", footage);
        HttpResponse<InputStream> response = get("/live/ts.ts", HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map())
                .containsEntry("content-type", List.of("video/mp2t"))
                .containsEntry("access-control-allow-origin", List.of("*"))
                .doesNotContainKeys("transfer-encoding", "content-length");
        publisher.send(footage.until(3 * Footage.GOP_MILLIS));
        publisher.unpublish();
        byte[] bytes = response.body().readAllBytes();
        List<TsTimes.Pes> packets = TsTimes.read(bytes);
        assertThat(packets)
                .filteredOn(pes -> pes.kind() == MediaKind.VIDEO)
                .extracting(TsTimes.Pes::dts90k)
                .hasSize(3 * Footage.GOP_MILLIS / Footage.VIDEO_FRAME_MILLIS)
                .isSorted();
        assertThat(packets).filteredOn(pes -> pes.kind() == MediaKind.AUDIO).isNotEmpty();
        publisher.close();
    }

    @Test
    void audioAloneIsCarried() throws Exception {
        Footage footage = Footage.audioOnly();
        RtmpPeer publisher = Streams.publish(SERVER, "live/tsaudio", footage);
        HttpResponse<InputStream> response = get("/live/tsaudio.ts", HttpResponse.BodyHandlers.ofInputStream());
        publisher.send(footage.until(2 * Footage.GOP_MILLIS));
        publisher.unpublish();
        List<TsTimes.Pes> packets = TsTimes.read(response.body().readAllBytes());
        assertThat(packets).hasSizeGreaterThan(10).allMatch(pes -> pes.kind() == MediaKind.AUDIO);
        TsTimes.Pes last = packets.get(packets.size() - 1);
        double lastFrameMillis = last.dts90k() / 90.0 + (last.frames() - 1) * Footage.AUDIO_FRAME_MILLIS;
        assertThat(lastFrameMillis)
                .as("nothing is missing at the end")
                .isCloseTo(
                        AHEAD_OF_CLOCK_MILLIS + footage.newest(MediaKind.AUDIO) * Footage.AUDIO_FRAME_MILLIS,
                        within(2.0));
        publisher.close();
    }

    @Test
    void aStreamOfOtherCodecsIs404WithAReasonInTheLog() throws Exception {
        RtmpPeer publisher = SERVER.publish("live/tsav1");
        publisher.await(ClientEvent.PublishStarted.class);
        publisher.send(List.of(
                message(MediaKind.VIDEO, 0, Tags.av1Header()),
                message(MediaKind.VIDEO, 0, Tags.av1Key()),
                message(MediaKind.AUDIO, 0, Tags.flac())));
        HttpResponse<String> response = get("/live/tsav1.ts", HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("HTTP-TS");
        assertThat(SERVER.log()).anyMatch(line -> line.startsWith("refused live/tsav1 from 127.0.0.1"));
        publisher.close();
    }

    private static Footage.Message message(MediaKind kind, long millis, ByteBuf body) {
        return new Footage.Message(kind, millis, body);
    }

    @Test
    void viewersShowInTheStatisticsEachWithItsWay() throws Exception {
        RtmpPeer publisher = Streams.publish(SERVER, "live/ways", Footage.both());
        try (FlvPeer flv = SERVER.flv("live/ways");
                WebSocketPeer webSocket = SERVER.webSocket("live/ways");
                FlvPeer ts = FlvPeer.get(SERVER.httpPort(), "/live/ways.ts")) {
            Streams.awaitFirstGop(flv.recording());
            Streams.awaitFirstGop(webSocket.recording());
            assertThat(ts.head()).startsWith("HTTP/1.1 200 ");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(get("/api/query_whole_streams", HttpResponse.BodyHandlers.ofString())
                                            .body())
                                    .contains(
                                            "\"subscriber_count\":3",
                                            "\"sub_type\":\"RtmpRemux2HttpFlv\"",
                                            "\"sub_type\":\"RtmpRemux2WsFlv\"",
                                            "\"sub_type\":\"RtmpRemux2HttpTs\""));
        }
        publisher.close();
    }
}
