package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.MediaMessage;

/**
 * What a server answered or sent. Codes and descriptions are the server's, at most 256 characters each, control
 * characters replaced.
 */
public sealed interface ClientEvent {
    /** The application is open. */
    record Connected(AmfObject properties, AmfObject information) implements ClientEvent {}

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

    /** Any other status. */
    record StatusReceived(String level, String code, String description) implements ClientEvent {}
}
