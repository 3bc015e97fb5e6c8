package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.testing.Logged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes that fail, clients that leave at the wrong moment: each costs its own connection only. */
final class HttpFailureTest {
    private static final String END = " HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final String UPGRADE = String.join(
            "\r\n",
            " HTTP/1.1",
            "Host: h",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");

    private final Logged log = new Logged(HttpConnection.class);
    private final List<Channel> owned = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    @AfterEach
    void stopListening() {
        log.close();
    }

    private static IllegalStateException defect() {
        return new IllegalStateException("a defect made by a test");
    }

    @Test
    void aRouteThatFailsBehindItsAnswerIsALineAndNoSecondAnswer() {
        TestRoute route = new TestRoute("/", exchange -> {
            exchange.respond(HttpReply.text(HttpResponseStatus.OK, "one"));
            throw defect();
        });
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END + "GET /2" + END);
            assertThat(wire.received()).startsWith("HTTP/1.1 200 OK").endsWith("one\n");
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(route.exchanges).hasSize(1);
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR ").endsWith(" GET /1");
    }

    @Test
    void anOwnerThatFailsIsALineAndTheEndOfItsStream() {
        TestRoute route = new TestRoute(
                "/",
                exchange -> exchange.upgradeToStream(new DefaultHttpHeaders(), channel -> {
                    throw defect();
                }));
        try (Wire wire = new Wire(route)) {
            wire.send("GET /a.flv" + END);
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR ").endsWith(" /a.flv");
    }

    @Test
    void aClientThatClosedItsSideGetsNoStream() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /a.flv" + END);
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            route.exchange(0).upgradeToStream(new DefaultHttpHeaders(), owned::add);
            assertThat(wire.received()).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\n");
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(owned).isEmpty();
    }

    @Test
    void norAWebSocket() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /a.flv" + UPGRADE);
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            route.exchange(0).upgradeToWebSocket(owned::add, () -> left.add("left"));
            assertThat(wire.received()).isEmpty();
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(owned).isEmpty();
        assertThat(left).isEmpty();
    }

    @Test
    void whoHasLeftGetsNeither() {
        TestRoute route = TestRoute.silent();
        try (Wire stream = new Wire(route);
                Wire webSocket = new Wire(route)) {
            stream.send("GET /a.flv" + END);
            webSocket.send("GET /a.flv" + UPGRADE);
            stream.channel().close();
            webSocket.channel().close();
            route.exchange(0).upgradeToStream(new DefaultHttpHeaders(), owned::add);
            route.exchange(1).upgradeToWebSocket(owned::add, () -> left.add("left"));
            assertThat(stream.received()).isEmpty();
            assertThat(webSocket.received()).isEmpty();
        }
        assertThat(owned).isEmpty();
        assertThat(left).isEmpty();
    }

    @Test
    void aDefectInThePipelineIsALineAndALostConnectionIsNone() {
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.channel().pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(log.lines()).isEmpty();
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.channel().pipeline().fireExceptionCaught(defect());
            assertThat(wire.isOpen()).isFalse();
        }
        assertThat(log.lines()).singleElement().asString().startsWith("ERROR ").endsWith(" is disconnected");
    }

    @Test
    void aStreamAndAWebSocketEndWithTheirConnections() {
        TestRoute route = new TestRoute("/", exchange -> {
            if (exchange.asksForWebSocket()) {
                exchange.upgradeToWebSocket(owned::add, () -> left.add("left"));
            } else {
                exchange.upgradeToStream(new DefaultHttpHeaders(), owned::add);
            }
        });
        for (String request : List.of(END, UPGRADE)) {
            try (Wire wire = new Wire(route)) {
                wire.send("GET /a.flv" + request);
                assertThat(wire.isOpen()).isTrue();
                wire.channel().pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
                assertThat(wire.isOpen()).isFalse();
            }
        }
        assertThat(owned).hasSize(2);
    }
}
