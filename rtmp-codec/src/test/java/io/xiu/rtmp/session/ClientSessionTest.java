package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client session against servers that have their own ways, played message by message. */
class ClientSessionTest {
    private final RawServer server = new RawServer();
    private final ClientSession client = server.client;

    @AfterEach
    void releaseBuffers() {
        server.close();
    }

    @Test
    void connectsAsAClientOfEnhancedRtmpWithoutStrictArrays() throws RtmpException {
        server.shakeHands();

        assertThat(server.sent())
                .containsExactly(
                        "SetChunkSize[bytes=60000]",
                        "0 connect(1) [{'app': 'live', 'type': 'nonprivate', 'flashVer': 'FMLE/3.0 (compatible; xiu)',"
                                + " 'tcUrl': 'rtmp://host/live', 'fpad': false, 'capabilities': 15,"
                                + " 'audioCodecs': 4095, 'videoCodecs': 255, 'videoFunction': 1, 'objectEncoding': 0,"
                                + " 'videoFourCcInfoMap': {'*': 4}, 'audioFourCcInfoMap': {'*': 4}, 'capsEx': 6}]");
    }

    @Test
    void publishesInTheOrderServersExpect() throws RtmpException {
        server.connected();
        client.publish(StreamName.of("demo?key=1"));
        assertThat(server.sent())
                .containsExactly(
                        "0 releaseStream(2) [null, 'demo?key=1']",
                        "0 FCPublish(3) [null, 'demo?key=1']",
                        "0 createStream(4) [null]");

        server.result(4, 7);
        assertThat(server.sent()).containsExactly("7 publish(5) [null, 'demo?key=1', 'live']");

        server.status(7, "status", "NetStream.Publish.Start");
        assertThat(server.events()).containsExactly("PublishStarted[messageStreamId=7]");

        client.unpublish();
        assertThat(server.sent())
                .containsExactly("0 FCUnpublish(6) [null, 'demo?key=1']", "0 deleteStream(0) [null, 7]");
    }

    @Test
    void playsOffXiuWhoseMediaComeOnMessageStreamZero() throws RtmpException {
        server.connected();
        client.play(StreamName.of("demo"));
        assertThat(server.sent()).containsExactly("0 createStream(2) [null]");
        server.result(2, 1);
        assertThat(server.sent())
                .containsExactly(
                        "1 play(3) [null, 'demo', -1000]", "SetBufferLength[messageStreamId=1, bufferMillis=3000]");

        server.status(1, "status", "NetStream.Play.Reset");
        server.status(1, "status", "NetStream.Play.Start");
        server.status(1, "status", "NetStream.Data.Start");
        server.status(1, "status", "NetStream.Play.PublishNotify");
        server.media(MediaKind.VIDEO, 0, "frame");

        assertThat(server.events())
                .containsExactly(
                        "StatusReceived[level=status, code=NetStream.Play.Reset, description=text]",
                        "PlayStarted[messageStreamId=1]",
                        "StatusReceived[level=status, code=NetStream.Data.Start, description=text]",
                        "StatusReceived[level=status, code=NetStream.Play.PublishNotify, description=text]",
                        "1 VIDEO@0 frame");
    }

    @Test
    void staysWithAStreamThatEndsAndGoesOnAsOnNginx() throws RtmpException {
        server.playing();
        server.status(1, "status", "NetStream.Play.UnpublishNotify");
        server.receive(new UserControl.StreamEof(1));
        server.status(1, "status", "NetStream.Play.PublishNotify");
        server.media(MediaKind.AUDIO, 1, "again");

        assertThat(server.events())
                .containsExactly(
                        "StreamEnded[code=NetStream.Play.UnpublishNotify]",
                        "PlayStarted[messageStreamId=1]",
                        "1 AUDIO@0 again");
    }

    @Test
    void takesAnErrorAmidItsPublishForItsEnd() throws RtmpException {
        server.publishing();
        server.status(1, "error", "NetStream.Publish.BadName");

        assertThat(server.events())
                .containsExactly("PublishRejected[code=NetStream.Publish.BadName, description=text]");
        client.publish(StreamName.of("another"));
        assertThat(server.sent()).hasSize(3);
    }

    @Test
    void takesAnErrorToCreateStreamForARefusal() throws RtmpException {
        server.connected();
        client.play(StreamName.of("demo"));
        server.sent();
        server.receive(new Command(0, "_error", 99, List.of(AmfNull.INSTANCE)));
        assertThat(server.events()).isEmpty();
        server.receive(new Command(0, "_error", 2, List.of(AmfNull.INSTANCE)));

        assertThat(server.events()).containsExactly("PlayRejected[code=, description=]");
    }

    @Test
    void mayStopBeforeItIsConnected() throws RtmpException {
        client.publish(StreamName.of("demo"));
        client.unpublish();
        server.connected();
        assertThat(client).hasToString("ClientSession[Connected]");
        server.status(0, "error", "NetStream.Publish.BadName");
        server.receive(new Command(0, "_error", 2, List.of(AmfNull.INSTANCE)));

        assertThat(server.events())
                .filteredOn(event -> !event.startsWith("Connected"))
                .containsExactly("StatusReceived[level=error, code=NetStream.Publish.BadName, description=text]");
        client.play(StreamName.of("demo"));
        assertThat(server.sent()).contains("0 createStream(2) [null]");
    }

    @Test
    void mayStopBeforeItHasBegun() throws RtmpException {
        server.connected();
        client.publish(StreamName.of("demo"));
        client.unpublish();
        server.sent();
        server.result(4, 1);
        assertThat(server.sent()).isEmpty();

        client.play(StreamName.of("demo"));
        assertThat(server.sent()).containsExactly("0 createStream(5) [null]");
        client.unpublish();
        assertThatIllegalStateException().isThrownBy(() -> client.publish(StreamName.of("other")));
        client.stopPlaying();
        client.publish(StreamName.of("other"));
    }

