package org.example.consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.TagType;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpClientHandler;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that records what is published to it as FLV, and a client that publishes to it, over a socket. */
final class Recording {
    private static final int MESSAGES = 50;

    private final ByteBuf file = Unpooled.buffer();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Recording() {}

    static void run() throws Exception {
        Recording example = new Recording();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            int port = example.listen(group);
            new RtmpClient(group, NioSocketChannel.class)
                    .publish(RtmpUrl.parse("rtmp://127.0.0.1:" + port + "/live/demo"), Recording::publish);
            example.ended.get(20, TimeUnit.SECONDS);
            Main.require(example.tags() == MESSAGES, "messages were lost");
        } finally {
            group.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).sync();
        }
    }

    private int listen(EventLoopGroup group) throws InterruptedException {
        new FlvHeader(true, true).write(file);
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
                        channel.pipeline().addLast(new RtmpServerHandler(session, Recording.this::serve));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private void serve(ServerEvent event, RtmpServerHandler connection) {
        if (event instanceof ServerEvent.ConnectRequested) {
            connection.session().acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested asked) {
            connection.session().acceptPublish(asked.messageStreamId());
        } else if (event instanceof ServerEvent.MediaReceived received) {
            MediaMessage message = received.message();
            FlvTagWriter.write(TagType.of(message.kind().code()), message.timestampMillis(), message.body(), file);
            message.body().release();
        } else if (event instanceof ServerEvent.StreamClosed) {
            ended.complete(null);
        }
    }

    private static void publish(ClientEvent event, RtmpClientHandler connection) {
        if (event instanceof ClientEvent.PublishStarted started) {
            ChunkWriter writer = new ChunkWriter(connection.session().outgoingChunkSize());
            ByteBuf out = Unpooled.buffer();
            for (int i = 0; i < MESSAGES; i++) {
                ByteBuf body = Unpooled.buffer().writeByte(0xAF).writeByte(1).writeZero(i);
                writer.write(new MediaMessage(MediaKind.AUDIO, started.messageStreamId(), 23 * i, body), out);
            }
            connection.channel().writeAndFlush(out);
            connection.session().unpublish();
            connection.flushSession();
        } else if (event instanceof ClientEvent.StatusReceived) {
            connection.closeAfterFlush();
        }
    }

    private int tags() throws FlvException {
        FlvTagReader reader = new FlvTagReader(1 << 20);
        int tags = 0;
        for (FlvTag tag; (tag = reader.read(file)) != null; ) {
            tag.body().release();
            tags++;
        }
        file.release();
        return tags;
    }
}
