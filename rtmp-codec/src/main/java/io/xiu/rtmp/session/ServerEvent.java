package io.xiu.rtmp.session;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;

/**
 * What a client did that its server has to know. A message stream id here always names a message stream the session
 * has created.
 */
public sealed interface ServerEvent {
    /** Answer with {@link ServerSession#acceptConnect} or {@link ServerSession#rejectConnect}; input waits for it. */
    record ConnectRequested(ConnectRequest request) implements ServerEvent {}

    /**
     * Answer with {@link ServerSession#acceptPublish} or {@link ServerSession#rejectPublish}; input waits for it, so a
     * publisher that doesn't wait loses nothing.
     *
     * @param name never empty
     * @param publishType {@code live}, {@code record} or {@code append}, or what else the client sent, at most 256
     *     printable characters
     */
    record PublishRequested(int messageStreamId, StreamName name, String publishType) implements ServerEvent {}

    /**
     * Answer with {@link ServerSession#acceptPlay} or {@link ServerSession#rejectPlay}. Input goes on meanwhile: ask
     * {@link ServerSession#isPlayPending} before a late answer.
     *
     * @param name never empty
     */
    record PlayRequested(int messageStreamId, StreamName name) implements ServerEvent {}

    /** Audio, video or data of an accepted publish. The receiver owns the body. */
    record MediaReceived(MediaMessage message) implements ServerEvent {}

    /**
     * A player wants to halt or go on. Answer with {@link ServerSession#confirmPause}.
     *
     * @param positionMillis where the player says it is
     */
    record PauseRequested(int messageStreamId, boolean pause, double positionMillis) implements ServerEvent {}

    /** A player switches audio or video off or on. May come before it plays. */
    record TrackToggled(int messageStreamId, MediaKind kind, boolean receive) implements ServerEvent {}

    /** How much a player buffers. May come before it plays. */
    record BufferLengthSet(int messageStreamId, int bufferMillis) implements ServerEvent {}

    /** The client ended a publish or a play, answered or not yet. */
    record StreamClosed(int messageStreamId) implements ServerEvent {}
}
