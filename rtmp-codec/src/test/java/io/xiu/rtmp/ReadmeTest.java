package io.xiu.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpPublisher;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.testing.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the code of README.md. */
@Timeout(60)
class ReadmeTest {
    @Test
    void showsTheCodeThatIsRunHere() throws IOException {
        for (int block = 0; block < 2; block++) {
            assertThat(Readme.shown(Path.of("README.md"), block))
                    .isEqualTo(Readme.run(Path.of("src/test/java/io/xiu/rtmp/ReadmeTest.java"), block))
                    .hasSizeBetween(5, 20);
        }
    }

    @Test
    void itsServerHearsItsPublisher() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
        try {
            serve(group, port, new PrintStream(printed, true, StandardCharsets.UTF_8));
            publish(group, port, new byte[100]);
        } finally {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("kind=VIDEO, messageStreamId=1, timestampMillis=40");
    }

    private static void serve(EventLoopGroup group, int port, PrintStream out) throws InterruptedException {
        // README
        RtmpServerHandler.Listener listener = (event, connection) -> {
            ServerSession session = connection.session();
            if (event instanceof ServerEvent.ConnectRequested) {
                session.acceptConnect(AmfObject.EMPTY);
            } else if (event instanceof ServerEvent.PublishRequested request) {
                session.acceptPublish(request.messageStreamId());
            } else if (event instanceof ServerEvent.MediaReceived media) {
                out.println(media.message());
                media.message().body().release();
            }
        };
        ServerBootstrap server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class);
        server.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
                channel.pipeline().addLast(new RtmpServerHandler(session, listener));
            }
        });
        server.bind(port).sync();
        // end of README
    }

    private static void publish(EventLoopGroup group, int port, byte[] tagBody) throws Exception {
        // README
        RtmpClient client = new RtmpClient(group, NioSocketChannel.class);
        RtmpUrl url = RtmpUrl.parse("rtmp://localhost:" + port + "/live/demo");
        RtmpPublisher publisher = client.publish(url).get();
        publisher.send(MediaKind.VIDEO, 40, Unpooled.wrappedBuffer(tagBody));
        publisher.close().get();
        // end of README
    }
}
