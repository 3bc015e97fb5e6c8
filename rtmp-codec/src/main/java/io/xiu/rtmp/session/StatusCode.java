package io.xiu.rtmp.session;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link Status} can say (section 7.2.2, and "Detailed Overview of the onStatus Command for NetConnection" of
 * Enhanced RTMP v2): every code this library sends or reacts to, and those that servers in use send.
 */
public enum StatusCode {
    /** A call couldn't be done. */
    CALL_FAILED("NetConnection.Call.Failed", true),
    /** The connection is open. */
    CONNECT_SUCCESS("NetConnection.Connect.Success", false),
    /** The connection is refused. */
    CONNECT_REJECTED("NetConnection.Connect.Rejected", true),
    /** The connection couldn't be made. */
    CONNECT_FAILED("NetConnection.Connect.Failed", true),
    /** There is no such application. */
    CONNECT_INVALID_APP("NetConnection.Connect.InvalidApp", true),
    /** The application or its server shuts down. */
    CONNECT_APP_SHUTDOWN("NetConnection.Connect.AppShutdown", true),
    /** The connection is closed. */
    CONNECT_CLOSED("NetConnection.Connect.Closed", false),
    /** The connection is closed since nothing came over it. */
    CONNECT_IDLE_TIME_OUT("NetConnection.Connect.IdleTimeOut", false),
    /** The client shall connect anew, perhaps to another server. */
    CONNECT_RECONNECT_REQUEST("NetConnection.Connect.ReconnectRequest", false),
    /** A proxy doesn't answer. */
    PROXY_NOT_RESPONDING("NetConnection.Proxy.NotResponding", true),

    /** Something failed on a message stream. */
    FAILED("NetStream.Failed", true),
    /** A publish has begun. */
    PUBLISH_START("NetStream.Publish.Start", false),
    /** The name isn't allowed, or somebody publishes under it. */
    PUBLISH_BAD_NAME("NetStream.Publish.BadName", true),
    /** The client may not publish. */
    PUBLISH_DENIED("NetStream.Publish.Denied", true),
    /** A publish failed. */
    PUBLISH_FAILED("NetStream.Publish.Failed", true),
    /** The publisher hasn't sent anything for a while. */
    PUBLISH_IDLE("NetStream.Publish.Idle", false),
    /** A publish is over. */
    UNPUBLISH_SUCCESS("NetStream.Unpublish.Success", false),
    /** Recording has begun. */
    RECORD_START("NetStream.Record.Start", false),
    /** Recording is over. */
    RECORD_STOP("NetStream.Record.Stop", false),
    /** The stream can't be recorded. */
    RECORD_NO_ACCESS("NetStream.Record.NoAccess", true),
    /** Recording failed. */
    RECORD_FAILED("NetStream.Record.Failed", true),
    /** What was to be played before is forgotten. */
    PLAY_RESET("NetStream.Play.Reset", false),
    /** A play has begun. */
    PLAY_START("NetStream.Play.Start", false),
    /** A play has ended. */
    PLAY_STOP("NetStream.Play.Stop", false),
    /** A play has come to its end, everything included. */
    PLAY_COMPLETE("NetStream.Play.Complete", false),
    /** There is no such stream. */
    PLAY_STREAM_NOT_FOUND("NetStream.Play.StreamNotFound", true),
    /** A play failed. */
    PLAY_FAILED("NetStream.Play.Failed", true),
    /** Somebody has begun to publish what is played. */
    PLAY_PUBLISH_NOTIFY("NetStream.Play.PublishNotify", false),
    /** Nobody publishes what is played any more. */
    PLAY_UNPUBLISH_NOTIFY("NetStream.Play.UnpublishNotify", false),
    /** The next stream of a list begins. */
    PLAY_SWITCH("NetStream.Play.Switch", false),
    /** The play goes over to another stream. */
    PLAY_TRANSITION("NetStream.Play.Transition", false),
    /** The play has gone over to another stream. */
    PLAY_TRANSITION_COMPLETE("NetStream.Play.TransitionComplete", false),
    /** The connection is too slow. */
    PLAY_INSUFFICIENT_BANDWIDTH("NetStream.Play.InsufficientBW", false),
    /** The file can't be read. */
    PLAY_FILE_STRUCTURE_INVALID("NetStream.Play.FileStructureInvalid", true),
    /** The file has no track that can be played. */
    PLAY_NO_SUPPORTED_TRACK("NetStream.Play.NoSupportedTrackFound", true),
    /** Data follow. */
    DATA_START("NetStream.Data.Start", false),
    /** A play is halted. */
    PAUSE_NOTIFY("NetStream.Pause.Notify", false),
    /** A play goes on. */
    UNPAUSE_NOTIFY("NetStream.Unpause.Notify", false),
    /** A seek is done. */
    SEEK_NOTIFY("NetStream.Seek.Notify", false),
    /** A seek failed. */
    SEEK_FAILED("NetStream.Seek.Failed", true),
    /** Any code that isn't in this list. */
    UNKNOWN("", false);

    private static final Map<String, StatusCode> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(StatusCode::code, Function.identity()));

    private final String code;
    private final boolean error;

    StatusCode(String code, boolean error) {
        this.code = code;
        this.error = error;
    }

    /** The code on the wire; empty for {@link #UNKNOWN}. */
    public String code() {
        return code;
    }

    /** The level it's sent with: {@code error} or {@code status}. */
    public String level() {
        return error ? "error" : "status";
    }

    /** The constant with this code, or {@link #UNKNOWN}. */
    public static StatusCode of(String code) {
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }
}
