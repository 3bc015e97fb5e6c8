package io.xiu.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xiu.server.config.TransportConfig;
import io.xiu.server.config.TransportConfig.Kind;
import io.xiu.server.testing.HeldPort;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class ListenerTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void acceptsConnectionsOfBothFamilies(Kind kind) throws Exception {
        Transport transport = transport(kind);
        try (HeldPort port = new HeldPort()) {
            Listener listener = Listener.open(transport, "test", port.number(), greeter());
            assertThat(listener.port()).isEqualTo(port.number());
            assertThat(greeting("127.0.0.1", listener.port())).isEqualTo('!');
            if (NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .anyMatch(Inet6Address.class::isInstance)) {
                assertThat(greeting("::1", listener.port())).isEqualTo('!');
            }
            listener.close().syncUninterruptibly();
            assertThatThrownBy(() -> greeting("127.0.0.1", listener.port())).isInstanceOf(IOException.class);
        } finally {
            transport.close().syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void namesAPortThatIsTaken(Kind kind) throws Exception {
        Transport transport = transport(kind);
        try (ServerSocket taken = new ServerSocket(0)) {
            assertThatThrownBy(() -> Listener.open(transport, "rtmp", taken.getLocalPort(), greeter()))
                    .isInstanceOfSatisfying(PortException.class, e -> {
                        assertThat(e).hasMessage("rtmp: port " + taken.getLocalPort() + " is taken");
                        assertThat(e.name()).isEqualTo("rtmp");
                        assertThat(e.port()).isEqualTo(taken.getLocalPort());
                        assertThat(e.reason()).isEqualTo(PortException.Reason.TAKEN);
                    });
        } finally {
            transport.close().syncUninterruptibly();
        }
    }

    @Test
    void aFailedAcceptPausesAndNeverEndsTheListener() {
        EmbeddedChannel channel = new EmbeddedChannel(new AcceptPause("test"));
        channel.freezeTime();
        for (int i = 0; i < 3; i++) {
            channel.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
            assertThat(channel.config().isAutoRead()).isFalse();
            channel.advanceTimeBy(999, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertThat(channel.config().isAutoRead()).isFalse();
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            assertThat(channel.config().isAutoRead()).isTrue();
            assertThat(channel.isOpen()).isTrue();
        }
        channel.checkException();
        channel.finishAndReleaseAll();
    }

    /** On the kind asked for, or the next best. */
    private static Transport transport(Kind kind) {
        return Transport.open(new TransportConfig(kind, 1), Transport.USER_TIMEOUT);
    }

    private static ChannelInitializer<Channel> greeter() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext ctx) {
                        ctx.writeAndFlush(Unpooled.buffer().writeByte('!')).addListener(ChannelFutureListener.CLOSE);
                    }
                });
            }
        };
    }

    private static int greeting(String address, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(address), port)) {
            return socket.getInputStream().read();
        }
    }
}
