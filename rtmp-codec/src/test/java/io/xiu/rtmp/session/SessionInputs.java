package io.xiu.rtmp.session;

import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.AggregateMessage;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Everything that can be done to a server session that has its handshake behind it: what its client sends on message
 * stream 1, and what its owner decides.
 */
final class SessionInputs {
    static final String OWNER = "owner";

    private static final Pattern CODE = Pattern.compile("'code': '([^']+)'");

    private static final Map<String, Object[]> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("connect", new Object[] {AmfObject.of("app", "live", "capsEx", 1)}),
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
            Map.entry("_error", arguments(1)),
            Map.entry("onStatus", arguments(AmfObject.of("code", "x"))),
            Map.entry("toString", arguments())));

    /** One of them. */
    interface Input {
        void apply(RawClient client);
    }

    private enum Variant {
        VALID,
        WRONG,
        MISSING
    }

    private SessionInputs() {}

    /** All of them by name; those of the owner begin with {@link #OWNER}. */
    static Map<String, Input> all() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        COMMANDS.forEach((name, arguments) -> {
            for (Variant variant : Variant.values()) {
                Object[] varied = vary(arguments, variant);
                inputs.put(name + " " + variant, client -> client.command(1, name, 9, varied));
            }
        });
        inputs.put("play FALSE", client -> client.command(1, "play", 9, arguments(false)));
        inputs.put("publish FALSE", client -> client.command(1, "publish", 9, arguments(false)));
        inputs.put("publish EMPTY", client -> client.command(1, "publish", 9, arguments("?x")));
        inputs.put("play EMPTY", client -> client.command(1, "play", 9, arguments("")));
        inputs.put("play NOWHERE", client -> client.command(7, "play", 9, arguments("demo")));
        inputs.put("toString UNANSWERED", client -> client.command(1, "toString", 0, arguments()));
        messages().forEach((name, message) -> inputs.put(name, client -> client.send(message.get())));
        owner().forEach((name, input) -> inputs.put(OWNER + " " + name, input));
        return inputs;
    }

    private static Map<String, Supplier<RtmpMessage>> messages() {
        Map<String, Supplier<RtmpMessage>> messages = new LinkedHashMap<>();
        messages.put("SetChunkSize", () -> new SetChunkSize(128));
        messages.put("Abort", () -> new Abort(3));
        messages.put("Acknowledgement", () -> new Acknowledgement(1));
        messages.put("WindowAcknowledgementSize", () -> new WindowAcknowledgementSize(1 << 30));
        messages.put("SetPeerBandwidth", () -> new SetPeerBandwidth(2_500_000, LimitType.DYNAMIC));
        messages.put("StreamBegin", () -> new UserControl.StreamBegin(1));
        messages.put("StreamEof", () -> new UserControl.StreamEof(1));
        messages.put("StreamDry", () -> new UserControl.StreamDry(1));
        messages.put("SetBufferLength", () -> new UserControl.SetBufferLength(1, 500));
        messages.put("SetBufferLength elsewhere", () -> new UserControl.SetBufferLength(7, 500));
        messages.put("StreamIsRecorded", () -> new UserControl.StreamIsRecorded(1));
        messages.put("PingRequest", () -> new UserControl.PingRequest(5));
        messages.put("PingResponse", () -> new UserControl.PingResponse(5));
        messages.put("BufferEmpty", () -> new UserControl.BufferEmpty(1));
        messages.put("BufferReady", () -> new UserControl.BufferReady(1));
        messages.put("unknown user control", () -> new UserControl.UnknownUserControl(26, Payload.of((byte) 1)));
        for (MediaKind kind : MediaKind.values()) {
            messages.put(kind.toString(), () -> media(kind, 1));
        }
        messages.put("AUDIO elsewhere", () -> media(MediaKind.AUDIO, 7));
        messages.put(
                "aggregate", () -> new AggregateMessage(List.of(media(MediaKind.AUDIO, 1), media(MediaKind.VIDEO, 1))));
        messages.put("shared object", () -> new SharedObject(0, "a", 0, 0, List.of()));
        messages.put("unhandled", () -> new UnhandledMessage(21, 0, 0, Payload.of((byte) 1)));
        return messages;
    }

    private static Map<String, Input> owner() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("acceptConnect", client -> client.server.acceptConnect(AmfObject.EMPTY));
        inputs.put("rejectConnect", client -> client.server.rejectConnect("no"));
        inputs.put("acceptPublish", client -> client.server.acceptPublish(1));
        inputs.put("rejectPublish", client -> client.server.rejectPublish(1, "NetStream.Publish.BadName", "no"));
        inputs.put("acceptPlay", client -> client.server.acceptPlay(1));
        inputs.put("rejectPlay", client -> client.server.rejectPlay(1, "NetStream.Play.StreamNotFound", "no"));
        inputs.put("endPlay", client -> client.server.endPlay(1));
        inputs.put("confirmPause", client -> client.server.confirmPause(1, true));
        inputs.put("confirmUnpause", client -> client.server.confirmPause(1, false));
        inputs.put("requestReconnect", client -> client.server.requestReconnect(null, ""));
        inputs.put("ping", client -> client.server.ping(5));
        return inputs;
    }

    /** Does it, and says what came of it: events, what the session said, and where it stands. */
    static String outcome(RawClient client, Input input) {
        List<String> parts = new ArrayList<>();
        try {
            input.apply(client);
        } catch (IllegalStateException e) {
            parts.add("IllegalStateException");
        }
        parts.addAll(client.events());
        client.received().forEach(line -> parts.add(brief(line)));
        return String.join("; ", parts) + " -> " + stand(client);
    }

    /** Where the session stands. */
    static String stand(RawClient client) {
        String text = client.server.toString();
        return text.substring(text.indexOf('[') + 1, text.length() - 1);
    }

    private static String brief(String line) {
        if (!Character.isDigit(line.charAt(0))) {
            return line.substring(0, line.indexOf('['));
        }
        Matcher code = CODE.matcher(line);
        return line.substring(0, line.indexOf(' ', 2)) + (code.find() ? " " + code.group(1) : "");
    }

    private static MediaMessage media(MediaKind kind, int messageStreamId) {
        byte body = (byte) (kind == MediaKind.DATA ? 5 : 'x');
        return new MediaMessage(kind, messageStreamId, 0, Unpooled.wrappedBuffer(new byte[] {body}));
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
}
