package io.xiu.rtmp.session;

import io.xiu.rtmp.handshake.ClientHandshake;

/** Where a client's dialogue stands; the way through these is drawn at {@link ClientSession}. */
sealed interface ClientState {
    /** The message stream published or played on, or asked for; 0 if there is none. */
    default int messageStreamId() {
        return 0;
    }

    record Handshaking(ClientHandshake handshake) implements ClientState {}

    record Connecting() implements ClientState {}

    record Connected() implements ClientState {}

    /**
     * The stream is asked for.
     *
     * @param goal what it is for
     * @param transactionId of the createStream command
     */
    record CreatingStream(ClientGoal goal, double transactionId) implements ClientState {}

    /** @param transactionId of the publish command */
    record PublishPending(int messageStreamId, double transactionId) implements ClientState {}

    record Publishing(int messageStreamId) implements ClientState {}

    /** @param transactionId of the play command */
    record PlayPending(int messageStreamId, double transactionId) implements ClientState {}

    /** @param ended whether the server said that the stream is over */
    record Playing(int messageStreamId, boolean ended) implements ClientState {}

    record Ended() implements ClientState {}
}
