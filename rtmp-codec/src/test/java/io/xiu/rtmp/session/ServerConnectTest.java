package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfString;
import io.xiu.rtmp.RtmpException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server session takes for a connect, what it refuses, and what it no longer does once it has ended. */
class ServerConnectTest {
    private final RawClient client = new RawClient();

    @AfterEach
    void releaseBuffers() {
        client.close();
    }

    @Test
    void takesAnArrayWithNamesForACommandObject() throws RtmpException {
        client.shakeHands()
                .command(
                        0,
                        "connect",
                        1,
                        new AmfEcmaArray(List.of(new AmfProperty("app", new AmfString("live?key=1")))));
        assertThat(client.events())
                .containsExactly("ConnectRequested[request=ConnectRequest[app=live, tcUrl=, flashVer=]]");
    }

    @Test
    void refusesConnectWithoutACommandObject() throws RtmpException {
        client.shakeHands().command(0, "connect", 4, "live");
        assertThat(client.received())
                .containsExactly("0 _error(4) [null, {'level': 'error', 'code': 'NetConnection.Connect.Rejected',"
                        + " 'description': 'connect needs a command object'}]");
        assertThat(client.events()).containsExactly("! AMF");
        assertThat(client.failure()).hasMessage("connect without a command object");
    }

    @Test
    void refusesAnyCommandBeforeConnect() throws RtmpException {
        client.shakeHands().command(0, "createStream", 4, (Object) null);
        assertThat(client.received())
                .containsExactly("0 _error(4) [null, {'level': 'error', 'code': 'NetConnection.Call.Failed',"
                        + " 'description': 'connect comes first'}]");
        assertThat(client.events()).containsExactly("! CMD_STATE");
        assertThat(client.failure()).hasMessage("a command before connect");
    }

    @ParameterizedTest
    @CsvSource({
        "'LNX 9,0,124,2', 0, false",
        "'LNX 9,0,124,2', 1, true",
        "'LNX 9,0,124,22', 0, true",
        "'LNX 11,1,102,55', 0, true",
        "'FMLE/3.0 (compatible; xiu)', 0, false",
        "'FMLE/3.0 (compatible; xiu)', 4, true",
        "'FMLE/3.0 (compatible; Lavf)', 0, true"
    })
    void saysItsCodecsInAStrictArrayToAllButTheRelaysOfXiu(String flashVer, int capsEx, boolean said)
            throws RtmpException {
        client.shakeHands()
                .command(0, "connect", 1, AmfObject.of("app", "live", "flashVer", flashVer, "capsEx", capsEx));
        client.server.acceptConnect(AmfObject.EMPTY);
        assertThat(client.received().get(3).contains("fourCcList")).isEqualTo(said);
    }

    @Test
    void playsOnItsLastMessageStreamAndOnNoneBehind() throws RtmpException {
        client.connect();
        for (int i = 1; i <= 8; i++) {
            client.command(0, "createStream", i + 1, (Object) null);
        }
        client.received();
        client.command(8, "play", 20, null, "demo").command(9, "play", 21, null, "demo");
        client.command(-1, "play", 22, null, "demo");

        assertThat(client.events()).containsExactly("PlayRequested[messageStreamId=8, name=demo]");
        assertThat(client.received())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("0 _error(21) ").contains("no such message stream"),
                        line -> assertThat(line).startsWith("0 _error(22) ").contains("no such message stream"));
    }

    @Test
    void saysWhatItsOwnerDoesWrong() throws RtmpException {
        client.createStream();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.server.acceptConnect(AmfObject.EMPTY))
                .withMessage("no connect is pending");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.server.rejectPublish(1, "code", "text"))
                .withMessage("no publish is pending on message stream 1");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.server.acceptPlay(2))
                .withMessage("no message stream 2");
        assertThatIllegalStateException()
                .isThrownBy(() -> client.server.confirmPause(1, true))
                .withMessage("nothing plays on message stream 1");
        try (RawClient early = new RawClient()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> early.server.requestReconnect(null, ""))
                    .withMessage("the client isn't connected");
        }
    }

    @Test
    void sendsAUrlToReconnectToOfUpTo2048Characters() throws RtmpException {
        client.shakeHands().command(0, "connect", 1, AmfObject.of("app", "live", "capsEx", 1));
        client.server.acceptConnect(AmfObject.EMPTY);
        String longest = "/" + "x".repeat(2_047);
        assertThat(client.server.requestReconnect(longest, "")).isTrue();
        assertThat(client.received()).last().asString().contains(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.server.requestReconnect(longest + "x", ""))
                .withMessage("a URL of 2049 characters");
        assertThat(client.received()).isEmpty();
    }

    @Test
    void noPlayIsPendingOnceItHasEnded() throws RtmpException {
        client.createStream();
        assertThat(client.server.isPlayPending(1)).isFalse();
        client.command(1, "play", 3, null, "demo");
        assertThat(client.server.isPlayPending(1)).isTrue();
        assertThat(client.server.isPlayPending(2)).isFalse();
        client.server.release();
        assertThat(client.server.isPlayPending(1)).isFalse();
    }
}
