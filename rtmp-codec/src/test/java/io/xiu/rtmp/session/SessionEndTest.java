package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfNull;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions whose peers break off, and what becomes of input after that; owners that use one in the wrong order. */
class SessionEndTest {
    private final RawServer server = new RawServer();
    private final ClientSession client = server.client;

    @AfterEach
    void releaseBuffers() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.5, 1.5, 4294967297.0, Double.NaN, Double.NEGATIVE_INFINITY})
    void aClientTakesNoOtherNumberForAMessageStream(double number) throws RtmpException {
        server.creating(false);
        assertRefused(() -> server.result(2, number), Reason.NETSTREAM_ID, "message stream id " + number);
        assertThat(client).hasToString("ClientSession[Ended]");
        assertThat(server.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
    void aClientTakesAnyWholeNumberForAMessageStream(int number) throws RtmpException {
        server.creating(false).result(2, number);
        assertThat(server.sent().get(0)).startsWith(number + " play(3) ");
    }

    @Test
    void aClientTakesAnAnswerWithoutANumberForNone() throws RtmpException {
        server.creating(true);
        Command answer = new Command(0, "_result", server.createTransaction(), List.of(AmfNull.INSTANCE));
        assertRefused(() -> server.receive(answer), Reason.NETSTREAM_ID, "message stream id 0.0");
    }

    @Test
    void aClientTakesFiftyCommandsAtOnce() throws RtmpException {
        server.connected(); // its answer was one of them
        for (int i = 1; i < 50; i++) {
            server.receive(new UserControl.StreamDry(1));
        }
        assertRefused(
                () -> server.receive(new UserControl.StreamDry(1)), Reason.CMD_RATE, "more than 50 commands a second");
    }

    @Test
    void aClientTakesAThousandMessagesItDoesNotDecode() throws RtmpException {
        server.connected();
        UnhandledMessage message = new UnhandledMessage(21, 0, 0, Payload.of());
        for (int i = 0; i < 1_000; i++) {
            server.receive(message);
        }
        assertRefused(
                () -> server.receive(message), Reason.MSG_TYPE, "more than 1000 messages that have no place here");
    }

    @Test
    void aClientThatHasEndedPassesOverAllInput() throws RtmpException {
        server.creating(false);
        assertRefused(() -> server.result(2, -1), Reason.NETSTREAM_ID, "message stream id -1.0");
        assertPassesOver(client);
    }

    @Test
    void aServerThatHasEndedPassesOverAllInput() throws RtmpException {
        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
        assertThatThrownBy(() -> session.read(Unpooled.buffer(1).writeByte(6))).isInstanceOf(RtmpException.class);
        assertThat(session).hasToString("ServerSession[Ended {}]");
        assertPassesOver(session);
        session.release();
    }

    @Test
    void anOwnerStartsAClientOnceAndBeforeItReads() {
        ClientSession other = new ClientSession(ClientSettings.of("live", "rtmp://host/live"), new Random(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> other.read(Unpooled.EMPTY_BUFFER))
                .withMessage("the handshake has not been started");
        other.start().release();
        assertThatIllegalStateException().isThrownBy(other::start).withMessage("the handshake has been started");
        other.release();
    }

    @Test
    void anOwnerAsksAClientForOneStreamAtATime() throws RtmpException {
        server.publishing();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.play(StreamName.of("other")))
                .withMessage("a stream is published or played already");
        client.stopPlaying();
        assertThatIllegalStateException().isThrownBy(() -> client.publish(StreamName.of("other")));
        client.unpublish();
        client.play(StreamName.of("other"));
        assertThat(client).hasToString("ClientSession[CreatingStream to play]");
    }

    private static void assertPassesOver(Session<?> session) throws RtmpException {
        ByteBuf input = Unpooled.buffer(8).writeLong(-1);
        Object event = session.read(input);
        assertThat(event).isNull();
        assertThat(input.isReadable()).isFalse();
        assertThat(session.isWaiting()).isFalse();
    }

    private interface Attempt {
        void run() throws RtmpException;
    }

    private static void assertRefused(Attempt attempt, Reason reason, String message) {
        assertThatExceptionOfType(RtmpException.class)
                .isThrownBy(attempt::run)
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
