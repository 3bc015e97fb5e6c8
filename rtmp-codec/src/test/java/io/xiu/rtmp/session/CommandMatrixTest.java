package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every command in every state, with arguments as they should be, of wrong types, and missing. The table is a file to
 * be read; {@code -Dgolden.rewrite=true} writes it anew.
 */
class CommandMatrixTest {
    private static final String TABLE = "command-matrix.txt";
    private static final Pattern CODE = Pattern.compile("'code': '([^']+)'");

    private static final Map<String, Object[]> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("connect", new Object[] {AmfObject.of("app", "live")}),
            Map.entry("createStream", arguments()),
            Map.entry("releaseStream", arguments("demo")),
            Map.entry("FCPublish", arguments("demo")),
            Map.entry("FCUnpublish", arguments("demo")),
            Map.entry("FCSubscribe", arguments("demo")),
            Map.entry("_checkbw", arguments()),
            Map.entry("getStreamLength", arguments("demo")),
            Map.entry("publish", arguments("demo", "live")),
            Map.entry("play", arguments("demo", -2000)),
            Map.entry("play2", arguments(AmfObject.of("streamName", "demo"))),
            Map.entry("pause", arguments(true, 100)),
            Map.entry("pauseRaw", arguments(false, 100)),
            Map.entry("seek", arguments(100)),
            Map.entry("receiveAudio", arguments(true)),
            Map.entry("receiveVideo", arguments(false)),
            Map.entry("closeStream", arguments()),
            Map.entry("deleteStream", arguments(1)),
            Map.entry("_result", arguments(1)),
            Map.entry("onStatus", arguments(AmfObject.of("code", "x"))),
            Map.entry("toString", arguments())));

    private enum State {
        AWAITING_CONNECT,
        CONNECT_PENDING,
        CONNECTED,
        IDLE,
        PUBLISH_PENDING,
        PUBLISHING,
        PLAY_PENDING,
        PLAYING,
        ENDED
    }

    private enum Variant {
        VALID,
        WRONG,
        MISSING
    }

    @Test
    void everyCommandInEveryStateHasItsKnownOutcome() throws Exception {
        List<String> table = new ArrayList<>();
        for (State state : State.values()) {
            for (Map.Entry<String, Object[]> command : COMMANDS.entrySet()) {
                for (Variant variant : Variant.values()) {
                    table.add(String.format(
                                    "%-16s %-15s %-7s  %s",
                                    state, command.getKey(), variant, outcome(state, command, variant))
                            .stripTrailing());
                }
            }
        }

        if (Boolean.getBoolean("golden.rewrite")) {
            Files.write(Path.of("src/test/resources/io/xiu/rtmp/session", TABLE), table);
        }
        assertThat(table).containsExactlyElementsOf(golden());
    }

    private static String outcome(State state, Map.Entry<String, Object[]> command, Variant variant)
            throws RtmpException {
        try (RawClient client = new RawClient()) {
            lead(client, state);
            client.received();
            client.events();
            client.command(1, command.getKey(), 9, vary(command.getValue(), variant));
            List<String> parts = new ArrayList<>(client.events());
            for (String line : client.received()) {
                Matcher code = CODE.matcher(line);
                parts.add(line.substring(0, line.indexOf(' ', 2)) + (code.find() ? " " + code.group(1) : ""));
            }
            boolean answers = state != State.ENDED && client.failure() == null && !client.server.isWaiting();
            if (answers && state != State.AWAITING_CONNECT) {
                client.command(0, "_checkbw", 10, (Object) null);
                assertThat(client.received()).contains("0 _result(10) [null, null]");
            }
            return String.join("; ", parts);
        }
    }

    private static void lead(RawClient client, State state) throws RtmpException {
        switch (state) {
            case AWAITING_CONNECT -> client.shakeHands();
            case CONNECT_PENDING -> client.shakeHands().command(0, "connect", 1, AmfObject.EMPTY);
            case CONNECTED -> client.connect();
            case IDLE -> client.createStream();
            case ENDED -> {
                client.shakeHands().command(0, "connect", 1, AmfObject.EMPTY);
                client.server.rejectConnect("no");
            }
            case PUBLISH_PENDING, PUBLISHING -> {
                client.createStream().command(1, "publish", 3, null, "demo");
                if (state == State.PUBLISHING) {
                    client.server.acceptPublish(1);
                }
            }
            default -> {
                client.createStream().command(1, "play", 3, null, "demo");
                if (state == State.PLAYING) {
                    client.server.acceptPlay(1);
                }
            }
        }
    }

    private static Object[] arguments(Object... afterCommandObject) {
        Object[] all = new Object[afterCommandObject.length + 1];
        System.arraycopy(afterCommandObject, 0, all, 1, afterCommandObject.length);
        return all;
    }

    private static Object[] vary(Object[] arguments, Variant variant) {
        return switch (variant) {
            case VALID -> arguments;
            case MISSING -> new Object[0];
            case WRONG -> {
                Object[] wrong = new Object[Math.max(2, arguments.length)];
                for (int i = 0; i < wrong.length; i++) {
                    wrong[i] = i < arguments.length && arguments[i] instanceof Number ? "text" : (Object) 4.5;
                }
                yield wrong;
            }
        };
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = CommandMatrixTest.class.getResourceAsStream(TABLE)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
        }
    }
}
