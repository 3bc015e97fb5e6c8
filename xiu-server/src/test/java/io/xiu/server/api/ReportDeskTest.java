package io.xiu.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xiu.server.config.TransportConfig;
import io.xiu.server.http.HttpLimits;
import io.xiu.server.http.HttpPort;
import io.xiu.server.http.HttpServer;
import io.xiu.server.net.Listener;
import io.xiu.server.net.Transport;
import io.xiu.server.testing.Logged;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports that fail, and more of them than are made at a time. */
@Timeout(60)
final class ReportDeskTest {
    /** One that is being made, and those that may wait. */
    private static final int MOST = 1 + 16;

    private final HttpClient client = HttpClient.newHttpClient();
    private Transport transport;

    @BeforeEach
    void open() {
        transport = Transport.open(new TransportConfig(TransportConfig.Kind.NIO, 1), Transport.USER_TIMEOUT);
    }

    @AfterEach
    void close() {
        transport.close().syncUninterruptibly();
    }

    private CompletableFuture<HttpResponse<String>> ask(Listener listener) {
        URI uri = URI.create("http://127.0.0.1:" + listener.port() + "/api/query_whole_streams");
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Listener listen(StreamsView view) throws Exception {
        return new HttpServer(transport, HttpLimits.DEFAULT)
                .listen(new HttpPort("test", 0, List.of(new StreamsRoute(view, new ReportDesk()))));
    }

    @Test
    void aReportThatFailsIsAnErrorAndALineAndTheNextIsMade() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        Listener listener = listen(() -> {
            if (fails.get()) {
                throw new IllegalStateException("a defect made by a test");
            }
            return List.of();
        });
        try (Logged log = new Logged(ReportDesk.class)) {
            assertThat(ask(listener).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(500);
            assertThat(log.lines()).containsExactly("ERROR a report could not be made");
        }
        fails.set(false);
        assertThat(ask(listener).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void oneMoreThanMayWaitIsRefused() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Listener listener = listen(() -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return List.of();
        });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < MOST + 1; i++) {
            answers.add(ask(listener));
        }
        await().until(() -> answers.stream().anyMatch(CompletableFuture::isDone));
        released.countDown();
        List<Integer> codes = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            codes.add(answer.get(20, TimeUnit.SECONDS).statusCode());
        }
        assertThat(codes).filteredOn(code -> code == 503).hasSize(1);
        assertThat(codes).filteredOn(code -> code == 200).hasSize(MOST);
    }
}
