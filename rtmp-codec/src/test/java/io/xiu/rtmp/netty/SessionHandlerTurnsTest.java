package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What reaches a handler amid its own work, while its owner decides, and once it has ended. */
class SessionHandlerTurnsTest {
    private static final Command CONNECT = new Command(0, "connect", 1, List.of(AmfObject.of("app", "live")));
    private static final Command CREATE_STREAM = new Command(0, "createStream", 2, List.of(AmfNull.INSTANCE));

    private final List<String> log = new ArrayList<>();
    private final ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
    private final RtmpServerHandler handler = new RtmpServerHandler(session, new Owner());
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private Runnable atConnect = () -> {};

    private final class Owner implements RtmpServerHandler.Listener {
        @Override
        public void event(ServerEvent event, RtmpServerHandler connection) {
            log.add(event.getClass().getSimpleName());
            if (event instanceof ServerEvent.ConnectRequested) {
                atConnect.run();
                log.add("connect handled");
            }
        }

        @Override
        public void failed(Throwable cause) {
            log.add("failed " + cause.getMessage());
        }

        @Override
        public void closed() {
            log.add("closed");
        }
    }

    /** A channel that stays open for a while when it's closed, as one behind TLS does. */
    private static final class Lingering extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {}
    }

    /** What happens when a handler writes. */
    private abstract static class AtWrite extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            run(ctx);
        }

        abstract void run(ChannelHandlerContext ctx);
    }

    @BeforeEach
    void addHandler() {
        channel.freezeTime();
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void close() {
        if (channel.pipeline().get(Lingering.class) != null) {
            channel.pipeline().remove(Lingering.class);
        }
        channel.finishAndReleaseAll();
        assertThat(log).containsOnlyOnce("closed");
    }

    @Test
    void readsWhatComesAmidAnEventBehindIt() throws RtmpException {
        ByteBuf more = commands(CREATE_STREAM, publish());
        atConnect = () -> {
            session.acceptConnect(AmfObject.EMPTY);
            channel.writeInbound(more);
        };
        shakeHands();
        channel.writeInbound(commands(CONNECT));

        assertThat(log).containsExactly("ConnectRequested", "connect handled", "PublishRequested");
        assertThat(more.refCnt()).isZero();
    }

    @Test
    void readsNoMoreWhenItIsTakenOutAmidAnEvent() throws RtmpException {
        ByteBuf input = commands(CONNECT, CREATE_STREAM, publish());
        atConnect = () -> {
            session.acceptConnect(AmfObject.EMPTY);
            channel.pipeline().remove(handler);
        };
        shakeHands();
        channel.writeInbound(input);

        assertThat(log).containsExactly("ConnectRequested", "closed", "connect handled");
        assertThat(input.refCnt()).isZero();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void gathersWhatComesUntilItsOwnerHasDecided() throws RtmpException {
        ByteBuf first = commands(CONNECT, CREATE_STREAM);
        ByteBuf second = commands(publish());
        shakeHands();
        channel.writeInbound(first);
        handler.flushSession();
        channel.writeInbound(second);
        handler.flushSession();
        assertThat(log).containsExactly("ConnectRequested", "connect handled");
        assertThat(channel.config().isAutoRead()).isFalse();

        session.acceptConnect(AmfObject.EMPTY);
        handler.flushSession();
        assertThat(log).containsExactly("ConnectRequested", "connect handled", "PublishRequested");
        assertThat(first.refCnt() + second.refCnt()).isZero();
    }

    @Test
    void goesOnWithNothingHeldBack() throws RtmpException {
        shakeHands();
        channel.writeInbound(commands(CONNECT));
        session.acceptConnect(AmfObject.EMPTY);
        handler.flushSession();
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.writeInbound(commands(CREATE_STREAM, publish()));

        assertThat(log).endsWith("PublishRequested");
    }

    @Test
    void hasNothingToSayOnceItHasFailed() {
        channel.pipeline().addFirst(new Lingering());
        channel.pipeline().fireExceptionCaught(new IOException("reset"));
        session.ping(1);
        handler.flushSession();
        handler.closeAfterFlush();
        channel.pipeline().fireChannelReadComplete();
        channel.advanceTimeBy(1, TimeUnit.HOURS);
        channel.runScheduledPendingTasks();

        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(log).containsExactly("failed reset");
    }

    @Test
    void hasNothingToSayOnceItsChannelIsClosed() {
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                session.ping(1);
                ctx.fireChannelInactive();
                ctx.fireChannelReadComplete();
                handler.flushSession();
                handler.closeAfterFlush();
            }
        });
        channel.close();
        channel.runPendingTasks();

        assertThat(channel.outboundMessages()).isEmpty();
        assertThat(log).containsExactly("closed");
    }

    @Test
    void armsNoDeadlineIfItsFirstBytesEndIt() {
        try (Opening failed = new Opening(new AtWrite() {
            @Override
            void run(ChannelHandlerContext ctx) {
                ctx.fireExceptionCaught(new IOException("reset"));
            }
        })) {
            assertThat(failed.log).containsExactly("failed reset");
            assertThat(failed.channel.runScheduledPendingTasks()).isEqualTo(-1);
        }
        try (Opening removed = new Opening(new AtWrite() {
            @Override
            void run(ChannelHandlerContext ctx) {
                ctx.pipeline().removeLast();
            }
        })) {
            assertThat(removed.log).containsExactly("closed");
            assertThat(removed.channel.runScheduledPendingTasks()).isEqualTo(-1);
        }
    }

    /** A client's handler that opens its dialogue behind another. */
    private static final class Opening implements AutoCloseable {
        private final List<String> log = new ArrayList<>();
        private final EmbeddedChannel channel = new EmbeddedChannel();

        Opening(AtWrite front) {
            channel.freezeTime();
            ClientSession client = new ClientSession(ClientSettings.of("live", "rtmp://host/live"), new Random(1));
            RtmpClientHandler opening = new RtmpClientHandler(client, new RtmpClientHandler.Listener() {
                @Override
                public void event(ClientEvent event, RtmpClientHandler connection) {}

                @Override
                public void failed(Throwable cause) {
                    log.add("failed " + cause.getMessage());
                }

                @Override
                public void closed() {
                    log.add("closed");
                }
            });
            channel.pipeline().addLast(new Lingering(), front, opening);
        }

        @Override
        public void close() {
            channel.pipeline().remove(Lingering.class);
            channel.finishAndReleaseAll();
            assertThat(log).containsOnlyOnce("closed");
        }
    }

    private static Command publish() {
        return new Command(1, "publish", 3, List.of(AmfNull.INSTANCE, new AmfString("demo")));
    }

    private static ByteBuf commands(Command... commands) {
        ByteBuf out = Unpooled.buffer();
        ChunkWriter writer = new ChunkWriter(128);
        for (Command command : commands) {
            writer.write(command, out);
        }
        return out;
    }

    private void shakeHands() throws RtmpException {
        ClientHandshake handshake = new ClientHandshake(new Random(2), false);
        ByteBuf first = Unpooled.buffer();
        handshake.start(first);
        channel.writeInbound(first);
        ByteBuf answer = channel.readOutbound();
        ByteBuf second = Unpooled.buffer();
        assertThat(handshake.read(answer, second)).isTrue();
        answer.release();
        channel.writeInbound(second);
    }
}
