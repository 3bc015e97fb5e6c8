package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client and server over real sockets of this machine. */
@Timeout(60)
class RtmpClientTest {
    private static final int FRAMES = 200;
    private static final int FRAME_BYTES = 100_000;

    private static EventLoopGroup group;
    private static Channel server;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @BeforeAll
    static void listen() throws InterruptedException {
        group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random());
                        channel.pipeline().addLast(new RtmpServerHandler(session, RtmpClientTest::serve));
                    }
                });
        server = bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        server.close().sync();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
    }

    @Test
    void playsUntilTheServerEndsTheStream() throws InterruptedException {
        client().play(url("demo"), new Listener());

        assertThat(heard.take()).startsWith("Connected");
        assertThat(heard.take()).contains("Play.Reset");
        assertThat(heard.take()).startsWith("PlayStarted");
        for (int i = 0; i < FRAMES; i++) {
            assertThat(heard.take()).isEqualTo("VIDEO " + i + " " + FRAME_BYTES);
        }
        assertThat(heard.take()).startsWith("StreamEnded");
        assertThat(heard.take()).contains("UnpublishNotify");
        assertThat(heard.take()).isEqualTo("closed");
    }

    /** The publisher sends all the time, so bytes arrive after the server has closed its side. */
    @Test
    void hearsWhyItIsRefusedThoughItKeepsSending() throws InterruptedException {
        client().publish(url("taken"), new Listener() {
            @Override
            public void event(ClientEvent event, RtmpClientHandler connection) {
                super.event(event, connection);
                if (event instanceof ClientEvent.Connected) {
                    sendOn(connection);
                }
            }

            private void sendOn(RtmpClientHandler connection) {
                if (connection.channel().isActive()) {
                    connection
                            .channel()
                            .writeAndFlush(frame(connection.session().outgoingChunkSize(), 0, 10_000));
                    connection.channel().eventLoop().schedule(() -> sendOn(connection), 1, TimeUnit.MILLISECONDS);
                }
            }
        });

        assertThat(heard.take()).startsWith("Connected");
        assertThat(heard.take()).isEqualTo("PublishRejected[code=NetStream.Publish.BadName, description=in use]");
        assertThat(heard.take()).isEqualTo("closed");
    }

    @Test
    void publishesAndUnpublishes() throws InterruptedException {
        client().publish(url("demo"), new Listener() {
            @Override
            public void event(ClientEvent event, RtmpClientHandler connection) {
                super.event(event, connection);
                if (event instanceof ClientEvent.PublishStarted) {
                    connection
                            .channel()
                            .writeAndFlush(frame(connection.session().outgoingChunkSize(), 0, 10_000));
                    connection.session().unpublish();
                    connection.flushSession();
                } else if (event instanceof ClientEvent.StatusReceived) {
                    connection.closeAfterFlush();
                }
            }
        });

        assertThat(heard.take()).startsWith("Connected");
        assertThat(heard.take()).startsWith("PublishStarted");
        assertThat(heard.take()).contains("NetStream.Unpublish.Success");
        assertThat(heard.take()).isEqualTo("closed");
    }

    @Test
    void connectsAsItsSettingsSay() throws InterruptedException {
        RtmpClient changed = client().withSettings(settings -> {
            heard.add(settings.tcUrl());
            return settings.withExtraConnectProperties(AmfObject.of("unwanted", 1));
        });
        changed.play(url("demo"), new Listener());

        assertThat(heard.take()).isEqualTo(url("demo").tcUrl());
        assertThat(heard.take()).startsWith("ConnectRejected").contains("not wanted");
        assertThat(heard.take()).isEqualTo("closed");
    }

    @Test
    void failsItsFutureWhereNobodyListens() throws Exception {
        try (Socket taken = new Socket()) {
            // Bound and never listening: the port can neither be another's nor the client's own.
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            RtmpUrl url = RtmpUrl.parse("rtmp://127.0.0.1:" + taken.getLocalPort() + "/live/demo");

            ChannelFuture future = client().play(url, new Listener());
            assertThat(future.await().isSuccess()).isFalse();
            assertThat(heard.take()).isEqualTo("closed");
        }
    }

    @Test
    void needsTlsForAUrlThatAsksForIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client().play(RtmpUrl.parse("rtmps://localhost/live/demo?secret"), new Listener()))
                .withMessageNotContaining("secret");
    }

    private class Listener implements RtmpClientHandler.Listener {
        @Override
        public void event(ClientEvent event, RtmpClientHandler connection) {
            if (event instanceof ClientEvent.MediaReceived received) {
                MediaMessage media = received.message();
                heard.add(media.kind() + " " + media.timestampMillis() + " "
                        + media.body().readableBytes());
                media.body().release();
            } else {
                heard.add(event.toString());
            }
        }

        @Override
        public void failed(Throwable cause) {
            heard.add("failed " + cause);
        }

        @Override
        public void closed() {
            heard.add("closed");
        }
    }

    private static void serve(ServerEvent event, RtmpServerHandler connection) {
        ServerSession session = connection.session();
        if (event instanceof ServerEvent.ConnectRequested connect
                && connect.request().properties().get("unwanted") != null) {
            session.rejectConnect("not wanted");
            connection.closeAfterFlush();
        } else if (event instanceof ServerEvent.ConnectRequested) {
            session.acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested request
                && request.name().name().equals("taken")) {
            session.rejectPublish(request.messageStreamId(), "NetStream.Publish.BadName", "in use");
            connection.closeAfterFlush();
        } else if (event instanceof ServerEvent.PublishRequested request) {
            session.acceptPublish(request.messageStreamId());
        } else if (event instanceof ServerEvent.PlayRequested request) {
            session.acceptPlay(request.messageStreamId());
            connection.flushSession();
            for (int i = 0; i < FRAMES; i++) {
                connection.channel().write(frame(session.outgoingChunkSize(), i, FRAME_BYTES));
            }
            session.endPlay(request.messageStreamId());
            connection.closeAfterFlush();
        } else if (event instanceof ServerEvent.MediaReceived media) {
            media.message().body().release();
        }
    }

    private static ByteBuf frame(int chunkSize, int timestampMillis, int bytes) {
        ByteBuf out = Unpooled.buffer();
        ByteBuf body = Unpooled.buffer(bytes).writeZero(bytes);
        new ChunkWriter(chunkSize).write(new MediaMessage(MediaKind.VIDEO, 1, timestampMillis, body), out);
        return out;
    }

    private static RtmpClient client() {
        return new RtmpClient(group, NioSocketChannel.class);
    }

    private static RtmpUrl url(String name) {
        return RtmpUrl.parse("rtmp://localhost:" + port(server) + "/live/" + name);
    }

    private static int port(Channel listening) {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }
}
