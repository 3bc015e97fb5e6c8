package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.RtmpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every input in every state of a client session: each answer and status of its server, every other message, every
 * decision of its owner. The table is a file to be read; {@code -Dgolden.rewrite=true} writes it anew.
 */
class ClientMatrixTest {
    /** Makes a server whose client is in a certain state. */
    private interface Lead {
        RawServer to(RawServer server) throws RtmpException;
    }

    private static final List<Lead> STATES = List.of(
            RawServer::shakeHands,
            RawServer::connected,
            server -> server.creating(true),
            server -> server.creating(false),
            server -> server.creating(true).result(4, 1),
            server -> server.creating(false).result(2, 1),
            RawServer::publishing,
            RawServer::playing,
            server -> server.playing().status(1, "status", "NetStream.Play.Stop"),
            server -> server.shakeHands().status(0, "error", "NetConnection.Connect.Rejected"));

    @Test
    void everyInputInEveryStateHasItsKnownOutcome() throws IOException, RtmpException {
        List<String> table = new ArrayList<>();
        for (Lead state : STATES) {
            for (Map.Entry<String, ClientInputs.Input> input :
                    ClientInputs.all().entrySet()) {
                table.add(row(state, input.getKey(), input.getValue()));
            }
        }
        assertThat(table).containsExactlyElementsOf(Golden.CLIENT.expected(table));
    }

    private static String row(Lead state, String name, ClientInputs.Input input) throws RtmpException {
        try (RawServer server = new RawServer()) {
            state.to(server);
            server.sent();
            server.events();
            return Golden.row(ClientInputs.stand(server), name, ClientInputs.outcome(server, input));
        }
    }
}