    @Test
    void answersPingsAndTheBandwidth() throws RtmpException {
        server.connected();
        server.receive(new UserControl.PingRequest(5));
        server.receive(new SetPeerBandwidth(4096, LimitType.DYNAMIC));
        server.receive(new SetPeerBandwidth(4096, LimitType.DYNAMIC));

        assertThat(server.sent()).containsExactly("PingResponse[timestamp=5]", "WindowAcknowledgementSize[bytes=4096]");
    }

    @Test
    void ignoresCallsOfItsServer() throws RtmpException {
        server.connected();
        server.receive(new Command(0, "onBWDone", 0, List.of(AmfNull.INSTANCE)));
        server.receive(new Command(0, "onFCPublish", 0, List.of(AmfNull.INSTANCE)));
        server.result(1, 1);

        assertThat(server.sent()).isEmpty();
        assertThat(server.events()).isEmpty();
    }

    @Test
    void isNotToldANumberThatIsNoMessageStream() throws RtmpException {
        server.connected();
        client.publish(StreamName.of("demo"));
        server.sent();
        RtmpException failure = fails(() -> server.result(4, 0.5));
        assertThat(failure.reason()).isEqualTo(RtmpException.Reason.NETSTREAM_ID);
    }

    @Test
    void losesPatienceWithMediaItNeverAskedFor() throws RtmpException {
        server.connected();
        for (int i = 0; i < 1_000; i++) {
            server.media(MediaKind.AUDIO, 1, "noise");
        }
        RtmpException failure = fails(() -> server.media(MediaKind.AUDIO, 1, "noise"));
        assertThat(failure.reason()).isEqualTo(RtmpException.Reason.CMD_STATE);
        assertThat(server.events()).isEmpty();
    }

    @Test
    void cleansWhatItIsToldForALog() throws RtmpException {
        server.publishing();
        AmfObject status = AmfObject.of("level", "a\nb", "code", "x".repeat(300), "description", 5);
        server.receive(new Command(1, "onStatus", 0, List.of(AmfNull.INSTANCE, status)));

        assertThat(server.events())
                .containsExactly("StatusReceived[level=a\uFFFDb, code=" + "x".repeat(256) + ", description=]");
    }

    @Test
    void showsNoQueryInItsSettings() {
        assertThat(ClientSettings.of("live?token=1", "rtmp://host/live?token=1"))
                .hasToString("ClientSettings[app=live, tcUrl=rtmp://host/live]");
    }

    @Test
    void isAskedToReconnectToTheSamePlaceIfNoneIsNamed() throws RtmpException {
        server.publishing().status(0, "status", "NetConnection.Connect.ReconnectRequest");

        assertThat(server.events()).containsExactly("ReconnectRequested[tcUrl=rtmp://host/live, description=text]");
        server.media(MediaKind.AUDIO, 1, "still connected");
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://foo.mydomain.com:1935/realtimeapp, rtmp://foo.mydomain.com:1935/realtimeapp",
        "rtmps://127.0.0.1/realtimeapp, rtmps://127.0.0.1/realtimeapp",
        "//192.0.2.0/realtimeapp, rtmp://192.0.2.0/realtimeapp",
        "/realtimeapp, rtmp://host/realtimeapp",
        "other, rtmp://host/other"
    })
    void isAskedToReconnectWhereTheServerSays(String reference, String resolved) throws RtmpException {
        server.playing().status(0, reconnectRequest(reference));

        assertThat(server.events()).containsExactly("ReconnectRequested[tcUrl=" + resolved + ", description=]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://host/live", "rtmp:///live", "rtmp://a b", "file:/etc/passwd", "//", "a\nb"})
    void takesARequestThatLeadsNowhereForAStatus(String reference) throws RtmpException {
        server.playing().status(0, reconnectRequest(reference));

        assertThat(server.events())
                .containsExactly(
                        "StatusReceived[level=status, code=NetConnection.Connect.ReconnectRequest," + " description=]");
    }

    @Test
    void keepsTheQueryOfANewPlaceOutOfEveryText() {
        assertThat(new ClientEvent.ReconnectRequested("rtmp://host/live?token=1", "go"))
                .hasToString("ReconnectRequested[tcUrl=rtmp://host/live, description=go]");
    }

    @Test
    void saysThatItCanReconnectIfItsOwnerCan() throws RtmpException {
        ClientSettings settings = ClientSettings.of("live", "rtmp://host/live")
                .withCapabilities(EnhancedCapabilities.CLIENT.with(EnhancedCapability.RECONNECT));
        try (RawServer other = new RawServer(settings)) {
            assertThat(other.shakeHands().sent().get(1)).contains("'capsEx': 7}");
        }
    }

    @Test
    void knowsWhatAServerSaysItCanDo() {
        ClientEvent.Connected connected = new ClientEvent.Connected(
                AmfObject.of("audioFourCcInfoMap", AmfObject.of("*", 4)), AmfObject.of("objectEncoding", 3));

        assertThat(connected.capabilities().audio("Opus").canForward()).isTrue();
        assertThat(connected.capabilities().objectEncoding().code()).isEqualTo(3);
    }

    private static AmfObject reconnectRequest(String reference) {
        return AmfObject.of("level", "status", "code", "NetConnection.Connect.ReconnectRequest", "tcUrl", reference);
    }

    private interface Attempt {
        void run() throws RtmpException;
    }

    private static RtmpException fails(Attempt attempt) {
        RtmpException failure = catchThrowableOfType(RtmpException.class, attempt::run);
        assertThat(failure).isNotNull();
        return failure;
    }
}
