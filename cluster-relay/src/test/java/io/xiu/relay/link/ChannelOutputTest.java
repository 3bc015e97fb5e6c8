package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real sockets, with a peer that reads when the test lets it. */
@SuppressWarnings("NullAway.Init") // each test connects first
class ChannelOutputTest {
    private static final int PIECE = 100_000;
    private static final int PIECES = 80;

    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch drained = new CountDownLatch(1);
    private final Socket peer = new Socket();
    private @Nullable EventLoopGroup group;

    enum Way {
        EPOLL_STRAIGHT,
        EPOLL_THROUGH_PIPELINE,
        NIO
    }

    private record Connection(Channel channel, ChannelOutput output) {}

    private Connection connect(Way way) throws Exception {
        boolean epoll = way != Way.NIO;
        assumeTrue(!epoll || Epoll.isAvailable());
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerSocketChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, handlers);
        group = loop;
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .childOption(ChannelOption.SO_SNDBUF, 65_536)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                                failure.set(cause);
                                ctx.close();
                            }
                        });
                        accepted.add(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        peer.setReceiveBufferSize(65_536);
        peer.setSoTimeout(10_000);
        peer.connect(server.localAddress(), 5_000);
        Channel channel = Objects.requireNonNull(accepted.poll(10, TimeUnit.SECONDS));
        ChannelOutput output = way == Way.EPOLL_THROUGH_PIPELINE
                ? ChannelOutput.throughPipeline(channel, drained::countDown)
                : ChannelOutput.straight(channel, drained::countDown);
        return new Connection(channel, output);
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        if (group != null) {
            group.shutdownGracefully(20, 2_000, TimeUnit.MILLISECONDS).await(10, TimeUnit.SECONDS);
        }
    }

    /** Each byte says where it stands. */
    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    private byte[] receive(int length) throws IOException {
        byte[] received = new byte[length];
        new DataInputStream(peer.getInputStream()).readFully(received);
        return received;
    }

    @ParameterizedTest
    @EnumSource
    void sendsEveryByteInOrderHoweverSlowlyThePeerReads(Way way) throws Exception {
        Connection connection = connect(way);
        Channel channel = connection.channel();
        ChannelOutput output = connection.output();
        byte[] expected = bytes(PIECE * PIECES);
        ByteBuf all = direct(expected);
        AtomicInteger waits = new AtomicInteger();
        channel.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < PIECES; i++) {
                        waits.addAndGet(output.send(all, i * PIECE, PIECE) ? 0 : 1);
                    }
                    assertThat(output.pendingBytes()).isGreaterThan(PIECE);
                    assertThat(output.isWritable()).isFalse();
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(waits.get()).isGreaterThan(PIECES / 2);
        assertThat(Arrays.mismatch(receive(expected.length), expected)).isEqualTo(-1);
        assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
        channel.eventLoop()
                .submit(() -> assertThat(output.isWritable()).isTrue())
                .get(10, TimeUnit.SECONDS);
        assertThat(all.refCnt()).as("no piece is held any more").isOne();
        all.release();
    }

    @ParameterizedTest
    @EnumSource
    void sendsTwoSpansInOrderHoweverSlowlyThePeerReads(Way way) throws Exception {
        Connection connection = connect(way);
        Channel channel = connection.channel();
        ChannelOutput output = connection.output();
        byte[] expected = bytes(PIECE * PIECES);
        ByteBuf all = direct(expected);
        channel.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < PIECES; i += 2) {
                        ByteBuf second = direct(Arrays.copyOfRange(expected, (i + 1) * PIECE, (i + 2) * PIECE));
                        output.send(all, i * PIECE, PIECE, second, PIECE);
                        second.release();
                    }
                    assertThat(output.isWritable()).isFalse();
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(Arrays.mismatch(receive(expected.length), expected)).isEqualTo(-1);
        assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(all.refCnt()).as("no piece is held any more").isOne();
        all.release();
    }

    /** A socket takes some tens of kilobytes at once: the call ends in the first span or in the second. */
    @ParameterizedTest
    @CsvSource({"1000, 2000", "1000, 8000000", "8000000, 1000"})
    void losesNothingWhereverTheSocketIsFull(int firstBytes, int secondBytes) throws Exception {
        Connection connection = connect(Way.EPOLL_STRAIGHT);
        byte[] expected = bytes(firstBytes + secondBytes);
        ByteBuf first = direct(Arrays.copyOf(expected, firstBytes));
        ByteBuf second = direct(Arrays.copyOfRange(expected, firstBytes, expected.length));
        boolean all = connection
                .channel()
                .eventLoop()
                .submit(() -> connection.output().send(first, 0, firstBytes, second, secondBytes))
                .get(10, TimeUnit.SECONDS);
        assertThat(all).isEqualTo(expected.length < PIECE);
        assertThat(Arrays.mismatch(receive(expected.length), expected)).isEqualTo(-1);
        first.release();
        second.release();
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsPlaceBehindWhatWasWrittenToTheChannel(Way way) throws Exception {
        Connection connection = connect(way);
        Channel channel = connection.channel();
        ChannelOutput output = connection.output();
        byte[] expected = bytes(4 * PIECE);
        ByteBuf own = direct(Arrays.copyOf(expected, 3 * PIECE));
        ByteBuf block = direct(Arrays.copyOfRange(expected, 3 * PIECE, 4 * PIECE));
        channel.eventLoop()
                .submit(() -> {
                    channel.writeAndFlush(own.retainedDuplicate());
                    output.send(block, 0, PIECE);
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(Arrays.mismatch(receive(expected.length), expected)).isEqualTo(-1);
        own.release();
        block.release();
    }

    @ParameterizedTest
    @EnumSource
    void takesNothingOnceTheChannelIsClosed(Way way) throws Exception {
        Connection connection = connect(way);
        Channel channel = connection.channel();
        ChannelOutput output = connection.output();
        channel.close().get(10, TimeUnit.SECONDS);
        ByteBuf bytes = direct(bytes(PIECE));
        channel.eventLoop()
                .submit(() -> {
                    assertThat(output.isWritable()).isFalse();
                    assertThat(output.send(bytes, 0, PIECE)).isFalse();
                    assertThat(output.pendingBytes()).isZero();
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(bytes.refCnt()).isOne();
        assertThat(drained.getCount()).isOne();
        bytes.release();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatIsGoneClosesTheChannel(Way way) throws Exception {
        Connection connection = connect(way);
        Channel channel = connection.channel();
        ChannelOutput output = connection.output();
        peer.setSoLinger(true, 0);
        peer.close();
        ByteBuf bytes = direct(bytes(PIECE));
        for (int i = 0; i < 1_000 && channel.isOpen(); i++) {
            channel.eventLoop()
                    .submit(() -> {
                        output.send(bytes, 0, PIECE);
                    })
                    .get(10, TimeUnit.SECONDS);
        }
        assertThat(channel.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
        // A channel that closes gives up what waits in it after it has told that it is closed.
        channel.eventLoop().submit(() -> {}).get(10, TimeUnit.SECONDS);
        assertThat(failure.get())
                .satisfiesAnyOf(
                        cause -> assertThat(cause).isNull(),
                        cause -> assertThat(cause).isInstanceOf(IOException.class));
        assertThat(bytes.refCnt()).isOne();
        bytes.release();
    }
}
