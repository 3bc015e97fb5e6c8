package io.xiu.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadPaceTest {
    private static final IntegerUnixChannelOption LOW_WATER = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final ServerSocket peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Channel channel = new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .handler(new ChannelInboundHandlerAdapter())
            .connect(peer.getLocalSocketAddress())
            .sync()
            .channel();
    private final ReadPace pace = new ReadPace(channel);

    ReadPaceTest() throws Exception {}

    @BeforeEach
    void needsEpoll() {
        assumeTrue(Epoll.isAvailable());
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        group.shutdownGracefully(20, 2_000, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
    }

    private void run(Runnable task) throws Exception {
        channel.eventLoop().submit(task).get(10, TimeUnit.SECONDS);
    }

    private int lowWater() {
        return Objects.requireNonNull(channel.config().getOption(LOW_WATER));
    }

    /** Has a look at each second, right after the pace was set and on the same loop, so that none is missed. */
    private void eachSecond(IntConsumer look) {
        AtomicInteger seconds = new AtomicInteger();
        channel.eventLoop().scheduleAtFixedRate(() -> look.accept(seconds.incrementAndGet()), 1, 1, TimeUnit.SECONDS);
    }

    @Test
    void readsAnUnwatchedPublisherEightTimesASecondWhateverItsRate() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        run(() -> {
            seen.add(lowWater());
            pace.watched(false);
            pace.received(80_000);
            eachSecond(second -> {
                seen.add(lowWater());
                if (second == 2) {
                    pace.received(100_000_000);
                }
            });
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() >= 4);
        assertThat(seen).startsWith(1, 10_000, 1, 32 * 1024);
    }

    @Test
    void readsAtOnceWhenSomebodyComesToWatch() throws Exception {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        run(() -> {
            pace.watched(false);
            pace.received(80_000);
            eachSecond(second -> {
                seen.add(lowWater());
                pace.watched(true);
                seen.add(lowWater());
            });
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() >= 2);
        assertThat(seen).startsWith(10_000, 1);
    }

    @Test
    void leavesAClosedChannelAlone() throws Exception {
        CompletableFuture<Integer> lowWater = new CompletableFuture<>();
        run(() -> {
            pace.watched(false);
            pace.received(80_000);
            eachSecond(second -> {
                int before = lowWater();
                channel.close();
                try {
                    pace.watched(true);
                    lowWater.complete(before);
                } catch (ChannelException e) {
                    lowWater.completeExceptionally(e);
                }
            });
        });
        assertThat(lowWater.get(20, TimeUnit.SECONDS)).isEqualTo(10_000);
    }
}
