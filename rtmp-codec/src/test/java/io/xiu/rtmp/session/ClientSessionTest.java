package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.handshake.ServerHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client session against servers that have their own ways, played message by message. */
class ClientSessionTest {
    private final ClientSession client =
            new ClientSession(ClientSettings.of("live", "rtmp://host/live"), new Random(1));
    private final ChunkWriter writer = new ChunkWriter(128);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final List<String> events = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void releaseBuffers() {
        client.release();
        reader.release();
    }

    @Test
    void connectsAsAClientOfEnhancedRtmpWithoutStrictArrays() throws RtmpException {
        shakeHands();

        assertThat(sent())
                .containsExactly(
                        "SetChunkSize[bytes=60000]",
                        "0 connect(1) [{'app': 'live', 'type': 'nonprivate', 'flashVer': 'FMLE/3.0 (compatible; xiu)',"
                                + " 'tcUrl': 'rtmp://host/live', 'fpad': false, 'capabilities': 15,"
                                + " 'audioCodecs': 4095, 'videoCodecs': 255, 'videoFunction': 1, 'objectEncoding': 0,"
                                + " 'videoFourCcInfoMap': {'*': 4}, 'audioFourCcInfoMap': {'*': 4}, 'capsEx': 6}]");
    }

    @Test
    void publishesInTheOrderServersExpect() throws RtmpException {
        connected();
        client.publish(StreamName.of("demo?key=1"));
        assertThat(sent())
                .containsExactly(
                        "0 releaseStream(2) [null, 'demo?key=1']",
                        "0 FCPublish(3) [null, 'demo?key=1']",
                        "0 createStream(4) [null]");

        result(4, 7);
        assertThat(sent()).containsExactly("7 publish(5) [null, 'demo?key=1', 'live']");

        status(7, "status", "NetStream.Publish.Start");
        assertThat(events()).containsExactly("PublishStarted[messageStreamId=7]");

        client.unpublish();
        assertThat(sent()).containsExactly("0 FCUnpublish(6) [null, 'demo?key=1']", "0 deleteStream(0) [null, 7]");
    }

    @Test
    void playsOffXiuWhoseMediaComeOnMessageStreamZero() throws RtmpException {
        connected();
        client.play(StreamName.of("demo"));
        assertThat(sent()).containsExactly("0 createStream(2) [null]");
        result(2, 1);
        assertThat(sent())
                .containsExactly(
                        "1 play(3) [null, 'demo', -1000]", "SetBufferLength[messageStreamId=1, bufferMillis=3000]");

        status(1, "status", "NetStream.Play.Reset");
        status(1, "status", "NetStream.Play.Start");
        status(1, "status", "NetStream.Data.Start");
        status(1, "status", "NetStream.Play.PublishNotify");
        receive(media(MediaKind.VIDEO, 0, "frame"));

        assertThat(events())
                .containsExactly(
                        "StatusReceived[level=status, code=NetStream.Play.Reset, description=text]",
                        "PlayStarted[messageStreamId=1]",
                        "StatusReceived[level=status, code=NetStream.Data.Start, description=text]",
                        "StatusReceived[level=status, code=NetStream.Play.PublishNotify, description=text]",
                        "1 VIDEO@0 frame");
    }

    @Test
    void staysWithAStreamThatEndsAndGoesOnAsOnNginx() throws RtmpException {
        playing();
        status(1, "status", "NetStream.Play.UnpublishNotify");
        receive(new UserControl.StreamEof(1));
        status(1, "status", "NetStream.Play.PublishNotify");
        receive(media(MediaKind.AUDIO, 1, "again"));

        assertThat(events())
                .containsExactly(
                        "StreamEnded[code=NetStream.Play.UnpublishNotify]",
                        "PlayStarted[messageStreamId=1]",
                        "1 AUDIO@0 again");
    }

    @Test
    void takesAnErrorAmidItsPublishForItsEnd() throws RtmpException {
        publishing();
        status(1, "error", "NetStream.Publish.BadName");

        assertThat(events()).containsExactly("PublishRejected[code=NetStream.Publish.BadName, description=text]");
        client.publish(StreamName.of("another"));
        assertThat(sent()).hasSize(3);
    }

    @Test
    void takesAnErrorToCreateStreamForARefusal() throws RtmpException {
        connected();
        client.play(StreamName.of("demo"));
        sent();
        receive(new Command(0, "_error", 99, List.of(AmfNull.INSTANCE)));
        assertThat(events()).isEmpty();
        receive(new Command(0, "_error", 2, List.of(AmfNull.INSTANCE)));

        assertThat(events()).containsExactly("PlayRejected[code=, description=]");
    }

    @Test
    void mayStopBeforeItHasBegun() throws RtmpException {
        connected();
        client.publish(StreamName.of("demo"));
        client.unpublish();
        sent();
        result(4, 1);
        assertThat(sent()).isEmpty();

        client.play(StreamName.of("demo"));
        assertThat(sent()).containsExactly("0 createStream(5) [null]");
        client.unpublish();
        assertThatIllegalStateException().isThrownBy(() -> client.publish(StreamName.of("other")));
        client.stopPlaying();
        client.publish(StreamName.of("other"));
    }

