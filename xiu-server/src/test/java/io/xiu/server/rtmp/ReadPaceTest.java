package io.xiu.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

    @Test
    void readsAnUnwatchedPublisherEightTimesASecondWhateverItsRate() throws Exception {
        assertThat(lowWater()).isOne();
        run(() -> {
            pace.watched(false);
            pace.received(80_000);
        });
        await().atMost(Duration.ofSeconds(3)).until(() -> lowWater() == 10_000);
        await().atMost(Duration.ofSeconds(3)).until(() -> lowWater() == 1);
        run(() -> pace.received(100_000_000));
        await().atMost(Duration.ofSeconds(3)).until(() -> lowWater() == 32 * 1024);
    }

    @Test
    void readsAtOnceWhenSomebodyComesToWatch() throws Exception {
        run(() -> {
            pace.watched(false);
            pace.received(80_000);
        });
        await().atMost(Duration.ofSeconds(3)).until(() -> lowWater() == 10_000);
        run(() -> pace.watched(true));
        assertThat(lowWater()).isOne();
    }
}
