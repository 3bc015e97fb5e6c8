package io.xiu.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.relay.Hub;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.link.Loops;
import io.xiu.relay.link.NodeId;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.Command;
import io.xiu.server.SessionIds;
import io.xiu.server.memory.MadeUpMemory;
import io.xiu.server.memory.MemoryWatchdog;
import io.xiu.server.testing.Logged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How connections end, above all those that do nothing: on no socket, with a clock moved by hand. */
class RtmpConnectionTest {
    private static final int HANDSHAKE_BYTES = 1_536;
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    private final Hub hub = new Hub(RelaySettings.DEFAULT, ByteBufAllocator.DEFAULT);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ChunkWriter writer = new ChunkWriter(128);
    private final Logged log = new Logged(RtmpConnection.class);

    @BeforeEach
    void connect() {
        MemoryWatchdog watchdog = new MemoryWatchdog(new MadeUpMemory(), 85, hub);
        RtmpService service = new RtmpService(hub, new Loops(), new SessionIds(), new NodeId("test"), watchdog);
        channel.freezeTime();
        channel.pipeline().addLast(service.handler(channel));
        channel.writeInbound(Unpooled.buffer().writeByte(3).writeZero(HANDSHAKE_BYTES));
        byte[] answer = received();
        channel.writeInbound(Unpooled.buffer().writeBytes(answer, 1, HANDSHAKE_BYTES));
        say(0, "connect", 1, AmfObject.of("app", "live", "tcUrl", "rtmp://localhost/live"));
        say(0, "createStream", 2, AmfNull.INSTANCE);
        say(0, "createStream", 3, AmfNull.INSTANCE);
    }

    @AfterEach
    void disconnect() {
        channel.close();
        hub.endAll();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
        log.close();
    }

    private void say(int messageStreamId, String name, double transactionId, Object... arguments) {
        List<AmfValue> values = new ArrayList<>();
        for (Object argument : arguments) {
            values.add(AmfValue.of(argument));
        }
        ByteBuf bytes = Unpooled.buffer();
        writer.write(new Command(messageStreamId, name, transactionId, values), bytes);
        channel.writeInbound(bytes);
    }

    private byte[] received() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf out; (out = channel.readOutbound()) != null; ) {
            all.writeBytes(out);
            out.release();
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private void publish(int messageStreamId) {
        say(messageStreamId, "publish", 0, AmfNull.INSTANCE, "name", "live");
        assertThat(new String(received(), StandardCharsets.ISO_8859_1)).contains("NetStream.Publish.Start");
    }

    private void closeStream(int messageStreamId) {
        say(messageStreamId, "closeStream", 0, AmfNull.INSTANCE);
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private void assertClosedAfterFifteenSeconds() {
        pass(14_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).containsExactly("INFO closed : it neither publishes nor plays");
    }

    @Test
    void whoPublishesNoMoreIsClosedAfterAWhile() {
        publish(FIRST);
        pass(5_000);
        closeStream(FIRST);
        assertClosedAfterFifteenSeconds();
    }

    @Test
    void whoPublishesAgainStays() {
        publish(FIRST);
        closeStream(FIRST);
        pass(14_999);
        publish(FIRST);
        pass(2);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theWhileBeginsAnewEachTime() {
        publish(FIRST);
        closeStream(FIRST);
        pass(10_000);
        publish(FIRST);
        closeStream(FIRST);
        assertClosedAfterFifteenSeconds();
    }

    @Test
    void toSayWhichTracksAreWantedIsNoUse() {
        publish(FIRST);
        closeStream(FIRST);
        say(FIRST, "receiveVideo", 0, AmfNull.INSTANCE, false);
        assertClosedAfterFifteenSeconds();
    }

    @Test
    void norIsItOnAnotherMessageStream() {
        say(SECOND, "receiveAudio", 0, AmfNull.INSTANCE, false);
        publish(FIRST);
        closeStream(FIRST);
        assertClosedAfterFifteenSeconds();
    }

    @Test
    void aDefectIsALine() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("a defect made by a test"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).containsExactly("ERROR closed  after a defect of this server");
    }

    @Test
    void aLostConnectionIsNoLine() {
        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whoHasLeftIsNotToldOf() {
        publish(FIRST);
        closeStream(FIRST);
        publish(FIRST);
        closeStream(FIRST);
        channel.close();
        pass(20_000);
        assertThat(log.lines()).isEmpty();
    }
}
