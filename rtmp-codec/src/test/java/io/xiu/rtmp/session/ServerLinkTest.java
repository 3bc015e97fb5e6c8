package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfLimits;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server session does below its commands: acknowledge, answer pings, lose patience. */
class ServerLinkTest {
    private final RawClient client = new RawClient();

    @AfterEach
    void releaseBuffers() {
        client.close();
    }

    @Test
    void answersPingsAndAsksForThem() throws RtmpException {
        client.connect().send(new UserControl.PingRequest(77));
        client.server.ping(-1);

        assertThat(client.received()).containsExactly("PingResponse[timestamp=77]", "PingRequest[timestamp=-1]");
    }

    @Test
    void ignoresUserControlItDoesNotKnow() throws RtmpException {
        client.connect()
                .send(new UserControl.StreamBegin(1))
                .send(new UserControl.StreamDry(9))
                .send(new UserControl.SetBufferLength(9, 1))
                .send(new Acknowledgement(-5))
                .command(0, "_checkbw", 9, (Object) null);

        assertThat(client.received()).containsExactly("0 _result(9) [null, null]");
        assertThat(client.events()).isEmpty();
    }

    @Test
    void acknowledgesEachWindowOfThePeer() throws RtmpException {
        client.publishing();
        client.send(new WindowAcknowledgementSize(0))
                .send(new WindowAcknowledgementSize(10_000))
                .media(MediaKind.VIDEO, 1, 0, "x".repeat(9_000));
        assertThat(client.received()).isEmpty();

        client.media(MediaKind.VIDEO, 1, 0, "x".repeat(1_000)).media(MediaKind.VIDEO, 1, 0, "x".repeat(1_000));
        assertThat(client.received()).singleElement().asString().startsWith("Acknowledgement[");
    }

    @Test
    void acknowledgesATinyWindowNotTooOften() throws RtmpException {
        client.publishing();
        client.send(new WindowAcknowledgementSize(1));
        int acknowledgements = 0;
        for (int i = 0; i < 100; i++) {
            client.media(MediaKind.VIDEO, 1, i, "x".repeat(400));
            acknowledgements += client.received().size();
        }

        assertThat(acknowledgements).isBetween(9, 11);
    }

    @Test
    void keepsOnlyTheNewestAcknowledgementForAPublisherThatDoesNotRead() throws RtmpException {
        client.publishing();
        client.send(new WindowAcknowledgementSize(5_000));
        for (int i = 0; i < 100; i++) {
            client.media(MediaKind.VIDEO, 1, i, "x".repeat(1_000));
        }

        assertThat(client.server.hasOutput()).isTrue();
        assertThat(client.received()).singleElement().asString().startsWith("Acknowledgement[");
        assertThat(client.server.hasOutput()).isFalse();
    }

    @Test
    void losesPatienceWithAPeerThatAsksWithoutReading() throws RtmpException {
        client.connect();
        for (int second = 0; second < 60; second++) {
            client.server.tick(second * 1_000_000_000L);
            for (int i = 0; i < 40; i++) {
                client.command(0, "FCPublish", 9, null, "demo");
            }
        }

        assertThat(client.events()).containsExactly("! CMD_RATE");
        assertThat(client.failure()).hasMessage("answers are not read");
    }

    @Test
    void namesItsWindowWhenAskedForAnotherBandwidth() throws RtmpException {
        client.connect()
                .send(new SetPeerBandwidth(2_500_000, LimitType.DYNAMIC))
                .send(new SetPeerBandwidth(500_000, LimitType.HARD));

        assertThat(client.received()).containsExactly("WindowAcknowledgementSize[bytes=500000]");
    }

    @Test
    void allowsFiftyCommandsASecond() throws RtmpException {
        client.server.tick(1);
        client.connect();
        for (int second = 1; second < 4; second++) {
            client.server.tick(second * 1_000_000_000L + 1);
            for (int i = 0; i < 50; i++) {
                client.send(new UserControl.PingRequest(i));
            }
        }
        assertThat(client.failure()).isNull();

        client.server.tick(3_010_000_000L);
        client.send(new UserControl.PingRequest(0));
        assertThat(client.events()).containsExactly("! CMD_RATE");
    }

    @Test
    void losesPatienceWithUnknownCommandsSooner() throws RtmpException {
        client.connect();
        for (int i = 0; i < 12; i++) {
            client.command(0, i % 2 == 0 ? "__proto__" : "", 0, (Object) null);
        }

        assertThat(client.received()).isEmpty();
        assertThat(client.events()).containsExactly("! CMD_RATE");
    }

    @Test
    void losesPatienceWithTypesItDoesNotDecodeAndWithSharedObjects() throws RtmpException {
        client.connect();
        for (int i = 0; i < 500; i++) {
            client.send(new SharedObject(0, "name", 0, 0, List.of()))
                    .send(new UnhandledMessage(21, 0, 0, Payload.of((byte) 1)));
        }
        assertThat(client.events()).isEmpty();

        client.send(new SharedObject(0, "name", 0, 0, List.of()));
        assertThat(client.events()).containsExactly("! MSG_TYPE");
    }

    @Test
    void hasLimitsThatCanBeSet() throws RtmpException {
        SessionLimits limits = new SessionLimits(1, 5, 2, 100);
        try (RawClient limited = new RawClient(ServerSettings.DEFAULT.withLimits(limits))) {
            limited.createStream().media(MediaKind.AUDIO, 1, 0, "a").media(MediaKind.AUDIO, 1, 0, "a");
            assertThat(limited.events()).isEmpty();
            limited.media(MediaKind.AUDIO, 1, 0, "a");
            assertThat(limited.events()).containsExactly("! CMD_STATE");
        }
        try (RawClient limited = new RawClient(ServerSettings.DEFAULT.withLimits(limits))) {
            limited.createStream().command(0, "createStream", 3, (Object) null);
            assertThat(limited.events()).containsExactly("! NETSTREAM_LIMIT");
            assertThat(limited.failure()).hasMessage("more than 1 message streams");
        }
        try (RawClient limited = new RawClient(ServerSettings.DEFAULT.withLimits(limits))) {
            limited.createStream();
            for (int i = 0; i < 4; i++) {
                limited.send(new UserControl.PingRequest(i));
            }
            assertThat(limited.events()).containsExactly("! CMD_RATE");
            assertThat(limited.failure()).hasMessage("more than 5 commands a second");
        }
    }

    @Test
    void boundsTheValuesOfACommandByItsChunkLimits() throws RtmpException {
        ChunkLimits narrow = ChunkLimits.VIEWER.withAmf(new AmfLimits(2, 8, 200));
        try (RawClient limited =
                new RawClient(new ServerSettings(60_000, 2_500_000, 2_500_000, narrow, ChunkLimits.DEFAULT))) {
            limited.shakeHands().command(0, "x", 1, 1, 2, 3, 4, 5, 6, 7);
            assertThat(limited.events()).containsExactly("! AMF");
            assertThat(limited.failure()).hasMessageContaining("more than 8 values");
        }
    }
}
