package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerSessionTest {
    private static final String SECRET = "token=s3cret";

    private final RawClient client = new RawClient();

    @AfterEach
    void releaseBuffers() {
        client.close();
    }

    @Test
    void answersConnectInOneGoInTheOrderClientsExpect() throws RtmpException {
        client.shakeHands()
                .command(0, "connect", 1, AmfObject.of("app", "live", "objectEncoding", 3, "flashVer", "FMLE/3.0"));
        client.server.acceptConnect(AmfObject.of("node", "n1"));

        assertThat(client.received())
                .containsExactly(
                        "WindowAcknowledgementSize[bytes=2500000]",
                        "SetPeerBandwidth[bytes=2500000, limitType=DYNAMIC]",
                        "SetChunkSize[bytes=60000]",
                        "0 _result(1) [{'fmsVer': 'FMS/3,0,1,123', 'capabilities': 31, 'mode': 1, 'fourCcList': ['*'],"
                                + " 'videoFourCcInfoMap': {'*': 4}, 'audioFourCcInfoMap': {'*': 4}, 'capsEx': 7, 'node': 'n1'},"
                                + " {'level': 'status', 'code': 'NetConnection.Connect.Success',"
                                + " 'description': 'Connection succeeded.', 'objectEncoding': 3}]");
    }

    @Test
    void leavesTheStrictArrayOutForTheRelaysThatBreakOffAtIt() throws RtmpException {
        client.shakeHands()
                .command(0, "connect", 1, AmfObject.of("app", "live", "flashVer", "FMLE/3.0 (compatible; xiu)"));
        client.server.acceptConnect(AmfObject.EMPTY);

        assertThat(client.received().get(3)).contains("videoFourCcInfoMap").doesNotContain("fourCcList");
    }

    @Test
    void keepsTheQueryOfAppAndUrlApartAndOutOfEveryText() throws RtmpException {
        client.shakeHands()
                .command(
                        0,
                        "connect",
                        1,
                        AmfObject.of(
                                "app", "live?" + SECRET, "tcUrl", "rtmp://host/live?" + SECRET, "pageUrl", SECRET));

        assertThat(client.events())
                .containsExactly(
                        "ConnectRequested[request=ConnectRequest[app=live, tcUrl=rtmp://host/live, flashVer=]]");
    }

    @Test
    void takesTheQueryFromTheUrlIfTheAppHasNone() {
        ConnectRequest request = ConnectRequest.of(AmfObject.of("app", "live", "tcUrl", "rtmp://host/live?" + SECRET));

        assertThat(request.query()).isEqualTo(SECRET);
        assertThat(request.app()).isEqualTo("live");
    }

    @Test
    void refusesAnApplicationAndHearsNothingMore() throws RtmpException {
        client.shakeHands().command(0, "connect", 1, AmfObject.of("app", "live"));
        client.server.rejectConnect("relay loop");
        client.command(0, "createStream", 2, (Object) null);

        assertThat(client.received())
                .containsExactly("0 _error(1) [null, {'level': 'error', 'code': 'NetConnection.Connect.Rejected',"
                        + " 'description': 'relay loop'}]");
        assertThat(client.events()).hasSize(1);
    }

    @Test
    void numbersMessageStreamsFromOneAndEndsAtTheNinth() throws RtmpException {
        client.connect();
        for (int i = 1; i <= 8; i++) {
            client.command(0, "createStream", 10 + i, (Object) null);
            assertThat(client.received()).containsExactly("0 _result(" + (10 + i) + ") [null, " + i + "]");
        }
        client.command(0, "createStream", 19, (Object) null);

        assertThat(client.received()).singleElement().asString().startsWith("0 _error(19) ");
        assertThat(client.events()).containsExactly("! NETSTREAM_LIMIT");
    }

    @Test
    void givesTheLowestFreeNumberAgain() throws RtmpException {
        client.createStream()
                .command(0, "createStream", 3, (Object) null)
                .command(0, "deleteStream", 0, null, 1)
                .command(0, "createStream", 4, (Object) null);

        assertThat(client.received()).containsExactly("0 _result(3) [null, 2]", "0 _result(4) [null, 1]");
    }

    @Test
    void publishes() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo?" + SECRET, "live");
        assertThat(client.events()).containsExactly("PublishRequested[messageStreamId=1, name=demo, publishType=live]");
        assertThat(client.received()).isEmpty();

        client.server.acceptPublish(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamBegin[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Publish.Start',"
                                + " 'description': 'Publishing.'}]");

        client.media(MediaKind.VIDEO, 1, 40, "frame").media(MediaKind.AUDIO, 1, 41, "sound");
        assertThat(client.events()).containsExactly("1 VIDEO@40 frame", "1 AUDIO@41 sound");
    }

    @Test
    void holdsWhatAPublisherSendsBeforeItsAnswer() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo").media(MediaKind.VIDEO, 1, 0, "header");
        assertThat(client.events()).hasSize(1);
        assertThat(client.server.isWaiting()).isTrue();

        client.server.acceptPublish(1);
        client.goOn();
        assertThat(client.events()).containsExactly("1 VIDEO@0 header");
    }

    @Test
    void takesCommandsAndMediaOnMessageStreamZeroAsXiuSendsThem() throws RtmpException {
        client.createStream().command(0, "publish", 5, null, "demo", "live");
        assertThat(client.events()).containsExactly("PublishRequested[messageStreamId=1, name=demo, publishType=live]");

        client.server.acceptPublish(1);
        client.media(MediaKind.VIDEO, 0, 40, "frame");
        assertThat(client.events()).containsExactly("1 VIDEO@40 frame");
    }

    @Test
    void answersNothingThatXiuTakesForAnAnswerToConnect() throws RtmpException {
        client.connect().command(0, "releaseStream", 1, null, "demo").command(0, "FCPublish", 1, null, "demo");

        assertThat(client.received()).singleElement().asString().startsWith("0 onFCPublish(0) ");
    }

    @Test
    void answersTheCallsAroundAPublish() throws RtmpException {
        client.connect()
                .command(0, "releaseStream", 2, null, "demo")
                .command(0, "FCPublish", 3, null, "demo")
                .command(0, "_checkbw", 4, (Object) null)
                .command(0, "getStreamLength", 5, null, "demo")
                .command(0, "FCSubscribe", 6, null, "demo");

        assertThat(client.received())
                .containsExactly(
                        "0 _result(2) [null, null]",
                        "0 _result(3) [null, null]",
                        "0 onFCPublish(0) [null, {'level': 'status', 'code': 'NetStream.Publish.Start',"
                                + " 'description': 'FCPublish'}]",
                        "0 _result(4) [null, null]",
                        "0 _result(5) [null, 0]",
                        "0 onFCSubscribe(0) [null, {'level': 'status', 'code': 'NetStream.Play.Start',"
                                + " 'description': 'FCSubscribe'}]");
    }

    @Test
    void refusesAPublish() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo");
        client.server.rejectPublish(1, "NetStream.Publish.BadName", "demo is being published");

        assertThat(client.received())
                .containsExactly("1 onStatus(0) [null, {'level': 'error', 'code': 'NetStream.Publish.BadName',"
                        + " 'description': 'demo is being published'}]");
        assertThat(client.server.isWaiting()).isFalse();
    }

    @Test
    void refusesAnEmptyName() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "?" + SECRET).command(1, "play", 6, null, "");

        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).contains("NetStream.Publish.BadName"),
                        line -> assertThat(line).contains("NetStream.Play.StreamNotFound"));
        assertThat(client.events()).isEmpty();
    }

    @Test
    void plays() throws RtmpException {
        client.createStream()
                .command(1, "play", 4, null, "demo?" + SECRET, -2000)
                .send(new UserControl.SetBufferLength(1, 3000));
        assertThat(client.events())
                .containsExactly(
                        "PlayRequested[messageStreamId=1, name=demo]",
                        "BufferLengthSet[messageStreamId=1, bufferMillis=3000]");

        client.server.acceptPlay(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamBegin[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.Reset',"
                                + " 'description': 'Playing and resetting.'}]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.Start',"
                                + " 'description': 'Playing.'}]");

        client.server.endPlay(1);
        assertThat(client.received())
                .containsExactly(
                        "StreamEof[messageStreamId=1]",
                        "1 onStatus(0) [null, {'level': 'status', 'code': 'NetStream.Play.UnpublishNotify',"
                                + " 'description': 'The stream has ended.'}]");
    }

    @Test
    void aPlayThatIsLeftBeforeItsAnswerIsNoLongerPending() throws RtmpException {
        client.createStream().command(1, "play", 4, null, "demo");
        assertThat(client.server.isPlayPending(1)).isTrue();
        client.events();

        client.command(0, "deleteStream", 0, null, 1);
        assertThat(client.events()).containsExactly("StreamClosed[messageStreamId=1]");
        assertThat(client.server.isPlayPending(1)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptPlay(1));
    }

    @Test
    void anotherPlayTakesTheOldOnesPlace() throws RtmpException {
        playing();
        client.command(1, "play", 6, null, "other").command(1, "play2", 7, null, AmfObject.of("streamName", "third"));

        assertThat(client.events())
                .containsExactly(
                        "StreamClosed[messageStreamId=1]",
                        "PlayRequested[messageStreamId=1, name=other]",
                        "StreamClosed[messageStreamId=1]",
                        "PlayRequested[messageStreamId=1, name=third]");
    }

    @Test
    void pausesAndGoesOn() throws RtmpException {
        playing();
        client.command(1, "pause", 0, null, true, 1500).command(1, "pauseRaw", 0, null, false, 1500);
        assertThat(client.events())
                .containsExactly(
                        "PauseRequested[messageStreamId=1, pause=true, positionMillis=1500.0]",
                        "PauseRequested[messageStreamId=1, pause=false, positionMillis=1500.0]");

        client.server.confirmPause(1, true);
        client.server.confirmPause(1, false);
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("StreamEof[messageStreamId=1]"),
                        line -> assertThat(line).contains("NetStream.Pause.Notify"),
                        line -> assertThat(line).isEqualTo("StreamBegin[messageStreamId=1]"),
                        line -> assertThat(line).contains("NetStream.Unpause.Notify"));
    }

    @Test
    void switchesTracksOffSilentlyAndOnWithAStatus() throws RtmpException {
        playing();
        client.command(1, "receiveVideo", 0, null, false).command(1, "receiveAudio", 0, null, true);

        assertThat(client.events())
                .containsExactly(
                        "TrackToggled[messageStreamId=1, kind=VIDEO, receive=false]",
                        "TrackToggled[messageStreamId=1, kind=AUDIO, receive=true]");
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).contains("NetStream.Seek.Notify"),
                        line -> assertThat(line).contains("NetStream.Play.Start"));
    }

    @Test
    void saysThatASeekIsDone() throws RtmpException {
        playing();
        client.command(1, "seek", 0, null, 30_000);

        assertThat(client.received()).singleElement().asString().contains("NetStream.Seek.Notify");
    }

    @Test
    void endsAPublishOnceHoweverManyWaysItIsSaid() throws RtmpException {
        publishing();
        client.command(0, "FCUnpublish", 6, null, "demo?" + SECRET)
                .command(1, "closeStream", 0, (Object) null)
                .command(0, "deleteStream", 7, null, 1);

        assertThat(client.events()).containsExactly("StreamClosed[messageStreamId=1]");
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1 onStatus(0) ").contains("NetStream.Unpublish.Success"),
                        line -> assertThat(line).startsWith("0 onFCUnpublish(0) "));
    }

    @Test
    void endsNobodyElsesStream() throws RtmpException {
        publishing();
        client.command(0, "FCUnpublish", 6, null, "other").command(0, "deleteStream", 7, null, 2);

        assertThat(client.events()).isEmpty();
        client.media(MediaKind.AUDIO, 1, 1, "still here");
        assertThat(client.events()).containsExactly("1 AUDIO@1 still here");
    }

    @Test
    void publishesAgainOnTheSameMessageStream() throws RtmpException {
        publishing();
        client.command(1, "closeStream", 0, (Object) null).command(1, "publish", 8, null, "again");

        assertThat(client.events())
                .containsExactly(
                        "StreamClosed[messageStreamId=1]",
                        "PublishRequested[messageStreamId=1, name=again, publishType=live]");
    }

    @Test
    void ignoresMediaNobodyPublishesUntilItHasEnough() throws RtmpException {
        publishing();
        client.command(0, "deleteStream", 0, null, 1);
        client.events();
        for (int i = 0; i < 500; i++) {
            client.media(MediaKind.AUDIO, 1, i, "late").media(MediaKind.VIDEO, 0, i, "lost");
        }
        assertThat(client.events()).isEmpty();

        client.media(MediaKind.AUDIO, 77, 0, "one more");
        assertThat(client.events()).containsExactly("! CMD_STATE");
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
        publishing();
        client.send(new WindowAcknowledgementSize(0))
                .send(new WindowAcknowledgementSize(10_000))
                .media(MediaKind.VIDEO, 1, 0, "x".repeat(9_000));
        assertThat(client.received()).isEmpty();

        client.media(MediaKind.VIDEO, 1, 0, "x".repeat(1_000)).media(MediaKind.VIDEO, 1, 0, "x".repeat(1_000));
        assertThat(client.received()).singleElement().asString().startsWith("Acknowledgement[");
    }

    @Test
    void acknowledgesATinyWindowNotTooOften() throws RtmpException {
        publishing();
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
        publishing();
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
    void repeatsNothingOfAnUnknownCommand() throws RtmpException {
        client.connect().command(0, "<script>", 9, "<script>");

        assertThat(client.received())
                .containsExactly("0 _error(9) [null, {'level': 'error', 'code': 'NetConnection.Call.Failed',"
                        + " 'description': 'no such method'}]");
    }

    @Test
    void tellsHowFarItHasCome() throws RtmpException {
        assertThat(client.server.stage()).isEqualTo(Stage.HANDSHAKE);
        client.shakeHands();
        assertThat(client.server.stage()).isEqualTo(Stage.CONNECT);
        client.command(0, "connect", 1, AmfObject.of("app", "live"));
        assertThat(client.server.stage()).isEqualTo(Stage.START);
        client.server.acceptConnect(AmfObject.EMPTY);
        client.command(0, "createStream", 2, (Object) null).command(1, "play", 3, null, "demo");
        assertThat(client.server.stage()).isEqualTo(Stage.RUNNING);
        client.command(0, "deleteStream", 0, null, 1);
        assertThat(client.server.stage()).isEqualTo(Stage.RUNNING);
    }

    @Test
    void keepsToItsOwnersAnswers() throws RtmpException {
        client.createStream();

        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptConnect(AmfObject.EMPTY));
        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptPublish(1));
        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptPublish(2));
        assertThatIllegalStateException().isThrownBy(() -> client.server.acceptPlay(1));
        assertThatIllegalStateException().isThrownBy(() -> client.server.rejectPlay(1, "code", "text"));
        assertThatIllegalStateException().isThrownBy(() -> client.server.endPlay(1));
        assertThatIllegalStateException().isThrownBy(() -> client.server.confirmPause(1, true));
        assertThat(client.received()).isEmpty();
    }

    @Test
    void refusesAnotherProtocolAtItsFirstByte() {
        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new java.util.Random(1));
        ByteBuf bytes =
                Unpooled.wrappedBuffer("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> session.read(bytes))
                .isInstanceOfSatisfying(
                        RtmpException.class, e -> assertThat(e.reason()).isEqualTo(RtmpException.Reason.HS_VERSION));
        assertThat(session.hasOutput()).isFalse();
        session.release();
    }

    @Test
    void cutsAndCleansWhatAClientSaysOfItself() {
        ConnectRequest request = ConnectRequest.of(AmfObject.of(
                "flashVer",
                "a\nb\u001B[31m" + "x".repeat(1_000),
                "app",
                List.of().isEmpty()));

        assertThat(request.flashVer()).hasSize(256).startsWith("a\uFFFDb\uFFFD[31mx");
        assertThat(request.app()).isEmpty();
    }

    private void publishing() throws RtmpException {
        client.createStream().command(1, "publish", 5, null, "demo", "live");
        client.server.acceptPublish(1);
        client.received();
        client.events();
    }

    private void playing() throws RtmpException {
        client.createStream().command(1, "play", 4, null, "demo");
        client.server.acceptPlay(1);
        client.received();
        client.events();
    }
}
