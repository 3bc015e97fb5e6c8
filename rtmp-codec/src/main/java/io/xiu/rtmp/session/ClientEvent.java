package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.rtmp.message.MediaMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server answered or sent. Codes (see {@link StatusCode#of}) and descriptions are the server's, at most 256
 * code points each, control and format characters and ends of lines replaced.
 */
public sealed interface ClientEvent {
    /**
     * The application is open.
     *
     * @param properties of the server
     * @param information a {@link Status} and more, {@code objectEncoding} for one
     */
    record Connected(AmfObject properties, AmfObject information) implements ClientEvent {
        /** What the server says it can do beyond RTMP 1.0, in one object or the other. */
        public EnhancedCapabilities capabilities() {
            List<AmfProperty> both = new ArrayList<>(properties.properties());
            both.addAll(information.properties());
            return EnhancedCapabilities.read(new AmfObject(both));
        }
    }

    /** The application is refused; the server closes the connection. */
    record ConnectRejected(String code, String description) implements ClientEvent {}

    /** Media may be sent, with this message stream id. */
    record PublishStarted(int messageStreamId) implements ClientEvent {}

    /** The publish was refused, or was ended by the server. */
    record PublishRejected(String code, String description) implements ClientEvent {}

    /** Media follows, at once or when somebody publishes. Comes again when a stream that had ended goes on. */
    record PlayStarted(int messageStreamId) implements ClientEvent {}

    /** The play was refused. */
    record PlayRejected(String code, String description) implements ClientEvent {}

    /** Audio, video or data of the stream played. The receiver owns the body. */
    record MediaReceived(MediaMessage message) implements ClientEvent {}

    /**
     * The stream played is over.
     *
     * @param code the status that said so, or {@code StreamEOF}
     */
    record StreamEnded(String code) implements ClientEvent {}

    /**
     * The server asks that the client connect anew: a client that can should play or publish here up to a key frame,
     * connect to the URL, and only then close this connection (Enhanced RTMP v2, "Reconnect Request"). Servers ask only
     * those who said {@link EnhancedCapability#RECONNECT} in {@link ClientSettings#capabilities()}.
     *
     * @param tcUrl of the application to connect to, absolute, {@code rtmp} or {@code rtmps}; its query may be a secret
     */
    record ReconnectRequested(String tcUrl, String description) implements ClientEvent {
        /** Leaves out the query. */
        @Override
        public String toString() {
            return "ReconnectRequested[tcUrl=" + StreamName.of(tcUrl) + ", description=" + description + "]";
        }
    }

    /** Any other status. */
    record StatusReceived(String level, String code, String description) implements ClientEvent {}
}
