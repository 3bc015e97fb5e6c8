package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.util.ReferenceCountUtil;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a connection ends, and what a handler does with what comes at the wrong time. */
class SessionHandlerTest {
    private final List<String> log = new ArrayList<>();
    private final ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
    private final RtmpServerHandler handler = new RtmpServerHandler(session, new Owner());
    private final EmbeddedChannel channel = new EmbeddedChannel();

    /** Decides nothing. */
    private final class Owner implements RtmpServerHandler.Listener {
        @Override
        public void event(ServerEvent event, RtmpServerHandler connection) {
            log.add(event.getClass().getSimpleName());
        }

        @Override
        public void failed(Throwable cause) {
            log.add("failed " + (cause instanceof RtmpException e ? e.reason() : cause));
        }

        @Override
        public void closed() {
            log.add("closed");
        }
    }

    /** A peer that takes nothing any more: no write is ever done. */
    private static final class Stuck extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }
    }

    @BeforeEach
    void addHandler() {
        channel.freezeTime();
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void releaseBuffers() {
        channel.finishAndReleaseAll();
        assertThat(log).last().isEqualTo("closed");
        assertThat(log).containsOnlyOnce("closed");
    }

    @Test
    void isOfNoUseOutsideOfAPipeline() {
        ServerSession other = new ServerSession(ServerSettings.DEFAULT, new Random(1));
        RtmpServerHandler unused = new RtmpServerHandler(other, new Owner());
        assertThatIllegalStateException().isThrownBy(unused::channel).withMessage("the handler isn't in a pipeline");
        assertThatIllegalStateException().isThrownBy(unused::flushSession);
        other.release();
    }

    @Test
    void throwsAwayWhatIsNoBuffer() {
        DefaultByteBufHolder holder =
                new DefaultByteBufHolder(Unpooled.buffer(1).writeByte(3));
        channel.writeInbound(holder, "text");
        assertThat(holder.refCnt()).isZero();
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void givesAPeerThatTakesNothingFiveSecondsForItsLastBytes() {
        channel.pipeline().addFirst(new Stuck());
        handler.closeAfterFlush();
        pass(4_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log).containsExactly("closed");
    }

    @Test
    void givesAPeerThatBreaksTheProtocolOneSecondAndHearsItNoMore() {
        channel.pipeline().addFirst(new Stuck());
        channel.writeInbound(Unpooled.buffer(1).writeByte('G'));
        assertThat(log).containsExactly("failed HS_VERSION");
        ByteBuf late = Unpooled.buffer(1).writeByte(3);
        channel.writeInbound(late);
        assertThat(late.refCnt()).isZero();
        pass(999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log).containsExactly("failed HS_VERSION", "closed");
    }

    @Test
    void reportsWhatIsInsideADecodersException() {
        channel.pipeline().fireExceptionCaught(new DecoderException(new IOException("no TLS")));
        assertThat(log).containsExactly("failed java.io.IOException: no TLS", "closed");
    }

    @Test
    void reportsADecodersOwnException() {
        channel.pipeline().fireExceptionCaught(new DecoderException("too long"));
        assertThat(log).containsExactly("failed io.netty.handler.codec.DecoderException: too long", "closed");
    }

    @Test
    void reportsOneFailureOnly() {
        channel.pipeline().addFirst(new Stuck());
        channel.writeInbound(Unpooled.buffer(1).writeByte(6));
        channel.pipeline().fireExceptionCaught(new IOException("reset"));
        assertThat(log).containsExactly("failed HS_VERSION", "closed");
    }

    /** As a decoder in front does it that finds a fault in its last bytes. */
    @Test
    void reportsNoFailureAfterTheEnd() {
        channel.pipeline().addFirst(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext ctx) {
                ctx.fireChannelInactive();
                ctx.fireExceptionCaught(new IOException("too late"));
            }
        });
        channel.close();
        assertThat(log).containsExactly("closed");
    }

    @Test
    void endsWhenItIsTakenOutOfItsPipeline() throws RtmpException {
        ByteBuf input = connectAndMore();
        assertThat(log).containsExactly("ConnectRequested");
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(input.refCnt()).isEqualTo(1);

        channel.pipeline().remove(handler);
        assertThat(input.refCnt()).isZero();
        assertThat(log).containsExactly("ConnectRequested", "closed");
    }

    @Test
    void forgetsWhatItHeldBackWhenItCloses() throws RtmpException {
        ByteBuf input = connectAndMore();
        session.rejectConnect("no");
        handler.closeAfterFlush();
        assertThat(input.refCnt()).isZero();
        ByteBuf last = channel.readOutbound();
        assertThat(last.toString(StandardCharsets.ISO_8859_1)).contains("NetConnection.Connect.Rejected");
        last.release();
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void goesOnWithWhatItHeldBack() throws RtmpException {
        ByteBuf input = connectAndMore();
        session.acceptConnect(AmfObject.EMPTY);
        handler.flushSession();
        assertThat(input.refCnt()).isZero();
        assertThat(channel.config().isAutoRead()).isTrue();
        ByteBuf answers = channel.readOutbound();
        assertThat(answers.toString(StandardCharsets.ISO_8859_1)).contains("NetConnection.Connect.Success");
        answers.release();
        assertThat(channel.outboundMessages()).as("all in one buffer").isEmpty();
    }

    /** Shakes hands, and sends a connect and a command behind it; gives the buffer of these two. */
    private ByteBuf connectAndMore() throws RtmpException {
        ClientHandshake handshake = new ClientHandshake(new Random(2), false);
        ByteBuf first = Unpooled.buffer();
        handshake.start(first);
        channel.writeInbound(first);
        ByteBuf answer = channel.readOutbound();
        ByteBuf second = Unpooled.buffer();
        assertThat(handshake.read(answer, second)).isTrue();
        answer.release();
        channel.writeInbound(second);

        ByteBuf commands = Unpooled.buffer();
        ChunkWriter writer = new ChunkWriter(128);
        writer.write(new Command(0, "connect", 1, List.of(AmfObject.of("app", "live"))), commands);
        writer.write(new Command(0, "createStream", 2, List.of(AmfNull.INSTANCE)), commands);
        channel.writeInbound(commands);
        return commands;
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
