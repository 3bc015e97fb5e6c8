package io.xiu.rtmp.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import java.io.IOException;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherListenerTest {
    private final PublisherListener listener = new PublisherListener();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RtmpClientHandler handler = new RtmpClientHandler(
            new ClientSession(ClientSettings.of("live", "rtmp://host/live"), new Random(1)), listener);

    @BeforeEach
    void addHandler() {
        channel.pipeline().addLast(handler);
    }

    @AfterEach
    void releaseBuffers() {
        channel.finishAndReleaseAll();
    }

    @Test
    void saysThatTheConnectionEndedBeforeTheStreamBegan() {
        listener.connected(null);
        assertThat(listener.opened()).isNotDone();
        listener.closed();
        assertFailed().isInstanceOf(IOException.class).hasMessage("closed before the stream began");
    }

    @Test
    void waitsForTheWordThatTheConnectionWasMade() {
        listener.closed();
        assertThat(listener.opened()).isNotDone();
        listener.connected(null);
        assertFailed().hasMessage("closed before the stream began");
    }

    @Test
    void saysWhyTheConnectionCouldNotBeMade() {
        IOException refused = new IOException("refused");
        listener.closed();
        listener.connected(refused);
        assertFailed().isSameAs(refused);
    }

    @Test
    void doesNotWaitForTheEndOfAConnectionThatWasNotMade() {
        IOException refused = new IOException("refused");
        listener.connected(refused);
        assertFailed().isSameAs(refused);
        listener.closed();
        assertFailed().isSameAs(refused);
    }

    @Test
    void saysWhatWentWrong() {
        IOException reset = new IOException("reset");
        listener.connected(null);
        listener.failed(reset);
        assertThat(listener.opened()).isNotDone();
        listener.closed();
        assertFailed().isSameAs(reset);
    }

    @Test
    void saysThatTheServerRefused() {
        listener.connected(null);
        listener.event(new ClientEvent.ConnectRejected("NetConnection.Connect.Rejected", "no"), handler);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertFailed().isInstanceOf(RtmpRefusedException.class).hasMessage("NetConnection.Connect.Rejected: no");
    }

    @Test
    void hasNobodyToTellOfAChannelThatIsFullBeforeTheStreamBegins() {
        listener.connected(null);
        listener.writabilityChanged(false);
        listener.writabilityChanged(true);
        assertThat(listener.opened()).isNotDone();
    }

    @Test
    void closesAPublishThatNobodyWaitsForAnyMore() {
        listener.connected(null);
        assertThat(listener.opened().cancel(false)).isTrue();
        listener.event(new ClientEvent.PublishStarted(1), handler);
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    private AbstractThrowableAssert<?, ?> assertFailed() {
        assertThat(listener.opened()).isCompletedExceptionally();
        return assertThatThrownBy(() -> listener.opened().join()).cause();
    }
}
