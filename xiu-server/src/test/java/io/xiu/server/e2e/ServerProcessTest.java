package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.server.testing.HeldPort;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the process starts and ends. */
@Timeout(120)
final class ServerProcessTest {
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int API_PORT = 8000;

    private final HeldPort rtmp = new HeldPort();
    private final HeldPort http = new HeldPort();
    private final String rtmpPort = Integer.toString(rtmp.number());
    private final int httpPort = http.number();

    ServerProcessTest() throws IOException {}

    @AfterEach
    void releasePorts() throws IOException {
        rtmp.close();
        http.close();
    }

    @Test
    void sigtermEndsEveryOutputAsAtTheEndOfAStream() throws Exception {
        EventLoopGroup clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        String httpText = Integer.toString(httpPort);
        try (ServerProcess server = ServerProcess.start("-r", rtmpPort, "-f", httpText, "-s", httpText)) {
            server.awaitLine("listens on port " + rtmpPort);
            String url = "rtmp://localhost:" + rtmpPort + "/live/ending";
            RtmpPeer publisher = Streams.publish(clients, url, Footage.both());
            try (RtmpPeer player = RtmpPeer.play(clients, url);
                    FlvPeer flv = FlvPeer.get(httpPort, "/live/ending.flv")) {
                Streams.awaitFirstGop(player.recording());
                Streams.awaitFirstGop(flv.recording());
                server.terminate();
                assertThat(player.await(ClientEvent.StreamEnded.class).code()).isEqualTo("StreamEOF");
                assertThat(player.await(ClientEvent.StatusReceived.class).code())
                        .isEqualTo("NetStream.Play.UnpublishNotify");
                flv.awaitEnd();
                assertThat(server.awaitExit(STOP)).isZero();
                player.awaitClosed();
                publisher.awaitClosed();
            }
        } finally {
            clients.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void withoutDirectMemoryTheProcessEndsWithCode70(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("tiny.toml");
        Files.writeString(file, "[rtmp]\nenabled = true\nport = " + rtmpPort + "\n[delivery]\nmemory_percent = 100\n");
        EventLoopGroup clients = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (ServerProcess server =
                ServerProcess.start(List.of("-Xmx64m", "-XX:MaxDirectMemorySize=4m"), "-c", file.toString())) {
            server.awaitLine("listens on port " + rtmpPort);
            RtmpPeer publisher = RtmpPeer.publish(clients, "rtmp://localhost:" + rtmpPort + "/live/large");
            publisher.await(ClientEvent.PublishStarted.class);
            publisher.send(Footage.large(20));
            assertThat(server.awaitExit()).isEqualTo(70);
            assertThat(server.lines())
                    .anyMatch(line -> line.startsWith("out of memory, the process ends with exit code 70"));
            publisher.awaitClosed();
        } finally {
            clients.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    @Test
    void aTakenPortThatWasNamedIsOneLineAndExitCodeOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(httpPort);
                ServerProcess server =
                        ServerProcess.start("-r", rtmpPort, "-f", Integer.toString(httpPort), "-l", "warn")) {
            assertThat(server.awaitExit()).isEqualTo(1);
            assertThat(server.lines())
                    .singleElement()
                    .asString()
                    .contains("HTTP-FLV", Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void aTakenPort8000ThatNobodyNamedIsOneWarning() throws Exception {
        try (ServerSocket taken = takeApiPort();
                ServerProcess server = ServerProcess.start("-r", rtmpPort, "-f", Integer.toString(httpPort))) {
            assertThat(taken.isBound()).isTrue();
            server.awaitLine("port " + API_PORT);
            try (FlvPeer viewer = FlvPeer.get(httpPort, "/live/absent.flv")) {
                assertThat(viewer.head()).startsWith("HTTP/1.1 404 ");
            }
            server.terminate();
            assertThat(server.awaitExit(STOP)).isZero();
            assertThat(server.lines())
                    .filteredOn(line -> line.contains("WARN") || line.contains("ERROR"))
                    .singleElement()
                    .asString()
                    .contains(Integer.toString(API_PORT));
        }
    }

    /** Whoever has the port, it is taken then. */
    private static ServerSocket takeApiPort() throws IOException {
        try {
            return new ServerSocket(API_PORT);
        } catch (BindException e) {
            return new ServerSocket(0);
        }
    }

    @Test
    void anErrorInTheConfigurationNamesFileLineAndColumn(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("broken.toml");
        Files.writeString(file, "[rtmp]\nenabled = true\nport = \"many\"\n");
        try (ServerProcess server = ServerProcess.start("-c", file.toString())) {
            assertThat(server.awaitExit()).isEqualTo(2);
            assertThat(server.lines())
                    .filteredOn(line -> !line.isEmpty())
                    .singleElement()
                    .asString()
                    .contains("broken.toml:3:", "port");
        }
    }
}
