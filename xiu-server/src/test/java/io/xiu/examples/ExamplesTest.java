package io.xiu.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.Metadata;
import io.xiu.flv.file.FlvFileReader;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpRefusedException;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@EnabledIf("isFfmpegAvailable")
class ExamplesTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static EventLoopGroup group;

    @TempDir
    private Path directory;

    static boolean isFfmpegAvailable() {
        return Ffmpeg.isAvailable();
    }

    @BeforeAll
    static void start() {
        group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    }

    @AfterAll
    static void stop() {
        group.shutdownGracefully(100, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    private static String url(Channel server) {
        return "rtmp://localhost:" + ((InetSocketAddress) server.localAddress()).getPort() + "/live";
    }

    private static void publish(Path file, String url) {
        assertThat(Ffmpeg.run(List.of("-i", file.toString(), "-c", "copy", "-f", "flv", url)))
                .isEmpty();
    }

    /** The one recording in a directory, when it is finished. */
    private static Path recording(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path file = files.filter(each -> each.toString().endsWith(".flv"))
                    .findFirst()
                    .orElseThrow();
            // Until then it has no header, or ends in the middle of a tag.
            await().ignoreExceptions().until(() -> durationSeconds(file) > 0);
            return file;
        }
    }

    private static double durationSeconds(Path file) throws IOException, FlvException {
        try (FileChannel channel = FileChannel.open(file)) {
            Metadata metadata = FlvFileReader.open(channel, FlvLimits.DEFAULT).metadata();
            return metadata == null ? 0 : metadata.durationSeconds();
        }
    }

    private static void assertSame(Path copy, Path clip) throws IOException, FlvException {
        assertThat(Probe.streams(copy)).isEqualTo(Probe.streams(clip)).hasSize(2);
        assertThat(Probe.packets(copy)).isEqualTo(Probe.packets(clip)).hasSizeGreaterThan(250);
        assertThat(Probe.seconds(copy)).isBetween(3.9, 4.2).isEqualTo(durationSeconds(copy));
    }

    @Test
    void recordsWhatFfmpegPublishes() throws Exception {
        Path clip = Probe.clip(directory.resolve("clip"));
        Channel server = RecordPublish.listen(group, ANY_PORT, directory).sync().channel();
        publish(clip, url(server) + "/demo");
        assertSame(recording(directory), clip);
        server.close().sync();
    }

    @Test
    void forwardsWhatFfmpegPublishes() throws Exception {
        Path clip = Probe.clip(directory.resolve("clip"));
        Channel recorder =
                RecordPublish.listen(group, ANY_PORT, directory).sync().channel();
        Channel server =
                ForwardPublish.listen(group, ANY_PORT, url(recorder)).sync().channel();
        publish(clip, url(server) + "/demo");
        assertSame(recording(directory), clip);
        server.close().sync();
        recorder.close().sync();
    }

    @Test
    void refusesAPublisherWhoseStreamCannotBeForwarded() throws Exception {
        try (Socket taken = new Socket()) {
            // Bound and never listening: the port can neither be another's nor the client's own.
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nowhere = "rtmp://127.0.0.1:" + taken.getLocalPort() + "/live";
            Channel server =
                    ForwardPublish.listen(group, ANY_PORT, nowhere).sync().channel();
            RtmpClient client = new RtmpClient(group, NioSocketChannel.class);
            assertThatThrownBy(() ->
                            client.publish(RtmpUrl.parse(url(server) + "/demo")).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RtmpRefusedException.class);
            server.close().sync();
        }
    }
}
