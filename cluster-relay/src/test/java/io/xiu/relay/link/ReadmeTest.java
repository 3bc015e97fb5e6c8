package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.relay.FrameReader;
import io.xiu.relay.Hub;
import io.xiu.relay.HubListener;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the code of README.md. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path SOURCE = Path.of("src/test/java/io/xiu/relay/link/ReadmeTest.java");
    private static final Pattern CLASS = Pattern.compile("`(io\\.xiu\\.relay(?:\\.[a-z]+)*\\.[A-Z]\\w*)`");
    private static final byte[] KEY_FRAME = {0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65};

    @Test
    void showsTheCodeThatIsRunHere() throws IOException {
        for (int block = 0; block < 3; block++) {
            assertThat(Readme.shown(README, block))
                    .isEqualTo(Readme.run(SOURCE, block))
                    .hasSizeBetween(4, 20);
        }
    }

    @Test
    void namesNoClassThatIsNotThere() throws IOException, ClassNotFoundException {
        List<String> names = CLASS.matcher(Files.readString(README))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        for (String name : names) {
            assertThat(Class.forName(name).getName()).isEqualTo(name);
        }
    }

    @Test
    void itsStreamIsReadHereAndPushedAndAnotherIsPulled() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        Loops loops = new Loops();
        try (TestNode upstream = new TestNode();
                TestNode target = new TestNode()) {
            upstream.publish().begin();
            Hub hub = print(out);
            relay(hub, group, loops, upstream.endpoint(), target.endpoint(), new TestListener());
            publish(hub, loops.of(group.next()), KEY_FRAME, out);
            hub.want(TestNode.KEY, loops.of(group.next()), List.of());

            await().until(() -> {
                LiveStream pushed = target.hub.find(new StreamKey("live", "demo"));
                return pushed != null && pushed.ingest().videoBytes() == KEY_FRAME.length;
            });
            await().until(() -> text(printed).contains("live/test AUDIO HEADER 0"));
            hub.endAll();
            await().until(() -> text(printed).contains("live/demo has ended")
                    && text(printed).contains("live/test has ended"));
            await().until(() -> text(printed).contains("the publication is over: ENDED"));
        } finally {
            group.shutdownGracefully(100, 5_000, TimeUnit.MILLISECONDS).sync();
        }
        assertThat(text(printed)).contains("live/demo VIDEO SYNC 40", "live/test VIDEO SYNC 0");
    }

    @Test
    void itsPublisherHearsThatTheNameIsTaken() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            Hub hub = print(out);
            Loop loop = new Loops().of(group.next());
            publish(hub, loop, KEY_FRAME, out);
            await().until(() -> text(printed).contains("SYNC"));
            publish(hub, loop, KEY_FRAME, out);
            publish(hub, loop, KEY_FRAME, out);

            await().until(() -> text(printed).contains("the name is taken"));
            hub.endAll();
        } finally {
            group.shutdownGracefully(100, 5_000, TimeUnit.MILLISECONDS).sync();
        }
    }

    private static String text(ByteArrayOutputStream printed) {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static final class TestListener implements LinkListener {
        @Override
        public void working(LinkInfo link, boolean again) {}

        @Override
        public void broken(LinkInfo link, String reason) {}

        @Override
        public void refused(LinkInfo link, String reason) {}
    }

    private static Hub print(PrintStream out) {
        // README
        Hub hub = new Hub(RelaySettings.DEFAULT, PooledByteBufAllocator.DEFAULT);
        hub.listen(new HubListener() {
            @Override
            public void started(LiveStream stream) {
                stream.read(new FrameReader() {
                    @Override
                    public void frame(MediaFrame frame) {
                        out.printf("%s %s %s %d%n", stream.key(), frame.kind(), frame.role(), frame.timestampMillis());
                    }

                    @Override
                    public void ended() {
                        out.println(stream.key() + " has ended");
                    }
                });
            }

            @Override
            public void ended(LiveStream stream) {}
        });
        // end of README
        return hub;
    }

    private static void publish(Hub hub, Loop loop, byte[] tagBody, PrintStream out) {
        // README
        PublisherInfo camera = new PublisherInfo("1", "camera", Instant.now(), false, List.of());
        hub.publish(new StreamKey("live", "demo"), camera, loop, new PublisherListener() {
            @Override
            public void accepted(Publication publication) {
                publication.publish(MediaKind.VIDEO, 40, Unpooled.wrappedBuffer(tagBody));
            }

            @Override
            public void refused() {
                out.println("the name is taken by a publisher that is alive");
            }

            @Override
            public void dropped(Reason reason) {
                out.println("the publication is over: " + reason);
            }
        });
        // end of README
    }

    private static void relay(
            Hub hub, EventLoopGroup group, Loops loops, Endpoint upstream, Endpoint target, LinkListener listener) {
        // README
        NodeId own = NodeId.random(new SecureRandom());
        LinkNetwork network =
                new LinkNetwork(group, NioSocketChannel.class, loops, own, LinkSettings.DEFAULT, listener);
        hub.listen(new PushRelay(network, hub, List.of(target)));
        hub.source(new PullRelay(network, hub, upstream));
        // end of README
    }
}
