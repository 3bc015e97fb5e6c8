package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RtmpServerHandlerTest {
    private final ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
    private final Owner owner = new Owner();
    private final RtmpServerHandler handler = new RtmpServerHandler(session, owner);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChunkWriter writer = new ChunkWriter(128);

    @BeforeEach
    void addHandler() {
        channel.freezeTime();
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void releaseBuffers() {
        channel.finishAndReleaseAll();
        assertThat(owner.log).last().isEqualTo("closed");
        assertThat(owner.log).containsOnlyOnce("closed");
    }

    @Test
    void closesAPeerThatDoesNotFinishItsHandshakeInFiveSeconds() {
        for (int i = 0; i < 49; i++) {
            pass(100);
            channel.writeInbound(Unpooled.buffer(1).writeByte(3));
        }
        assertThat(channel.isOpen()).isTrue();

        pass(100);
        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.log).contains("failed HS_TIMEOUT");
    }

    @Test
    void closesAPeerThatDoesNotConnectInTenSeconds() throws RtmpException {
        pass(4_000);
        shakeHands();
        pass(5_999);
        assertThat(channel.isOpen()).isTrue();

        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.log).contains("failed HS_TIMEOUT");
    }

    @Test
    void closesAPeerThatStartsNothingInFifteenSeconds() throws RtmpException {
        shakeHands();
        command(0, "connect", 1, AmfObject.of("app", "live"));
        command(0, "createStream", 2, AmfNull.INSTANCE);
        pass(14_999);
        assertThat(channel.isOpen()).isTrue();

        pass(1);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void leavesAPeerThatPlaysInPeace() throws RtmpException {
        playing();
        pass(3_600_000);

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void writesAllRepliesToABatchInOneBuffer() throws RtmpException {
        shakeHands();
        ByteBuf batch = Unpooled.buffer();
        writer.write(new Command(0, "connect", 1, List.of(AmfObject.of("app", "live"))), batch);
        writer.write(new Command(0, "createStream", 2, List.of(AmfNull.INSTANCE)), batch);
        channel.writeInbound(batch);

        ByteBuf reply = channel.readOutbound();
        assertThat(reply.toString(StandardCharsets.ISO_8859_1)).contains("NetConnection.Connect.Success");
        reply.release();
        assertThat(channel.outboundMessages()).isEmpty();
    }

    @Test
    void keepsTheOrderOfRepliesAndMedia() throws RtmpException {
        owner.playing = connection -> {
            connection.flushSession();
            connection.channel().writeAndFlush(Unpooled.copiedBuffer("media", StandardCharsets.US_ASCII));
        };
        playing();

        assertThat(outbound())
                .satisfies(text -> assertThat(text.indexOf("NetStream.Play.Start"))
                        .isPositive()
                        .isLessThan(text.indexOf("media")));
    }

    @Test
    void stopsReadingWhileAPublishWaitsForItsAnswer() throws RtmpException {
        ChannelConfig config = channel.config();
        owner.decidesLater = true;
        connected();
        command(1, "publish", 3, AmfNull.INSTANCE, AmfValue.of("demo"));
        media("header");
        assertThat(config.isAutoRead()).isFalse();
        assertThat(owner.log).doesNotContain("header");

        session.acceptPublish(1);
        handler.flushSession();
        assertThat(config.isAutoRead()).isTrue();
        assertThat(owner.log).contains("header");
        assertThat(outbound()).contains("NetStream.Publish.Start");
    }

    @Test
    void tellsWhatWentWrongAndCloses() throws RtmpException {
        shakeHands();
        command(0, "publish", 3, AmfNull.INSTANCE, AmfValue.of("demo"));

        assertThat(owner.log).contains("failed CMD_STATE");
        assertThat(outbound()).contains("NetConnection.Call.Failed");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesAfterItsLastWords() throws RtmpException {
        playing();
        outbound();
        session.endPlay(1);
        handler.closeAfterFlush();
        handler.closeAfterFlush();
        handler.flushSession();

        assertThat(outbound()).contains("NetStream.Play.UnpublishNotify");
        assertThat(channel.isOpen()).isFalse();
        assertThat(owner.log).noneMatch(line -> line.startsWith("failed"));
    }

    @Test
    void survivesAnOwnerThatClosesAmidABatch() throws RtmpException {
        owner.playing = connection -> connection.channel().close();
        connected();
        ByteBuf batch = Unpooled.buffer();
        for (int i = 0; i < 3; i++) {
            writer.write(new Command(1, "play", 3, List.of(AmfNull.INSTANCE, AmfValue.of("demo"))), batch);
        }
        feed(batch);

        assertThat(batch.refCnt()).isZero();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void closesOnADefectOfItsOwner() throws RtmpException {
        owner.playing = connection -> {
            throw new IllegalStateException("a defect");
        };
        playing();

        assertThat(owner.log).contains("failed java.lang.IllegalStateException: a defect");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void reportsABrokenConnection() {
        channel.pipeline().fireExceptionCaught(new IOException("reset"));

        assertThat(owner.log).containsExactly("failed java.io.IOException: reset", "closed");
    }

    @Test
    void countsBytesAndPassesWritabilityOn() {
        channel.writeInbound(Unpooled.buffer(1).writeByte(3));
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        channel.runPendingTasks();

        assertThat(owner.log).containsExactly("received 1", "writable false");
    }

    @Test
    void keepsAnswersBackWhileTheChannelIsFull() throws RtmpException {
        playing();
        outbound();
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        command(0, "_checkbw", 9, AmfNull.INSTANCE);
        assertThat(channel.outboundMessages()).isEmpty();

        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        channel.runPendingTasks();
        assertThat(outbound()).contains("_result");
    }

    private static final class Owner implements RtmpServerHandler.Listener {
        final List<String> log = new ArrayList<>();
        boolean decidesLater;
        Consumer<RtmpServerHandler> playing = connection -> {};

        @Override
        public void event(ServerEvent event, RtmpServerHandler connection) {
            if (event instanceof ServerEvent.ConnectRequested) {
                connection.session().acceptConnect(AmfObject.EMPTY);
            } else if (event instanceof ServerEvent.PublishRequested request && !decidesLater) {
                connection.session().acceptPublish(request.messageStreamId());
            } else if (event instanceof ServerEvent.PlayRequested request) {
                connection.session().acceptPlay(request.messageStreamId());
                playing.accept(connection);
            } else if (event instanceof ServerEvent.MediaReceived media) {
                log.add(media.message().body().toString(StandardCharsets.US_ASCII));
                media.message().body().release();
            }
        }

        @Override
        public void bytesReceived(int bytes) {
            if (bytes < 10) {
                log.add("received " + bytes);
            }
        }

        @Override
        public void writabilityChanged(boolean writable) {
            log.add("writable " + writable);
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

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void shakeHands() throws RtmpException {
        ClientHandshake handshake = new ClientHandshake(new Random(2), true);
        ByteBuf first = Unpooled.buffer();
        handshake.start(first);
        channel.writeInbound(first);
        ByteBuf answer = channel.readOutbound();
        ByteBuf second = Unpooled.buffer();
        assertThat(handshake.read(answer, second)).isTrue();
        answer.release();
        channel.writeInbound(second);
    }

    private void connected() throws RtmpException {
        shakeHands();
        command(0, "connect", 1, AmfObject.of("app", "live"));
        command(0, "createStream", 2, AmfNull.INSTANCE);
    }

    private void playing() throws RtmpException {
        connected();
        command(1, "play", 3, AmfNull.INSTANCE, AmfValue.of("demo"));
    }

    private void command(int messageStreamId, String name, double transactionId, AmfValue... arguments) {
        ByteBuf bytes = Unpooled.buffer();
        writer.write(new Command(messageStreamId, name, transactionId, List.of(arguments)), bytes);
        feed(bytes);
    }

    private void media(String text) {
        ByteBuf bytes = Unpooled.buffer();
        ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        writer.write(new MediaMessage(MediaKind.VIDEO, 1, 0, body), bytes);
        feed(bytes);
    }

    /** As a socket does it, which doesn't mind a channel that is closed meanwhile. */
    private void feed(ByteBuf bytes) {
        channel.pipeline().fireChannelRead(bytes).fireChannelReadComplete();
        channel.runPendingTasks();
    }

    private String outbound() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; ) {
            text.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return text.toString();
    }
}
