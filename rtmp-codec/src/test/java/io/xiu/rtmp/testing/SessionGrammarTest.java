package io.xiu.rtmp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random sessions, by the grammar and off it. A failure names the seed that makes it again; {@code
 * -Dgrammar.sessions=10000} tries more.
 */
class SessionGrammarTest {
    private static final int SESSIONS = Integer.getInteger("grammar.sessions", 120);
    private static final int RANDOM = 20;

    @Test
    void aServerKeepsItsPromisesInEverySession() {
        Set<String> reached = new TreeSet<>();
        for (long seed : seeds()) {
            byte[] session = SessionGrammar.client(Choices.random(seed));
            reached.addAll(heads(probe(seed, session, bytes -> SessionProbe.server(bytes, seed))));
        }
        assertThat(reached)
                .contains(
                        "ConnectRequested",
                        "PublishRequested",
                        "PlayRequested",
                        "AUDIO",
                        "VIDEO",
                        "DATA",
                        "PauseRequested",
                        "TrackToggled",
                        "BufferLengthSet",
                        "StreamClosed",
                        "! AMF",
                        "! CMD_STATE",
                        "! CHUNK_WORK_BUDGET",
                        "! CTRL_SHORT",
                        "! AGGREGATE_BAD");
    }

    @Test
    void aClientKeepsItsPromisesInEverySession() {
        Set<String> reached = new TreeSet<>();
        for (long seed : seeds()) {
            byte[] session = SessionGrammar.server(Choices.random(seed));
            reached.addAll(heads(probe(seed, session, bytes -> SessionProbe.client(bytes, seed))));
        }
        assertThat(reached)
                .contains(
                        "Connected",
                        "ConnectRejected",
                        "PublishStarted",
                        "PublishRejected",
                        "PlayStarted",
                        "PlayRejected",
                        "StreamEnded",
                        "StatusReceived",
                        "ReconnectRequested",
                        "VIDEO",
                        "! AMF");
    }

    @Test
    void bothKeepTheirPromisesWhenBytesOfASessionAreChanged() {
        for (long seed : seeds()) {
            Random random = new Random(seed);
            byte[] session = seed % 2 == 0
                    ? SessionGrammar.client(Choices.random(seed))
                    : SessionGrammar.server(Choices.random(seed));
            int messages = 1 + 2 * 1536;
            for (int flips = 1 + random.nextInt(4); flips > 0 && session.length > messages; flips--) {
                session[messages + random.nextInt(session.length - messages)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(session, session.length - random.nextInt(Math.min(100, session.length)));
            probe(
                    seed,
                    cut,
                    bytes -> seed % 2 == 0 ? SessionProbe.server(bytes, seed) : SessionProbe.client(bytes, seed));
        }
    }

    @Test
    void decisionsMadeByBytesMakeSessionsToo() {
        Set<String> reached = new TreeSet<>();
        for (long seed : seeds()) {
            byte[] decisions = new byte[200];
            new Random(seed).nextBytes(decisions);
            byte[] session = SessionGrammar.client(Choices.of(decisions));
            reached.addAll(heads(probe(seed, session, bytes -> SessionProbe.server(bytes, seed))));
        }
        assertThat(reached).contains("ConnectRequested", "PublishRequested", "PlayRequested");
        assertThat(SessionGrammar.client(Choices.of(new byte[0]))).isNotEmpty();
    }

    /** The same ones each time, and a few that are new. */
    private static long[] seeds() {
        return LongStream.concat(LongStream.range(0, SESSIONS - RANDOM), new Random().longs(RANDOM))
                .toArray();
    }

    private static List<String> probe(long seed, byte[] session, Function<byte[], List<String>> probe) {
        try {
            return probe.apply(session);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static Set<String> heads(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith("!") ? line : line.split("[\\[ ]", 2)[0])
                .collect(Collectors.toSet());
    }
}
