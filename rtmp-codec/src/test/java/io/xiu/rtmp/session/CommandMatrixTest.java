package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every input in every state: commands with arguments as they should be, of wrong types, and missing; every other
 * message; every decision of the owner. The table is a file to be read; {@code -Dgolden.rewrite=true} writes it anew.
 */
class CommandMatrixTest {
    /** Makes a client whose session is in a certain state. */
    private interface Lead {
        RawClient to(RawClient client) throws RtmpException;
    }

    private static final List<Lead> STATES = List.of(
            RawClient::shakeHands,
            client -> client.shakeHands().command(0, "connect", 1, AmfObject.of("capsEx", 1)),
            RawClient::connect,
            RawClient::createStream,
            client -> client.createStream().command(1, "publish", 3, null, "demo"),
            RawClient::publishing,
            client -> client.createStream().command(1, "play", 3, null, "demo"),
            RawClient::playing,
            CommandMatrixTest::refused);

    @Test
    void everyInputInEveryStateHasItsKnownOutcome() throws IOException, RtmpException {
        List<String> table = new ArrayList<>();
        for (Lead state : STATES) {
            for (Map.Entry<String, SessionInputs.Input> input :
                    SessionInputs.all().entrySet()) {
                table.add(row(state, input.getKey(), input.getValue()));
            }
        }
        assertThat(table).containsExactlyElementsOf(Golden.SERVER.expected(table));
    }

    private static String row(Lead state, String name, SessionInputs.Input input) throws RtmpException {
        try (RawClient client = new RawClient()) {
            state.to(client);
            client.received();
            client.events();
            String before = SessionInputs.stand(client);
            String row = Golden.row(before, name, SessionInputs.outcome(client, input));
            boolean connected = SessionInputs.stand(client).startsWith("Connected");
            if (connected && client.failure() == null && !client.server.isWaiting()) {
                client.command(0, "_checkbw", 10, (Object) null);
                assertThat(client.received()).as(row).contains("0 _result(10) [null, null]");
            }
            return row;
        }
    }

    private static RawClient refused(RawClient client) throws RtmpException {
        client.shakeHands().command(0, "connect", 1, AmfObject.EMPTY);
        client.server.rejectConnect("no");
        return client;
    }
}
