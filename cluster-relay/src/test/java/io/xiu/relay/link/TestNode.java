package io.xiu.relay.link;

import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.xiu.relay.DeliverySettings;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.rtmp.netty.Deadlines;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole node on loopback: a hub, a listening socket, and relays to other nodes. */
final class TestNode implements AutoCloseable {
    static final StreamKey KEY = new StreamKey("live", "test");

    /** Quick to try again, and patient with a peer on a machine that is busy. */
    static final LinkSettings PATIENCE = new LinkSettings(
            Duration.ofSeconds(3),
            Deadlines.DEFAULT,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofSeconds(10));

    /** The same with little patience. */
    static final LinkSettings IMPATIENCE = PATIENCE.withSilence(Duration.ofMillis(1_500));

    /** What waits for ten seconds waits for tenths of one, but for the first frame, which may take its time. */
    static final RelaySettings QUICK = new RelaySettings(
            1,
            2_000,
            1 << 20,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            Duration.ofMillis(300),
            DeliverySettings.DEFAULT);

    /** Tasks that follow one from another, from loop to loop, until everything is done. */
    private static final int HANDOVERS = 5;

    final NodeId id = NodeId.random(new SecureRandom());
    final EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    final Loops loops = new Loops();
    final Loop loop = loops.of(group.next());
    final Hub hub;
    final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<String> reasons = new CopyOnWriteArrayList<>();
    final AtomicInteger loopsFound = new AtomicInteger();
    final AtomicInteger publishesToRefuse = new AtomicInteger();

    /** Whether connect is answered as a server of another kind does. */
    volatile boolean stranger;

    /** Keeps the port from being another's while nobody listens on it: bound, and never listening. */
    private final Socket holder = new Socket();

    private LinkSettings patience = PATIENCE;
    private Channel listening;

    TestNode() {
        this(RelaySettings.DEFAULT);
    }

    TestNode(RelaySettings settings) {
        hub = new Hub(settings, PooledByteBufAllocator.DEFAULT);
        try {
            holder.setReuseAddress(true); // so that a socket that may reuse addresses, too, can listen there
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listening = listen();
    }

    /** Links made from now on are patient in another way. */
    TestNode with(LinkSettings other) {
        patience = other;
        return this;
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", holder.getLocalPort());
    }

    private Channel listen() {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        TestConnection connection = new TestConnection(TestNode.this, channel);
                        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
                        channel.pipeline().addLast(new RtmpServerHandler(session, connection));
                    }
                })
                .bind("127.0.0.1", holder.getLocalPort())
                .syncUninterruptibly()
                .channel();
    }

    /** Listens no more and closes every connection, as a process does that dies. The port stays this node's. */
    void die() {
        listening.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly();
        handOver(); // a selector lets go of a socket when it selects again
    }

    /** Listens again after {@link #die}. */
    void revive() {
        listening = listen();
    }

    private LinkNetwork network() {
        return new LinkNetwork(group, NioSocketChannel.class, loops, id, patience, new LinkListener() {
            @Override
            public void working(LinkInfo link, boolean again) {
                lines.add(again ? "back" : "works");
            }

            @Override
            public void broken(LinkInfo link, String reason) {
                lines.add("broken");
                reasons.add(reason);
            }

            @Override
            public void refused(LinkInfo link, String reason) {
                lines.add("refused: " + reason);
            }
        });
    }

    TestNode pushesTo(Endpoint... targets) {
        hub.listen(new PushRelay(network(), hub, List.of(targets)));
        return this;
    }

    TestNode pullsFrom(Endpoint upstream) {
        hub.source(new PullRelay(network(), hub, upstream));
        return this;
    }

    /** A publisher inside the process. */
    TestPublisher publish(String... path) {
        return new TestPublisher(this, List.of(path));
    }

    /** Whether the stream is here, in whatever state. */
    boolean hasStream() {
        return hub.find(KEY) != null;
    }

    /** A viewer inside the process. */
    TestViewer play(String... path) {
        return new TestViewer(this, List.of(path));
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        handOver();
        connections.close().awaitUninterruptibly();
        handOver();
        List<LiveStream> streams = List.copyOf(hub.streams());
        hub.endAll();
        await().until(() -> streams.stream().allMatch(stream -> stream.viewers().isEmpty()));
        handOver();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handOver() {
        for (int round = 0; round < HANDOVERS; round++) {
            group.forEach(one -> one.submit(() -> {}).syncUninterruptibly());
        }
    }
}
