package io.xiu.rtmp.session;

import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfValue;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.UserControl;
import java.util.ArrayList;
import java.util.List;

/** What a client says, written as the servers in use expect it. */
final class ClientCommands {
    static final double CONNECT_TRANSACTION = 1;

    /*
     * The codec lists are what Flash Player said, every codec. Of Enhanced RTMP v2, fourCcList is best left to the
     * information maps that took its place: xiu reads no strict arrays.
     */
    private static final int AUDIO_CODECS = 0x0FFF;
    private static final int VIDEO_CODECS = 0x00FF;
    private static final int LIVE_ONLY = -1000;
    private static final int BUFFER_MILLIS = 3_000;

    private final MessageLink link;
    private double lastTransactionId = CONNECT_TRANSACTION;

    ClientCommands(MessageLink link) {
        this.link = link;
    }

    void connect(ClientSettings settings) {
        AmfObject usual = AmfObject.of(
                "app",
                settings.app(),
                "type",
                "nonprivate",
                "flashVer",
                settings.flashVer(),
                "tcUrl",
                settings.tcUrl(),
                "fpad",
                false,
                "capabilities",
                15,
                "audioCodecs",
                AUDIO_CODECS,
                "videoCodecs",
                VIDEO_CODECS,
                "videoFunction",
                1,
                "objectEncoding",
                settings.capabilities().objectEncoding().code());
        var properties = new ArrayList<>(usual.properties());
        properties.addAll(settings.capabilities().properties());
        properties.addAll(settings.extraConnectProperties().properties());
        link.write(new Command(0, "connect", CONNECT_TRANSACTION, List.of(new AmfObject(properties))));
    }

    /** Asks for a message stream, and gives the transaction id of the answer. */
    double createStream(ClientGoal goal) {
        if (goal.publish()) {
            call("releaseStream", goal.name());
            call("FCPublish", goal.name());
        }
        double transactionId = ++lastTransactionId;
        link.write(new Command(0, "createStream", transactionId, List.of(AmfNull.INSTANCE)));
        return transactionId;
    }

    /** Publishes or plays, and gives the transaction id of the command. */
    double begin(ClientGoal goal, int messageStreamId) {
        double transactionId = ++lastTransactionId;
        if (goal.publish()) {
            write(messageStreamId, "publish", transactionId, goal.name().text(), "live");
        } else {
            write(messageStreamId, "play", transactionId, goal.name().text(), LIVE_ONLY);
            link.write(new UserControl.SetBufferLength(messageStreamId, BUFFER_MILLIS));
        }
        return transactionId;
    }

    void end(ClientGoal goal, int messageStreamId) {
        if (goal.publish()) {
            call("FCUnpublish", goal.name());
        }
        write(0, "deleteStream", 0, messageStreamId);
    }

    private void call(String name, StreamName stream) {
        write(0, name, ++lastTransactionId, stream.text());
    }

    private void write(int messageStreamId, String name, double transactionId, Object... arguments) {
        List<AmfValue> values = new ArrayList<>(arguments.length + 1);
        values.add(AmfNull.INSTANCE);
        for (Object argument : arguments) {
            values.add(AmfValue.of(argument));
        }
        link.write(new Command(messageStreamId, name, transactionId, values));
    }
}
