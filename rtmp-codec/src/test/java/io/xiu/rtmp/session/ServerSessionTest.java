package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.ObjectEncoding;
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

    @Test
    void asksAClientThatKnowsItToReconnect() throws RtmpException {
        client.shakeHands()
                .command(0, "connect", 1, AmfObject.of("app", "live", "tcUrl", "rtmp://host/live", "capsEx", 1));
        assertThatIllegalStateException().isThrownBy(() -> client.server.requestReconnect(null, ""));
        client.server.acceptConnect(AmfObject.EMPTY);
        client.received();

        assertThat(client.server.requestReconnect("//other/live", "This server is being updated."))
                .isTrue();
        assertThat(client.server.requestReconnect(null, "")).isTrue();
        assertThat(client.received())
                .containsExactly(
                        "0 onStatus(0) [null, {'level': 'status', 'code': 'NetConnection.Connect.ReconnectRequest',"
                                + " 'description': 'This server is being updated.', 'tcUrl': '//other/live'}]",
                        "0 onStatus(0) [null, {'level': 'status', 'code': 'NetConnection.Connect.ReconnectRequest',"
                                + " 'description': ''}]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.server.requestReconnect("/" + "x".repeat(2_048), ""));
    }

    @Test
    void asksNoOtherClientToReconnect() throws RtmpException {
        client.connect();

        assertThat(client.server.requestReconnect("rtmp://other/live", "")).isFalse();
        assertThat(client.received()).isEmpty();
    }

    @Test
    void knowsWhatAClientSaysItCanDo() {
        ConnectRequest request = ConnectRequest.of(
                AmfObject.of("objectEncoding", 3, "videoFourCcInfoMap", AmfObject.of("hvc1", 1), "capsEx", 2));

        assertThat(request.capabilities().objectEncoding()).isEqualTo(ObjectEncoding.AMF3);
        assertThat(request.capabilities().video("hvc1").canDecode()).isTrue();
        assertThat(request.capabilities().has(EnhancedCapability.MULTITRACK)).isTrue();
    }

    @Test
    void saysOnlyWhatItIsToldToSayOfItself() throws RtmpException {
        try (RawClient plain = new RawClient(ServerSettings.DEFAULT.withCapabilities(EnhancedCapabilities.NONE))) {
            plain.shakeHands().command(0, "connect", 1, AmfObject.of("app", "live"));
            plain.server.acceptConnect(AmfObject.EMPTY);
            assertThat(plain.received().get(3))
                    .startsWith("0 _result(1) [{'fmsVer': 'FMS/3,0,1,123', 'capabilities': 31, 'mode': 1}, {");
        }
    }
}
