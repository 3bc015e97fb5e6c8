package io.xiu.rtmp.session;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.Payload;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that can be done to a client session that has its handshake behind it: by its server, and by its owner. */
final class ClientInputs {
    /** One of them. */
    interface Input {
        void apply(RawServer server) throws RtmpException;
    }

    private ClientInputs() {}

    /** All of them by name. */
    static Map<String, Input> all() {
        Map<String, Input> inputs = new LinkedHashMap<>();
        inputs.put("_result connect", server -> server.result(1, 1));
        inputs.put("_result createStream", server -> server.result(server.createTransaction(), 1));
        inputs.put("_result createStream WRONG", server -> server.result(server.createTransaction(), 0.5));
        inputs.put("_result MISSING", server -> server.receive(command("_result", server.createTransaction())));
        inputs.put("_result unasked", server -> server.result(99, 1));
        inputs.put("_error connect", server -> server.receive(command("_error", 1, AmfNull.INSTANCE, error())));
        inputs.put(
                "_error createStream",
                server -> server.receive(command("_error", server.createTransaction(), AmfNull.INSTANCE, error())));
        inputs.put(
                "_error publish or play",
                server -> server.receive(command("_error", server.beginTransaction(), AmfNull.INSTANCE, error())));
        inputs.put("_error unasked", server -> server.receive(command("_error", 99, AmfNull.INSTANCE, error())));
        for (StatusCode code : StatusCode.values()) {
            inputs.put(
                    code == StatusCode.UNKNOWN ? "onStatus unknown" : code.code(),
                    server -> server.status(1, code.level(), code == StatusCode.UNKNOWN ? "Odd" : code.code()));
        }
        inputs.put("onStatus MISSING", server -> server.receive(command("onStatus", 0)));
        inputs.put("onStatus error", server -> server.status(1, "error", "Odd"));
        inputs.put("onBWDone", server -> server.receive(command("onBWDone", 0, AmfNull.INSTANCE)));
        messages().forEach((name, message) -> inputs.put(name, server -> server.receive(message)));
        for (MediaKind kind : MediaKind.values()) {
            inputs.put(kind.toString(), server -> server.media(kind, 1, kind == MediaKind.DATA ? "\u0005" : "x"));
        }
        inputs.put("AUDIO elsewhere", server -> server.media(MediaKind.AUDIO, 7, "x"));
        inputs.put("owner publish", server -> server.client.publish(StreamName.of("demo")));
        inputs.put("owner play", server -> server.client.play(StreamName.of("demo")));
        inputs.put("owner unpublish", server -> server.client.unpublish());
        inputs.put("owner stopPlaying", server -> server.client.stopPlaying());
        inputs.put("owner ping", server -> server.client.ping(5));
        return inputs;
    }

    /** Does it, and says what came of it: events, what the session said, and where it stands. */
    static String outcome(RawServer server, Input input) throws RtmpException {
        List<String> parts = new ArrayList<>();
        try {
            input.apply(server);
        } catch (IllegalStateException e) {
            parts.add("IllegalStateException");
        } catch (RtmpException e) {
            parts.add("! " + e.reason());
        }
        parts.addAll(server.events());
        for (String line : server.sent()) {
            parts.add(
                    Character.isDigit(line.charAt(0))
                            ? line.substring(0, line.indexOf('('))
                            : line.substring(0, line.indexOf('[')));
        }
        return String.join("; ", parts) + " -> " + stand(server);
    }

    /** Where the session stands. */
    static String stand(RawServer server) {
        String text = server.client.toString();
        return text.substring(text.indexOf('[') + 1, text.length() - 1);
    }

    private static Map<String, RtmpMessage> messages() {
        Map<String, RtmpMessage> messages = new LinkedHashMap<>();
        messages.put("Acknowledgement", new Acknowledgement(1));
        messages.put("WindowAcknowledgementSize", new WindowAcknowledgementSize(1 << 30));
        messages.put("SetPeerBandwidth", new SetPeerBandwidth(0, LimitType.DYNAMIC));
        messages.put("StreamBegin", new UserControl.StreamBegin(1));
        messages.put("StreamEof", new UserControl.StreamEof(1));
        messages.put("StreamDry", new UserControl.StreamDry(1));
        messages.put("SetBufferLength", new UserControl.SetBufferLength(1, 500));
        messages.put("StreamIsRecorded", new UserControl.StreamIsRecorded(1));
        messages.put("PingRequest", new UserControl.PingRequest(5));
        messages.put("PingResponse", new UserControl.PingResponse(5));
        messages.put("unknown user control", new UserControl.UnknownUserControl(26, Payload.of((byte) 1)));
        messages.put("shared object", new SharedObject(0, "a", 0, 0, List.of()));
        messages.put("unhandled", new UnhandledMessage(21, 0, 0, Payload.of((byte) 1)));
        return messages;
    }

    private static Command command(String name, double transactionId, AmfValue... arguments) {
        return new Command(0, name, transactionId, List.of(arguments));
    }

    private static AmfObject error() {
        return Status.of(StatusCode.CALL_FAILED, "text").toObject();
    }
}
