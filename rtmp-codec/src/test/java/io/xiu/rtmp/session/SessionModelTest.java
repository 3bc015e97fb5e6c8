package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.RtmpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks at random through the sessions and holds every step against the tables of {@link Golden}, so that no step
 * depends on anything but the state the table knows. Where a walk leaves the table (a second message stream), the same
 * input in the same state must still have the same outcome.
 */
class SessionModelTest {
    private static final int WALKS = 5;
    private static final int STEPS = 150;

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(0, 10), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aServerSessionKeepsToItsTable(long seed) throws IOException, RtmpException {
        Random random = new Random(seed);
        Map<String, String> outcomes = Golden.SERVER.outcomes();
        List<Map.Entry<String, SessionInputs.Input>> all =
                List.copyOf(SessionInputs.all().entrySet());
        List<Map.Entry<String, SessionInputs.Input>> owners = all.stream()
                .filter(input -> input.getKey().startsWith(SessionInputs.OWNER))
                .toList();
        for (int walk = 0; walk < WALKS; walk++) {
            try (RawClient client = new RawClient()) {
                client.connect();
                List<String> path = new ArrayList<>();
                for (int step = 0; step < STEPS && client.failure() == null; step++) {
                    client.server.tick(step * 1_000_000_000L);
                    var input = any(client.server.isWaiting() ? owners : all, random);
                    path.add(input.getKey());
                    String key = Golden.key(SessionInputs.stand(client), input.getKey());
                    String outcome = SessionInputs.outcome(client, input.getValue());
                    assertThat(outcome).as("%s%nafter %s", key, path).isEqualTo(outcomes.getOrDefault(key, outcome));
                    outcomes.put(key, outcome);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aClientSessionKeepsToItsTable(long seed) throws IOException, RtmpException {
        Random random = new Random(seed);
        Map<String, String> outcomes = Golden.CLIENT.outcomes();
        List<Map.Entry<String, ClientInputs.Input>> all =
                List.copyOf(ClientInputs.all().entrySet());
        for (int walk = 0; walk < WALKS; walk++) {
            try (RawServer server = new RawServer()) {
                server.connected();
                List<String> path = new ArrayList<>();
                for (int step = 0; step < STEPS && !ClientInputs.stand(server).equals("Ended"); step++) {
                    server.client.tick(step * 1_000_000_000L);
                    var input = any(all, random);
                    path.add(input.getKey());
                    String key = Golden.key(ClientInputs.stand(server), input.getKey());
                    String outcome = ClientInputs.outcome(server, input.getValue());
                    assertThat(outcome).as("%s%nafter %s", key, path).isEqualTo(outcomes.get(key));
                }
            }
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
