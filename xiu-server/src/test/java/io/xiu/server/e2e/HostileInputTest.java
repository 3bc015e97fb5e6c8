package io.xiu.server.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.server.e2e.RtmpAttack.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, on one server, beside a stream that must not notice. */
@Timeout(120)
final class HostileInputTest {
    private static final long MEMORY_BYTES = 16 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(10);

    private static TestServer server;
    private static ControlStream control;
    private static long baselineBytes;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        control = new ControlStream(server);
        baselineBytes = directBytes();
    }

    @AfterAll
    static void theStreamBesideThemLostNothing() throws Exception {
        control.close();
        assertThat(directBytes()).isLessThan(baselineBytes + MEMORY_BYTES);
        server.close();
    }

    private static long directBytes() {
        ByteBufAllocatorMetric metric = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return metric.usedDirectMemory();
    }

    static Stream<RtmpAttack> attacks() {
        return RtmpAttack.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsWithItsReason(RtmpAttack attack) throws Exception {
        try (RawRtmp client = new RawRtmp(server.rtmpPort())) {
            advance(client, attack.stage());
            client.send(attack.bytes());
            client.awaitClosed();
            awaitLogged(client, attack.reason());
        }
        assertThat(directBytes()).isLessThan(baselineBytes + MEMORY_BYTES);
        control.awaitNext();
    }

    private static void advance(RawRtmp client, Stage stage) throws IOException {
        switch (stage) {
            case OPEN -> {}
            case HANDSHAKE -> client.shakeHands();
            case CONNECTED -> client.connect("live");
            case STREAM -> client.createStream("live");
            case PUBLISHING -> client.publish("live", "attacked");
        }
    }

    private static void awaitLogged(RawRtmp client, Reason reason) {
        await().atMost(PATIENCE)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(server.log())
                        .filteredOn(line -> line.contains(client.address()))
                        .anyMatch(line -> line.endsWith("(" + reason + ")")));
    }

    static Stream<String> illegalNames() {
        return Stream.of("..", ".", "a/b", "a\0b", "a\nb", "a\\b", "<script>", "\u202etxt", "a".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("illegalNames")
    void anIllegalNameIsRefusedAndTheConnectionClosed(String name) throws Exception {
        try (RawRtmp publisher = new RawRtmp(server.rtmpPort())) {
            publisher.createStream("live").command(1, "publish", 0, AmfNull.INSTANCE, name, "live");
            assertThat(publisher.awaitClosed()).contains("NetStream.Publish.BadName");
        }
        try (RawRtmp player = new RawRtmp(server.rtmpPort())) {
            player.createStream("live").command(1, "play", 0, AmfNull.INSTANCE, name);
            assertThat(player.awaitClosed()).contains("NetStream.Play.StreamNotFound");
        }
        control.awaitNext();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a\0b", "../etc", ""})
    void anIllegalApplicationIsRefusedToo(String app) throws Exception {
        try (RawRtmp client = new RawRtmp(server.rtmpPort())) {
            client.shakeHands()
                    .command(0, "connect", 1, AmfObject.of("app", app))
                    .command(0, "createStream", 2, AmfNull.INSTANCE)
                    .command(1, "publish", 0, AmfNull.INSTANCE, "name", "live");
            assertThat(client.awaitClosed())
                    .containsAnyOf("NetConnection.Connect.Rejected", "NetStream.Publish.BadName");
        }
        control.awaitNext();
    }

    @Test
    void whoSaysNothingMoreIsClosedInTime() throws Exception {
        List<RawRtmp> clients = new ArrayList<>();
        for (int bytes : new int[] {0, 1, 1_536, 1_537}) {
            byte[] part = new byte[bytes];
            if (bytes > 0) {
                part[0] = 3;
            }
            clients.add(new RawRtmp(server.rtmpPort()).send(part));
        }
        clients.add(new RawRtmp(server.rtmpPort()).shakeHands());
        RawRtmp dripping = new RawRtmp(server.rtmpPort());
        clients.add(dripping);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(() -> dripping.send(new byte[] {3}), 0, 500, TimeUnit.MILLISECONDS);
        RawRtmp http = new RawRtmp(server.httpPort()).send("GET /live/control.flv HTTP/1.1\r\nHo".getBytes(US_ASCII));
        assertThat(http.awaitClosed()).startsWith("HTTP/1.1 408 ");
        http.close();
        for (RawRtmp client : clients) {
            client.awaitClosed();
            awaitLogged(client, Reason.HS_TIMEOUT);
            client.close();
        }
        clock.shutdownNow();
        control.awaitNext();
    }

    static Stream<HttpAttack> httpAttacks() {
        return HttpAttack.all();
    }

    @ParameterizedTest
    @MethodSource("httpAttacks")
    void isAnsweredWithItsStatusAndClosed(HttpAttack attack) throws Exception {
        try (RawRtmp client = new RawRtmp(server.httpPort())) {
            client.send(attack.bytes());
            assertThat(client.awaitClosed()).startsWith("HTTP/1.1 " + attack.status() + " ");
        }
        assertThat(directBytes()).isLessThan(baselineBytes + MEMORY_BYTES);
        control.awaitNext();
    }
}
