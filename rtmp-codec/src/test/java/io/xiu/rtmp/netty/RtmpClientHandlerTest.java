package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.rtmp.session.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client's handler opposite a server session that has no channel. */
class RtmpClientHandlerTest {
    private final ClientSession session =
            new ClientSession(ClientSettings.of("live", "rtmp://host/live"), new Random(1));
    private final ServerSession server = new ServerSession(ServerSettings.DEFAULT, new Random(2));
    private final List<String> log = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private boolean answering = true;

    @BeforeEach
    void addHandler() {
        channel.freezeTime();
        channel.pipeline().addLast(new RtmpClientHandler(session, new RtmpClientHandler.Listener() {
            @Override
            public void event(ClientEvent event, RtmpClientHandler connection) {
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
        }));
    }

    @AfterEach
    void releaseBuffers() {
        server.release();
        channel.finishAndReleaseAll();
        assertThat(log).last().isEqualTo("closed");
    }

    @Test
    void opensTheDialogueItself() throws RtmpException {
        session.publish(StreamName.of("demo"));
        converse();

        assertThat(log).containsExactly("Connected", "PublishStarted");
        pass(3_600_000);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void closesAServerThatDoesNotShakeHands() {
        pass(4_999);
        assertThat(channel.isOpen()).isTrue();
        pass(1);

        assertThat(channel.isOpen()).isFalse();
        assertThat(log).containsExactly("failed HS_TIMEOUT", "closed");
    }

    @Test
    void closesAServerThatNeverAnswersThePublish() throws RtmpException {
        answering = false;
        session.publish(StreamName.of("demo"));
        converse();
        assertThat(log).containsExactly("Connected");
        pass(15_000);

        assertThat(channel.isOpen()).isFalse();
        assertThat(log).containsExactly("Connected", "failed HS_TIMEOUT", "closed");
    }

    @Test
    void sendsACommandGivenLater() throws RtmpException {
        converse();
        session.play(StreamName.of("demo"));
        channel.pipeline().get(RtmpClientHandler.class).flushSession();
        answering = false;
        converse();

        assertThat(server.isPlayPending(1)).isTrue();
    }

    /** Carries bytes to and fro until neither side has any. */
    private void converse() throws RtmpException {
        for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; ) {
            for (ServerEvent event; (event = server.read(bytes)) != null; ) {
                answer(event);
            }
            bytes.release();
            if (server.hasOutput()) {
                channel.writeInbound(server.takeOutput());
            }
        }
    }

    private void answer(ServerEvent event) {
        if (event instanceof ServerEvent.ConnectRequested) {
            server.acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested request && answering) {
            server.acceptPublish(request.messageStreamId());
        }
    }

    private void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }
}