    @Test
    void answersPingsAndTheBandwidth() throws RtmpException {
        connected();
        receive(new UserControl.PingRequest(5));
        receive(new SetPeerBandwidth(4096, LimitType.DYNAMIC));
        receive(new SetPeerBandwidth(4096, LimitType.DYNAMIC));

        assertThat(sent()).containsExactly("PingResponse[timestamp=5]", "WindowAcknowledgementSize[bytes=4096]");
    }

    @Test
    void ignoresCallsOfItsServer() throws RtmpException {
        connected();
        receive(new Command(0, "onBWDone", 0, List.of(AmfNull.INSTANCE)));
        receive(new Command(0, "onFCPublish", 0, List.of(AmfNull.INSTANCE)));
        result(1, 1);

        assertThat(sent()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void isNotToldANumberThatIsNoMessageStream() throws RtmpException {
        connected();
        client.publish(StreamName.of("demo"));
        sent();
        RtmpException failure = fails(() -> result(4, 0.5));
        assertThat(failure.reason()).isEqualTo(RtmpException.Reason.NETSTREAM_ID);
    }

    @Test
    void losesPatienceWithMediaItNeverAskedFor() throws RtmpException {
        connected();
        for (int i = 0; i < 1_000; i++) {
            receive(media(MediaKind.AUDIO, 1, "noise"));
        }
        RtmpException failure = fails(() -> receive(media(MediaKind.AUDIO, 1, "noise")));
        assertThat(failure.reason()).isEqualTo(RtmpException.Reason.CMD_STATE);
        assertThat(events()).isEmpty();
    }

    @Test
    void cleansWhatItIsToldForALog() throws RtmpException {
        publishing();
        AmfObject status = AmfObject.of("level", "a\nb", "code", "x".repeat(300), "description", 5);
        receive(new Command(1, "onStatus", 0, List.of(AmfNull.INSTANCE, status)));

        assertThat(events())
                .containsExactly("StatusReceived[level=a\uFFFDb, code=" + "x".repeat(256) + ", description=]");
    }

    @Test
    void showsNoQueryInItsSettings() {
        assertThat(ClientSettings.of("live?token=1", "rtmp://host/live?token=1"))
                .hasToString("ClientSettings[app=live, tcUrl=rtmp://host/live]");
    }

    private interface Attempt {
        void run() throws RtmpException;
    }

    private static RtmpException fails(Attempt attempt) {
        try {
            attempt.run();
        } catch (RtmpException e) {
            return e;
        }
        throw new AssertionError("no exception");
    }

    private void shakeHands() throws RtmpException {
        ServerHandshake handshake = new ServerHandshake(new Random(2));
        ByteBuf answer = Unpooled.buffer();
        ByteBuf first = client.start();
        handshake.read(first, answer);
        first.release();
        feed(answer);
        answer.clear();
        ByteBuf second = client.takeOutput();
        assertThat(handshake.read(second, answer)).isTrue();
        read(second);
        answer.release();
        second.release();
    }

    private void connected() throws RtmpException {
        shakeHands();
        receive(new Command(0, "_result", 1, List.of(AmfObject.EMPTY, AmfObject.EMPTY)));
        assertThat(events()).singleElement().asString().startsWith("Connected[");
        sent();
    }

    private void publishing() throws RtmpException {
        connected();
        client.publish(StreamName.of("demo"));
        result(4, 1);
        status(1, "status", "NetStream.Publish.Start");
        sent();
        events();
    }

    private void playing() throws RtmpException {
        connected();
        client.play(StreamName.of("demo"));
        result(2, 1);
        status(1, "status", "NetStream.Play.Start");
        sent();
        events();
    }

    private void result(double transactionId, double value) throws RtmpException {
        receive(new Command(0, "_result", transactionId, List.of(AmfNull.INSTANCE, AmfValue.of(value))));
    }

    private void status(int messageStreamId, String level, String code) throws RtmpException {
        AmfObject information = AmfObject.of("level", level, "code", code, "description", "text");
        receive(new Command(messageStreamId, "onStatus", 0, List.of(AmfNull.INSTANCE, information)));
    }

    private static MediaMessage media(MediaKind kind, int messageStreamId, String text) {
        return new MediaMessage(kind, messageStreamId, 0, Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void receive(RtmpMessage message) throws RtmpException {
        ByteBuf bytes = Unpooled.buffer();
        writer.write(message, bytes);
        try {
            feed(bytes);
        } finally {
            bytes.release();
        }
    }

    private void feed(ByteBuf bytes) throws RtmpException {
        for (ClientEvent event; (event = client.read(bytes)) != null; ) {
            events.add(Lines.of(event));
        }
    }

    private List<String> sent() throws RtmpException {
        ByteBuf bytes = client.takeOutput();
        read(bytes);
        bytes.release();
        List<String> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    private void read(ByteBuf bytes) throws RtmpException {
        for (RtmpMessage message; (message = reader.read(bytes)) != null; ) {
            said.add(Lines.of(message));
        }
    }

    private List<String> events() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
