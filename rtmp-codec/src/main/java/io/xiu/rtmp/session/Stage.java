package io.xiu.rtmp.session;

/** How far a session has come. It never goes back, so each stage can have a deadline of its own. */
public enum Stage {
    /** The handshake isn't complete. */
    HANDSHAKE,
    /** The client hasn't connected: as a server no connect command has come, as a client it hasn't been accepted. */
    CONNECT,
    /** Nothing is published or played: as a server none was asked for, as a client none has begun. */
    START,
    /** Past all of these. */
    RUNNING
}
