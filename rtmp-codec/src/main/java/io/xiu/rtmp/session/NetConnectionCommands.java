package io.xiu.rtmp.session;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.message.Command;

/** The commands of a connected client that concern the connection (section 7.2.1), all answered without the owner. */
final class NetConnectionCommands {
    private final NetStreams streams;
    private final ServerReplies replies;
    private final SessionLimits limits;

    NetConnectionCommands(NetStreams streams, ServerReplies replies, SessionLimits limits) {
        this.streams = streams;
        this.replies = replies;
        this.limits = limits;
    }

    /**
     * Obeys a command, or gives false if there is none of its name.
     *
     * @param connectTransactionId of the client's connect: xiu's relay uses it for other commands too, and takes their
     *     results for an answer to connect
     */
    boolean handle(Command command, double connectTransactionId) throws RtmpException {
        boolean answered = command.transactionId() != connectTransactionId;
        switch (command.name()) {
            case "connect" -> replies.failed(command, "already connected");
            case "createStream" -> createStream(command);
            case "_checkbw" -> replies.result(command.transactionId(), AmfNull.INSTANCE);
            case "getStreamLength" -> replies.result(command.transactionId(), new AmfNumber(0));
            case "releaseStream" -> {
                if (answered) {
                    replies.result(command.transactionId(), AmfNull.INSTANCE);
                }
            }
            case "FCPublish" -> {
                if (answered) {
                    replies.result(command.transactionId(), AmfNull.INSTANCE);
                }
                replies.call(0, "onFCPublish", Status.of(StatusCode.PUBLISH_START, "FCPublish"));
            }
            case "FCSubscribe" -> replies.call(0, "onFCSubscribe", Status.of(StatusCode.PLAY_START, "FCSubscribe"));
            case "_result", "_error", "onStatus" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private void createStream(Command command) throws RtmpException {
        NetStream stream = streams.create();
        if (stream == null) {
            replies.failed(command, "no more message streams");
            throw new RtmpException(
                    Reason.NETSTREAM_LIMIT, "more than " + limits.messageStreams() + " message streams");
        }
        replies.result(command.transactionId(), new AmfNumber(stream.id()));
    }
}
