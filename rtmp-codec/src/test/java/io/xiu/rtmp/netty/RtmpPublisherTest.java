package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.IllegalReferenceCountException;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Publishes to a server over real sockets of this machine. */
@Timeout(60)
class RtmpPublisherTest {
    private static EventLoopGroup group;

    @BeforeAll
    static void open() {
        group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    @AfterAll
    static void close() throws InterruptedException {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    @Test
    void sendsEverythingInItsOrderAndCloses() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            RtmpPublisher publisher = publish(server, "demo").get();
            for (int i = 0; i < 300; i++) {
                assertThat(publisher.awaitWritable()).isTrue();
                publisher.send(MediaKind.VIDEO, 40 * i, body(10_000));
            }
            publisher.send(MediaKind.AUDIO, -1, body(5));
            publisher.close().get();

            assertThat(server.heard.take()).isEqualTo("connect rtmp://localhost:" + server.port() + "/live");
            for (int i = 0; i < 300; i++) {
                assertThat(server.heard.take()).isEqualTo("VIDEO " + 40 * i + " 10000");
            }
            assertThat(server.heard.take()).isEqualTo("AUDIO -1 5");
            assertThat(server.heard.take()).isEqualTo("unpublished");
            assertThat(server.heard.take()).isEqualTo("closed");
            assertThat(publisher.isWritable()).isFalse();
            assertThat(publisher.awaitWritable()).isFalse();
            ChannelFuture late = publisher.send(MediaKind.AUDIO, 0, body(1)).await();
            assertThat(late.isSuccess()).isFalse();
            publisher.close().get();
        }
    }

    @Test
    void showsThatTheConnectionTakesNoMore() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            RtmpPublisher publisher = publish(server, "stuck").get();
            for (int i = 0; i < 16; i++) {
                publisher.send(MediaKind.VIDEO, i, body(1 << 20));
            }
            assertThat(publisher.isWritable()).isFalse();
            Thread waiting = new Thread(() -> {
                try {
                    server.heard.add("writable " + publisher.awaitWritable());
                } catch (InterruptedException e) {
                    server.heard.add("interrupted");
                }
            });
            waiting.start();
            assertThat(server.heard.take()).startsWith("connect");
            publisher.close().get();
            waiting.join();
            assertThat(server.heard).contains("writable false");
        }
    }

    @Test
    void isToldWhyItIsRefused() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publish(server, "taken").get())
                    .withCauseInstanceOf(RtmpRefusedException.class)
                    .havingCause()
                    .withMessage("NetStream.Publish.BadName: in use")
                    .satisfies(e -> assertThat(((RtmpRefusedException) e).status())
                            .isEqualTo(new Status("error", "NetStream.Publish.BadName", "in use")));
        }
    }

    @Test
    void isToldThatTheServerHasClosed() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            RtmpPublisher publisher = publish(server, "short").get();
            publisher.send(MediaKind.AUDIO, 0, body(1));
            publisher.closed().get();
            assertThat(publisher.awaitWritable()).isFalse();
        }
    }

    @Test
    void failsWhereNobodyListens() throws Exception {
        try (Socket taken = new Socket()) {
            // Bound and never listening: the port can neither be another's nor the client's own.
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            RtmpUrl url = RtmpUrl.parse("rtmp://127.0.0.1:" + taken.getLocalPort() + "/live/demo");
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> client().publish(url).join())
                    .withCauseInstanceOf(IOException.class);
        }
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> client().publish(RtmpUrl.parse("rtmp://no.such.host.invalid/live/demo"))
                        .join())
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void sendsNothingTooLongAndReleasesIt() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            RtmpPublisher publisher = publish(server, "demo").get();
            ByteBuf huge = body(0x1000000);
            assertThatIllegalArgumentException().isThrownBy(() -> publisher.send(MediaKind.VIDEO, 0, huge));
            assertThat(huge.refCnt()).isZero();
            publisher.close().get();
            ByteBuf gone = body(1);
            gone.release();
            assertThatExceptionOfType(IllegalReferenceCountException.class)
                    .isThrownBy(() -> publisher.send(MediaKind.VIDEO, 0, gone));
        }
    }

    @Test
    void doesNotLetAnEventLoopWait() throws Exception {
        try (TestServer server = new TestServer(group, null)) {
            CompletableFuture<Void> waited = publish(server, "demo")
                    .thenAccept(publisher -> assertThatIllegalStateException().isThrownBy(publisher::awaitWritable));
            waited.get();
        }
    }

    @Test
    void publishesOverTls() throws Exception {
        X509Bundle bundle = selfSigned();
        SslContext own =
                SslContextBuilder.forServer(bundle.toKeyManagerFactory()).build();
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(bundle.toTrustManagerFactory())
                .build();
        try (TestServer server = new TestServer(group, own)) {
            RtmpUrl url = RtmpUrl.parse("rtmps://localhost:" + server.port() + "/live/demo");
            RtmpPublisher publisher = client().withTls(trusting).publish(url).get();
            publisher.send(MediaKind.VIDEO, 1, body(70_000));
            publisher.close().get();

            assertThat(server.heard.take()).isEqualTo("connect rtmps://localhost:" + server.port() + "/live");
            assertThat(server.heard.take()).isEqualTo("VIDEO 1 70000");
        }
    }

    @Test
    void refusesACertificateItDoesNotTrust() throws Exception {
        SslContext own =
                SslContextBuilder.forServer(selfSigned().toKeyManagerFactory()).build();
        SslContext strict = SslContextBuilder.forClient()
                .trustManager(selfSigned().toTrustManagerFactory())
                .build();
        try (TestServer server = new TestServer(group, own)) {
            RtmpUrl url = RtmpUrl.parse("rtmps://localhost:" + server.port() + "/live/demo");
            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> client().withTls(strict).publish(url).join())
                    .withCauseInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void needsTlsForAUrlThatAsksForIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client().publish(RtmpUrl.parse("rtmps://localhost/live/demo?secret")))
                .withMessageNotContaining("secret");
    }

    private static X509Bundle selfSigned() throws Exception {
        return new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private static RtmpClient client() {
        return new RtmpClient(group, NioSocketChannel.class);
    }

    private static CompletableFuture<RtmpPublisher> publish(TestServer server, String name) {
        return client().publish(RtmpUrl.parse("rtmp://localhost:" + server.port() + "/live/" + name));
    }

    private static ByteBuf body(int bytes) {
        return Unpooled.buffer(bytes).writeZero(bytes);
    }
}
