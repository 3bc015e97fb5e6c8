package io.xiu.rtmp.session;

import io.xiu.rtmp.handshake.ServerHandshake;

/** Where a server's dialogue stands; the way through these is drawn at {@link ServerSession}. */
sealed interface ServerState {
    record Handshaking(ServerHandshake handshake) implements ServerState {}

    record AwaitingConnect() implements ServerState {}

    record ConnectPending(double transactionId, ConnectRequest request) implements ServerState {}

    /** @param transactionId of the connect command */
    record Connected(double transactionId, EnhancedCapabilities client) implements ServerState {}

    record Ended() implements ServerState {}
}
