package io.xiu.examples;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpPublisher;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.net.SocketAddress;
import java.security.SecureRandom;

/**
 * A server that accepts publishers and passes on what they send to another server, under the same name. A publisher is
 * accepted when the other server has accepted, is read no faster than the other server takes, and goes when it goes.
 */
final class ForwardPublish implements RtmpServerHandler.Listener {
    private final String application;
    private RtmpPublisher onward;

    private ForwardPublish(String application) {
        this.application = application;
    }

    /** @param application of the other server, {@code rtmp://host/app} for example */
    static ChannelFuture listen(EventLoopGroup group, SocketAddress address, String application) {
        ServerBootstrap server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class);
        server.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
                channel.pipeline().addLast(new RtmpServerHandler(session, new ForwardPublish(application)));
            }
        });
        return server.bind(address);
    }

    @Override
    public void event(ServerEvent event, RtmpServerHandler connection) {
        if (event instanceof ServerEvent.ConnectRequested) {
            connection.session().acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested request) {
            connect(request, connection);
        } else if (event instanceof ServerEvent.MediaReceived received) {
            send(received.message(), connection.channel());
        } else if (event instanceof ServerEvent.StreamClosed) {
            connection.closeAfterFlush();
        }
    }

    /** Both connections are carried by one event loop, so nothing here is used by two threads. */
    private void connect(ServerEvent.PublishRequested request, RtmpServerHandler connection) {
        RtmpUrl url = RtmpUrl.parse(application + '/' + request.name().text());
        RtmpClient client = new RtmpClient(connection.channel().eventLoop(), NioSocketChannel.class);
        client.publish(url).whenComplete((publisher, refusal) -> {
            onward = publisher;
            if (!connection.channel().isActive()) {
                closed();
            } else if (publisher == null) {
                String code = "NetStream.Publish.BadName";
                connection.session().rejectPublish(request.messageStreamId(), code, refusal.getMessage());
                connection.closeAfterFlush();
            } else {
                publisher.closed().whenComplete((done, failure) -> connection.closeAfterFlush());
                connection.session().acceptPublish(request.messageStreamId());
                connection.flushSession();
            }
        });
    }

    private void send(MediaMessage media, Channel from) {
        ChannelFuture sent = onward.send(media.kind(), media.timestampMillis(), media.body());
        if (!onward.isWritable()) {
            from.config().setAutoRead(false);
            sent.addListener(done -> from.config().setAutoRead(true));
        }
    }

    @Override
    public void closed() {
        if (onward != null) {
            onward.close();
        }
    }
}
