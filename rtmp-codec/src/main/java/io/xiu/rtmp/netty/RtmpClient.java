package io.xiu.rtmp.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Publishes and plays streams over an event loop group.
 *
 * <pre>{@code
 * RtmpClient client = new RtmpClient(group, NioSocketChannel.class);
 * client.play(RtmpUrl.parse("rtmp://localhost/live/demo"), (event, connection) -> {
 *     if (event instanceof ClientEvent.MediaReceived media) {
 *         show(media.message());
 *         media.message().body().release();
 *     }
 * });
 * }</pre>
 *
 * <p>Immutable, and free for use by any thread; listeners are called on the connection's event loop. A connection that
 * can't be made fails its future, and its listener hears only {@code closed}.
 */
public final class RtmpClient {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    private final EventLoopGroup group;
    private final Class<? extends Channel> channelType;
    private final UnaryOperator<ClientSettings> settings;
    private final @Nullable SslContext tls;

    /**
     * Makes a client for plain RTMP.
     *
     * @param group whose loops carry the connections
     * @param channelType a socket channel that fits the group
     */
    public RtmpClient(EventLoopGroup group, Class<? extends Channel> channelType) {
        this(group, channelType, UnaryOperator.identity(), null);
    }

    private RtmpClient(
            EventLoopGroup group,
            Class<? extends Channel> channelType,
            UnaryOperator<ClientSettings> settings,
            @Nullable SslContext tls) {
        this.group = group;
        this.channelType = channelType;
        this.settings = settings;
        this.tls = tls;
    }

    /** The same client, able to use URLs with {@code rtmps}; needs {@code netty-handler}. */
    @SuppressWarnings("exports") // whoever has no netty-handler can do without this method
    public RtmpClient withTls(SslContext context) {
        return new RtmpClient(group, channelType, settings, context);
    }

    /** The same client, which changes what {@link ClientSettings#of} gives for each URL. */
    public RtmpClient withSettings(UnaryOperator<ClientSettings> change) {
        return new RtmpClient(group, channelType, change, tls);
    }

    /**
     * Plays a stream.
     *
     * @return the connection being made
     * @throws IllegalArgumentException if the URL needs TLS and the client has none
     */
    public ChannelFuture play(RtmpUrl url, RtmpClientHandler.Listener listener) {
        ClientSession session = session(url);
        session.play(url.stream());
        return connect(url, session, listener);
    }

    /**
     * Publishes a stream; media may be sent after {@link io.xiu.rtmp.session.ClientEvent.PublishStarted}.
     *
     * @return the connection being made
     * @throws IllegalArgumentException if the URL needs TLS and the client has none
     */
    public ChannelFuture publish(RtmpUrl url, RtmpClientHandler.Listener listener) {
        ClientSession session = session(url);
        session.publish(url.stream());
        return connect(url, session, listener);
    }

    /**
     * Publishes a stream.
     *
     * @return done when media may be sent; fails with an {@link RtmpRefusedException} if the server refuses, an {@link
     *     io.xiu.rtmp.RtmpException} if it breaks the protocol or takes too long, or an {@link java.io.IOException}
     * @throws IllegalArgumentException if the URL needs TLS and the client has none
     */
    public CompletableFuture<RtmpPublisher> publish(RtmpUrl url) {
        PublisherListener listener = new PublisherListener();
        publish(url, listener).addListener(made -> listener.connected(made.cause()));
        return listener.opened();
    }

    private ClientSession session(RtmpUrl url) {
        return new ClientSession(settings.apply(ClientSettings.of(url.app(), url.tcUrl())), new SecureRandom());
    }

    private ChannelFuture connect(RtmpUrl url, ClientSession session, RtmpClientHandler.Listener listener) {
        SslContext context = url.tls() ? tls : null;
        if (url.tls() && context == null) {
            throw new IllegalArgumentException("this client has no TLS: " + url);
        }
        return new Bootstrap()
                .group(group)
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (context != null) {
                            channel.pipeline().addLast(context.newHandler(channel.alloc(), url.host(), url.port()));
                        }
                        channel.pipeline().addLast(new RtmpClientHandler(session, listener));
                    }
                })
                .connect(url.host(), url.port());
    }
}
