package io.xiu.server.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpClientHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ClientEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongToIntFunction;
import java.util.stream.Stream;

/** A client that publishes or plays one stream over RTMP. */
final class RtmpPeer implements RtmpClientHandler.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    /** Without leak detection, which on two sides would take most of a test's time. */
    private static final ByteBufAllocator ALLOCATOR = new UnpooledByteBufAllocator(false, true);

    private final Recording recording = new Recording();
    private final LinkedBlockingQueue<ClientEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile RtmpClientHandler connection;
    private volatile int messageStreamId;

    private RtmpPeer() {}

    static RtmpPeer publish(EventLoopGroup group, String url) {
        RtmpPeer peer = new RtmpPeer();
        connect(new RtmpClient(group, NioSocketChannel.class).publish(RtmpUrl.parse(url), peer));
        return peer;
    }

    static RtmpPeer play(EventLoopGroup group, String url) {
        RtmpPeer peer = new RtmpPeer();
        connect(new RtmpClient(group, NioSocketChannel.class).play(RtmpUrl.parse(url), peer));
        return peer;
    }

    private static void connect(ChannelFuture connecting) {
        connecting.channel().config().setAllocator(ALLOCATOR);
        connecting.syncUninterruptibly();
    }

    @Override
    public void event(ClientEvent event, RtmpClientHandler from) {
        connection = from;
        if (event instanceof ClientEvent.MediaReceived received) {
            MediaMessage message = received.message();
            recording.add(message.kind(), message.timestampMillis(), message.body());
            return;
        }
        if (event instanceof ClientEvent.PublishStarted started) {
            messageStreamId = started.messageStreamId();
        } else if (event instanceof ClientEvent.PlayStarted started) {
            messageStreamId = started.messageStreamId();
        }
        events.add(event);
    }

    @Override
    public void closed() {
        closed.complete(null);
    }

    /** The next event of this type; those before it are passed over. */
    <E extends ClientEvent> E await(Class<E> type) {
        try {
            for (ClientEvent event; (event = events.poll(PATIENCE_SECONDS, SECONDS)) != null; ) {
                if (type.isInstance(event)) {
                    return type.cast(event);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no " + type.getSimpleName() + " came; " + (isOpen() ? "connected" : "closed"));
    }

    /** Blocks until the connection is gone. */
    void awaitClosed() {
        closed.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    Recording recording() {
        return recording;
    }

    /** Sends and releases messages in one go, each at its own time. */
    void send(List<Footage.Message> messages) {
        send(messages, millis -> (int) millis);
    }

    /** Sends and releases messages in one go; {@code timestamp} makes of the time since the beginning what is sent. */
    void send(List<Footage.Message> messages, LongToIntFunction timestamp) {
        RtmpClientHandler to = connection;
        ChunkWriter writer = new ChunkWriter(to.session().outgoingChunkSize());
        Channel channel = to.channel();
        ByteBuf out = channel.alloc().buffer();
        for (Footage.Message message : messages) {
            MediaKind kind = message.kind();
            writer.write(
                    kind == MediaKind.AUDIO ? 4 : 6,
                    kind.code(),
                    messageStreamId,
                    timestamp.applyAsInt(message.millis()),
                    message.body(),
                    out);
            message.body().release();
        }
        channel.writeAndFlush(out);
    }

    /** Sends a command of what it publishes or plays, with these values after the transaction id of 0. */
    void say(String name, Object... arguments) {
        List<AmfValue> values = Stream.of(arguments).map(AmfValue::of).toList();
        RtmpClientHandler to = connection;
        ByteBuf out = to.channel().alloc().buffer();
        new ChunkWriter(to.session().outgoingChunkSize()).write(new Command(messageStreamId, name, 0, values), out);
        to.channel().writeAndFlush(out);
    }

    /** Ends the publish and stays connected. */
    void unpublish() {
        RtmpClientHandler to = connection;
        to.channel().eventLoop().execute(() -> {
            to.session().unpublish();
            to.flushSession();
        });
    }

    /** Cuts the connection. */
    @Override
    public void close() {
        RtmpClientHandler to = connection;
        if (to != null) {
            to.channel().close().syncUninterruptibly();
        }
    }
}
