package io.xiu.rtmp.session;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.LimitType;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.UserControl;
import java.util.ArrayList;
import java.util.List;

/** What a server says, written as the clients in use expect it. */
final class ServerReplies {
    /*
     * Enhanced RTMP v2: media are forwarded whatever their codec, so the wildcard with CanForward says it all; packets
     * with several tracks or ModEx signals are understood.
     */
    private static final AmfObject ANY_CODEC = AmfObject.of("*", 0x04);
    private static final int CAPABILITIES_EX = 0x02 | 0x04;
    private static final AmfValue FOUR_CC_LIST = new AmfStrictArray(List.of(new AmfString("*")));

    private final MessageLink link;

    ServerReplies(MessageLink link) {
        this.link = link;
    }

    /** The answers to connect, in the order of nginx-rtmp and SRS. */
    void connected(double transactionId, ConnectRequest request, AmfObject extra, ServerSettings settings) {
        link.announceWindow(settings.windowAcknowledgementBytes());
        link.write(new SetPeerBandwidth(settings.peerBandwidthBytes(), LimitType.DYNAMIC));
        link.announceChunkSize(settings.outgoingChunkSize());
        List<AmfProperty> properties = new ArrayList<>(AmfObject.of(
                        "fmsVer", "FMS/3,0,1,123",
                        "capabilities", 31,
                        "mode", 1)
                .properties());
        if (readsStrictArrays(request)) {
            properties.add(new AmfProperty("fourCcList", FOUR_CC_LIST));
        }
        properties.addAll(AmfObject.of(
                        "videoFourCcInfoMap", ANY_CODEC,
                        "audioFourCcInfoMap", ANY_CODEC,
                        "capsEx", CAPABILITIES_EX)
                .properties());
        properties.addAll(extra.properties());
        AmfObject information = Status.status("NetConnection.Connect.Success", "Connection succeeded.")
                .toObject()
                .with("objectEncoding", request.objectEncoding());
        link.write(new Command(0, "_result", transactionId, List.of(new AmfObject(properties), information)));
    }

    void connectRejected(double transactionId, String description) {
        error(transactionId, Status.error("NetConnection.Connect.Rejected", description));
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
            error(command.transactionId(), Status.error("NetConnection.Call.Failed", description));
        } else {
            status(command.messageStreamId(), Status.error("NetStream.Failed", description));
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
    private static boolean readsStrictArrays(ConnectRequest request) {
        String flashVer = request.flashVer();
        return request.isEnhanced() || !(flashVer.contains("xiu") || flashVer.equals("LNX 9,0,124,2"));
    }
}
