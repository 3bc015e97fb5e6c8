package io.xiu.rtmp.session;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server says, written as the clients in use expect it. */
final class ServerReplies {
    private static final int LONGEST_URL = 2_048;

    private final MessageLink link;

    ServerReplies(MessageLink link) {
        this.link = link;
    }

    /** The answers to connect, in the order of nginx-rtmp and SRS. */
    void connected(double transactionId, ConnectRequest request, AmfObject extra, ServerSettings settings) {
        link.announceWindow(settings.windowAcknowledgementBytes());
        link.write(new SetPeerBandwidth(settings.peerBandwidthBytes(), LimitType.DYNAMIC));
        link.announceChunkSize(settings.outgoingChunkSize());
        EnhancedCapabilities client = request.capabilities();
        EnhancedCapabilities own = settings.capabilities();
        List<AmfProperty> properties =
                new ArrayList<>(AmfObject.of("fmsVer", "FMS/3,0,1,123", "capabilities", 31, "mode", 1)
                        .properties());
        properties.addAll((readsStrictArrays(request, client) ? own : own.withoutFourCcList()).properties());
        properties.addAll(extra.properties());
        AmfObject information = Status.of(StatusCode.CONNECT_SUCCESS, "Connection succeeded.")
                .toObject()
                .with("objectEncoding", client.objectEncoding().code());
        link.write(new Command(0, "_result", transactionId, List.of(new AmfObject(properties), information)));
    }

    void connectRejected(double transactionId, String description) {
        error(transactionId, Status.of(StatusCode.CONNECT_REJECTED, description));
    }

    /**
     * Asks a client to connect anew (Enhanced RTMP v2, "Reconnect Request").
     *
     * @throws IllegalArgumentException if the URL is longer than 2,048 characters
     */
    void reconnectRequest(@Nullable String tcUrl, String description) {
        if (tcUrl != null && tcUrl.length() > LONGEST_URL) {
            throw new IllegalArgumentException("a URL of " + tcUrl.length() + " characters");
        }
        AmfObject information =
                Status.of(StatusCode.CONNECT_RECONNECT_REQUEST, description).toObject();
        if (tcUrl != null) {
            information = information.with("tcUrl", new AmfString(tcUrl));
        }
        link.write(new Command(0, "onStatus", 0, List.of(AmfNull.INSTANCE, information)));
    }

    /** A call's result, if its client wants one. */
    void result(double transactionId, AmfValue value) {
        if (transactionId != 0) {
            link.write(new Command(0, "_result", transactionId, List.of(AmfNull.INSTANCE, value)));
        }
    }

    void error(double transactionId, Status status) {
        link.write(new Command(0, "_error", transactionId, List.of(AmfNull.INSTANCE, status.toObject())));
    }

    /** Answers a command that can't be done: with an error if it asked for an answer, else with a status. */
    void failed(Command command, String description) {
        if (command.transactionId() != 0) {
            error(command.transactionId(), Status.of(StatusCode.CALL_FAILED, description));
        } else {
            status(command.messageStreamId(), Status.of(StatusCode.FAILED, description));
        }
    }

    void status(int messageStreamId, Status status) {
        call(messageStreamId, "onStatus", status);
    }

    /** A notice the client doesn't answer. */
    void call(int messageStreamId, String name, Status status) {
        link.write(new Command(messageStreamId, name, 0, List.of(AmfNull.INSTANCE, status.toObject())));
    }

    void streamBegin(int messageStreamId) {
        link.write(new UserControl.StreamBegin(messageStreamId));
    }

    void streamEof(int messageStreamId) {
        link.write(new UserControl.StreamEof(messageStreamId));
    }

    /** The relay clients of xiu break off at a strict array; they say nothing of Enhanced RTMP. */
    private static boolean readsStrictArrays(ConnectRequest request, EnhancedCapabilities client) {
        String flashVer = request.flashVer();
        return client.isEnhanced() || !(flashVer.contains("xiu") || flashVer.equals("LNX 9,0,124,2"));
    }
}
