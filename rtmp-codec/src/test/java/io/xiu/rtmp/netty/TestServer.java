package io.xiu.rtmp.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A server on a port of this machine that takes any publish but that of "taken", and writes down what it gets. A stream
 * named "short" it ends after its first message, one named "stuck" it doesn't read.
 */
final class TestServer implements RtmpServerHandler.Listener, AutoCloseable {
    /** Small, so that a client whose server doesn't read notices soon. */
    private static final int RECEIVE_BUFFER = 64 << 10;

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private final Channel listening;
    private String name = "";

    TestServer(EventLoopGroup group, @Nullable SslContext tls) throws InterruptedException {
        listening = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
                        channel.pipeline().addLast(new RtmpServerHandler(session, TestServer.this));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void event(ServerEvent event, RtmpServerHandler connection) {
        ServerSession session = connection.session();
        if (event instanceof ServerEvent.ConnectRequested requested) {
            heard.add("connect " + requested.request().tcUrl());
            session.acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested requested) {
            name = requested.name().name();
            if (name.equals("taken")) {
                session.rejectPublish(requested.messageStreamId(), "NetStream.Publish.BadName", "in use");
                connection.closeAfterFlush();
            } else {
                session.acceptPublish(requested.messageStreamId());
                connection.channel().config().setAutoRead(!name.equals("stuck"));
            }
        } else if (event instanceof ServerEvent.MediaReceived received) {
            MediaMessage message = received.message();
            heard.add(message.kind() + " " + message.timestampMillis() + " "
                    + message.body().readableBytes());
            message.body().release();
            if (name.equals("short")) {
                connection.closeAfterFlush();
            }
        } else if (event instanceof ServerEvent.StreamClosed) {
            heard.add("unpublished");
        }
    }

    @Override
    public void closed() {
        heard.add("closed");
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
    }
}
