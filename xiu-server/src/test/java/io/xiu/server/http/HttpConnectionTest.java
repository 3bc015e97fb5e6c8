package io.xiu.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpConnectionTest {
    private static final String END = " HTTP/1.1\r\nHost: h\r\n\r\n";

    @Test
    void answersAThousandPipelinedRequestsInTheirOrder() {
        try (Wire wire = new Wire(TestRoute.echo())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 1_000; i++) {
                requests.append("GET /").append(i).append(END);
            }
            wire.sendCut(requests.toString(), 7);
            String answers = wire.received();
            List<String> paths = new ArrayList<>();
            answers.lines()
                    .filter(line -> line.startsWith("/"))
                    .forEach(line -> paths.add(line.replaceAll("HTTP.*", "")));
            assertThat(paths).hasSize(1_000);
            for (int i = 0; i < 1_000; i++) {
                assertThat(paths.get(i)).isEqualTo("/" + i);
            }
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void laterRequestsWaitForADeferredAnswer() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END + "GET /2" + END);
            assertThat(route.exchanges).hasSize(1);
            assertThat(wire.received()).isEmpty();
            route.exchange(0).respond(HttpReply.text(HttpResponseStatus.OK, "one"));
            assertThat(wire.received()).endsWith("one\n");
            assertThat(route.exchanges).hasSize(2);
            route.exchange(1).respond(HttpReply.text(HttpResponseStatus.OK, "two"));
            assertThat(wire.received()).endsWith("two\n");
        }
    }

    @Test
    void readingStopsWhileTooManyRequestsWait() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send(("GET /" + END).repeat(16));
            assertThat(wire.channel().config().isAutoRead()).isTrue();
            wire.send("GET /" + END);
            assertThat(wire.channel().config().isAutoRead()).isFalse();
            route.exchange(0).respond(HttpReply.empty(HttpResponseStatus.OK));
            assertThat(wire.channel().config().isAutoRead()).isTrue();
            for (int i = 1; i < 17; i++) {
                route.exchange(i).respond(HttpReply.empty(HttpResponseStatus.OK));
            }
            assertThat(wire.received().split("200 OK", -1)).hasSize(18);
        }
    }

    @Test
    void aBadRequestIsRefusedAfterThoseBeforeItWereAnswered() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END + "BAD\r\n\r\n");
            assertThat(wire.received()).isEmpty();
            route.exchange(0).respond(HttpReply.text(HttpResponseStatus.OK, "one"));
            assertThat(wire.received()).containsSubsequence("200 OK", "one\n", "400 Bad Request");
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void answersTwiceNever() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END);
            HttpExchange exchange = route.exchange(0);
            exchange.respond(HttpReply.text(HttpResponseStatus.OK, "one"));
            assertThatThrownBy(() -> exchange.respond(HttpReply.text(HttpResponseStatus.OK, "two")))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> exchange.upgradeToStream(new DefaultHttpHeaders(), channel -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(wire.received()).endsWith("one\n");
        }
    }

    @Test
    void tellsWhenTheClientHasLeftAndDropsTheAnswer() {
        TestRoute route = TestRoute.silent();
        List<String> told = new ArrayList<>();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END + "GET /2" + END);
            route.exchange(0).onAbandoned(() -> told.add("left"));
            wire.channel().close();
            assertThat(told).containsExactly("left");
            route.exchange(0).onAbandoned(() -> told.add("has left"));
            assertThat(told).containsExactly("left", "has left");
            ByteBuf body = Unpooled.buffer().writeByte(1);
            route.exchange(0).respond(HttpReply.of(HttpResponseStatus.OK, "a/b", body));
            assertThat(body.refCnt()).isZero();
            assertThat(route.exchanges).hasSize(1);
        }
    }

    @Test
    void anAnsweredExchangeIsNotAbandoned() {
        TestRoute route = TestRoute.silent();
        List<String> told = new ArrayList<>();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END);
            route.exchange(0).onAbandoned(() -> told.add("left"));
            route.exchange(0).respond(HttpReply.empty(HttpResponseStatus.OK));
            wire.channel().close();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aHalfClosedClientGetsItsAnswerAndIsGivenUpAfterASecond() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END);
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            wire.pass(500);
            route.exchange(0).respond(HttpReply.text(HttpResponseStatus.OK, "one"));
            assertThat(wire.received()).contains("connection: close").endsWith("one\n");
            assertThat(wire.isOpen()).isFalse();
        }
        List<String> told = new ArrayList<>();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END);
            route.exchange(1).onAbandoned(() -> told.add("left"));
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            wire.pass(999);
            assertThat(wire.isOpen()).isTrue();
            wire.pass(1);
            assertThat(wire.isOpen()).isFalse();
            assertThat(told).containsExactly("left");
        }
    }

    @Test
    void aRequestHasToArriveWithinFiveSecondsOfItsFirstByte() {
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.send("GET /");
            for (int i = 0; i < 49; i++) {
                wire.pass(100);
                wire.send("x");
            }
            assertThat(wire.isOpen()).isTrue();
            wire.pass(100);
            assertThat(wire.received()).startsWith("HTTP/1.1 408 ");
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void aSlowBodyIsLateToo() {
        try (Wire wire = new Wire(TestRoute.echoBody())) {
            wire.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n");
            wire.pass(4_999);
            wire.send("x");
            assertThat(wire.isOpen()).isTrue();
            wire.pass(1);
            assertThat(wire.received()).startsWith("HTTP/1.1 408 ");
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void aSilentClientIsDisconnectedAfterFiveSecondsAndAnIdleOneAfterFifteen() {
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.pass(4_999);
            assertThat(wire.isOpen()).isTrue();
            wire.pass(1);
            assertThat(wire.isOpen()).isFalse();
        }
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.send("GET /" + END);
            wire.pass(14_999);
            assertThat(wire.isOpen()).isTrue();
            wire.send("GET /" + END);
            wire.pass(14_999);
            wire.send("G");
            wire.pass(4_999);
            assertThat(wire.isOpen()).isTrue();
            wire.pass(1);
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void waitingForTheServerIsNoFaultOfTheClient() {
        TestRoute route = TestRoute.silent();
        try (Wire wire = new Wire(route)) {
            wire.send("GET /" + END);
            wire.pass(60_000);
            route.exchange(0).respond(HttpReply.text(HttpResponseStatus.OK, "late"));
            assertThat(wire.received()).endsWith("late\n");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        TestRoute route =
                new TestRoute("/", exchange -> exchange.respond(HttpReply.text(HttpResponseStatus.OK, "body")));
        try (Wire wire = new Wire(route)) {
            wire.send("GET /" + END);
            String get = wire.received();
            wire.send("HEAD /" + END);
            assertThat(wire.received().replaceAll("date: .*", ""))
                    .isEqualTo(get.replace("body\n", "").replaceAll("date: .*", ""))
                    .contains("content-length: 5");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void optionsAndForeignMethodsAreAnsweredByTheServer() {
        TestRoute route = new TestRoute("/live/", exchange -> exchange.respond(HttpReply.empty(HttpResponseStatus.OK)));
        try (Wire wire = new Wire(route)) {
            wire.send("OPTIONS /live/a" + END);
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 204 ")
                    .contains("allow: GET, HEAD, OPTIONS", "access-control-allow-origin: *")
                    .contains("access-control-allow-methods: GET, HEAD, OPTIONS");
            for (String method : List.of("TRACE", "PUT", "POST", "DELETE", "CONNECT", "PATCH", "FOO")) {
                wire.send(method + " /live/a" + END);
                assertThat(wire.received()).startsWith("HTTP/1.1 405 ").contains("allow: GET, HEAD, OPTIONS");
            }
            wire.send("GET /other" + END);
            assertThat(wire.received()).startsWith("HTTP/1.1 404 ").contains("access-control-allow-origin: *");
            assertThat(route.exchanges).isEmpty();
        }
    }

    @Test
    void aRouteThatFailsCostsItsOwnConnectionOnly() {
        TestRoute route = new TestRoute("/", exchange -> {
            throw new IllegalArgumentException("a mistake made by a test");
        });
        try (Wire wire = new Wire(route)) {
            wire.send("GET /1" + END + "GET /2" + END);
            assertThat(wire.received()).startsWith("HTTP/1.1 500 ").contains("connection: close");
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Connection: close\r\n", "connection: Keep-Alive, Close\r\n"})
    void closesWhenTheClientAsksForIt(String header) {
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.send("GET /a HTTP/1.1\r\nHost: h\r\n" + header + "\r\n" + "GET /b" + END);
            assertThat(wire.received()).contains("connection: close").endsWith("/a\n");
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void keepsAnOldClientThatAsksForIt() {
        try (Wire wire = new Wire(TestRoute.echo())) {
            wire.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(wire.received()).contains("connection: keep-alive").endsWith("/a\n");
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void becomesAStreamOfBareBytes() {
        List<Channel> owned = new ArrayList<>();
        TestRoute route = stream(owned);
        try (Wire wire = new Wire(route)) {
            wire.send("GET /a.flv" + END + "GET /b.flv" + END + "GET /partial");
            String head = wire.received();
            assertThat(head)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-type: video/x-flv", "connection: close", "access-control-allow-origin: *")
                    .doesNotContain("content-length", "transfer-encoding")
                    .endsWith("\r\n\r\nFLV");
            assertThat(owned).containsExactly(wire.channel());
            assertThat(wire.channel().pipeline().names())
                    .contains("input")
                    .doesNotContain("decoder", "encoder", "connection");
            wire.channel().writeOutbound(Unpooled.copiedBuffer("tags", StandardCharsets.US_ASCII));
            assertThat(wire.received()).isEqualTo("tags");
            wire.pass(60_000);
            assertThat(wire.isOpen()).isTrue();
        }
    }

    @Test
    void aStreamIgnoresLittleInputAndEndsOnMuch() {
        try (Wire wire = new Wire(stream(new ArrayList<>()))) {
            wire.send("GET /a.flv" + END);
            wire.send("x".repeat(1_024));
            assertThat(wire.isOpen()).isTrue();
            wire.send("x");
            assertThat(wire.isOpen()).isFalse();
        }
        try (Wire wire = new Wire(stream(new ArrayList<>()))) {
            wire.send("GET /a.flv" + END);
            wire.fire(ChannelInputShutdownEvent.INSTANCE);
            assertThat(wire.isOpen()).isFalse();
        }
    }

    @Test
    void headOfAStreamReturnsAtOnce() {
        List<Channel> owned = new ArrayList<>();
        try (Wire wire = new Wire(stream(owned))) {
            wire.send("HEAD /a.flv" + END);
            assertThat(wire.received())
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("content-type: video/x-flv")
                    .endsWith("\r\n\r\n");
            assertThat(owned).isEmpty();
            assertThat(wire.isOpen()).isFalse();
        }
    }

    private static TestRoute stream(List<Channel> owned) {
        return new TestRoute(
                "/",
                exchange -> exchange.upgradeToStream(
                        new DefaultHttpHeaders().set(HttpHeaderNames.CONTENT_TYPE, "video/x-flv"), channel -> {
                            owned.add(channel);
                            channel.writeAndFlush(Unpooled.copiedBuffer("FLV", StandardCharsets.US_ASCII));
                        }));
    }
}
