package io.xiu.rtmp;

/**
 * The peer broke the protocol, or one of the named limits. The connection it came over can't be used any further: what
 * follows on the wire has no known meaning.
 *
 * <p>It carries no stack trace, since a hostile peer can cause as many as it likes. The message is one line for a log
 * and repeats nothing the peer sent but numbers and, escaped, the name of a class that can't be read.
 */
public final class RtmpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /**
     * Makes an exception.
     *
     * @param reason what decides the goodbye
     * @param message one line for the log
     */
    public RtmpException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What went wrong; it decides how the connection is ended and what is counted. */
    public Reason reason() {
        return reason;
    }

    /** The kinds of offence, in the order of the layers they belong to. */
    public enum Reason {
        /** The handshake began with another version than 3: another protocol, or RTMPE. */
        HS_VERSION,
        /** The peer let a deadline pass: of the handshake, of connect, or of publish or play. */
        HS_TIMEOUT,
        /** A chunk of type 1, 2 or 3 came first on its chunk stream. */
        CHUNK_NO_CONTEXT,
        /** A new message header came before the chunk stream's last message was complete. */
        CHUNK_HEADER_MID_MESSAGE,
        /** The same, and the header gives the message another length. */
        CHUNK_LEN_CHANGED,
        /** The chunk size is 0 or has its top bit set, or its tiny chunks cost more work than they are worth. */
        CHUNK_WORK_BUDGET,
        /** More chunk streams than allowed. */
        CSID_LIMIT,
        /** A message is longer than its kind may be. */
        MSG_TOO_LONG,
        /** Too many messages, or too many bytes of them, are begun and not complete. */
        PARTIAL_BUDGET,
        /** A control message is shorter than its fields. */
        CTRL_SHORT,
        /** Too many messages of types that aren't decoded, or shared object messages. */
        MSG_TYPE,
        /** An aggregate message doesn't split into messages. */
        AGGREGATE_BAD,
        /** A command or a shared object message is no valid AMF, or exceeds its limits. */
        AMF,
        /** A command came in a state that doesn't allow it, or too many media came that have no place. */
        CMD_STATE,
        /** Too many commands in a short time, or too many answers that aren't read. */
        CMD_RATE,
        /** Too many message streams. */
        NETSTREAM_LIMIT,
        /** A server answers createStream with what is no message stream id. */
        NETSTREAM_ID
    }
}
