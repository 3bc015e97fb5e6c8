package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The NetStream commands (section 7.2.2) of a connected client, and the owner's answers to them. */
final class NetStreamCommands {
    private final NetStreams streams;
    private final ServerReplies replies;
    private final Queue<ServerEvent> events = new ArrayDeque<>(2);
    private boolean publishPending;
    private boolean anythingAsked;

    NetStreamCommands(NetStreams streams, ServerReplies replies) {
        this.streams = streams;
        this.replies = replies;
    }

    /** Obeys a command, or gives false if there is none of its name. What it means to the owner is then polled. */
    boolean handle(Command command) {
        CommandArguments arguments = new CommandArguments(command.arguments());
        switch (command.name()) {
            case "publish" -> publish(command, arguments);
            case "play" -> play(command, arguments);
            case "play2" -> {
                AmfObject options = arguments.object(1);
                play(command, options == null ? null : options.string("streamName"));
            }
            case "pause", "pauseRaw" -> pause(command, arguments);
            case "seek" -> seek(command);
            case "receiveAudio" -> toggle(command, arguments, MediaKind.AUDIO);
            case "receiveVideo" -> toggle(command, arguments, MediaKind.VIDEO);
            case "closeStream" -> close(streams.addressed(command.messageStreamId()));
            case "deleteStream" -> delete(arguments);
            case "FCUnpublish" -> unpublish(arguments);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Nullable
    ServerEvent pollEvent() {
        return events.poll();
    }

    boolean isPublishPending() {
        return publishPending;
    }

    /** Whether any publish or play was ever asked for. */
    boolean isAnythingAsked() {
        return anythingAsked;
    }

    void acceptPublish(int messageStreamId) {
        existing(messageStreamId).publish();
        publishPending = false;
        replies.streamBegin(messageStreamId);
        replies.status(messageStreamId, Status.of(StatusCode.PUBLISH_START, "Publishing."));
    }

    void rejectPublish(int messageStreamId, Status status) {
        NetStream stream = existing(messageStreamId);
        stream.publishPending();
        stream.idle();
        publishPending = false;
        replies.status(messageStreamId, status);
    }

    void acceptPlay(int messageStreamId) {
        existing(messageStreamId).play();
        replies.streamBegin(messageStreamId);
        replies.status(messageStreamId, Status.of(StatusCode.PLAY_RESET, "Playing and resetting."));
        replies.status(messageStreamId, Status.of(StatusCode.PLAY_START, "Playing."));
    }

    void rejectPlay(int messageStreamId, Status status) {
        NetStream stream = existing(messageStreamId);
        stream.playPending();
        stream.idle();
        replies.status(messageStreamId, status);
    }

    void endPlay(int messageStreamId) {
        playing(messageStreamId).idle();
        replies.streamEof(messageStreamId);
        replies.status(messageStreamId, Status.of(StatusCode.PLAY_UNPUBLISH_NOTIFY, "The stream has ended."));
    }

    void confirmPause(int messageStreamId, boolean paused) {
        playing(messageStreamId);
        if (paused) {
            replies.streamEof(messageStreamId);
            replies.status(messageStreamId, Status.of(StatusCode.PAUSE_NOTIFY, "Paused."));
        } else {
            replies.streamBegin(messageStreamId);
            replies.status(messageStreamId, Status.of(StatusCode.UNPAUSE_NOTIFY, "Playing."));
        }
    }

    private void publish(Command command, CommandArguments arguments) {
        NetStream stream = streams.addressed(command.messageStreamId());
        if (Boolean.FALSE.equals(arguments.truth(1))) {
            close(stream);
            return;
        }
        String text = arguments.string(1);
        StreamName name = text == null ? null : StreamName.of(text);
        if (stream == null || !stream.isIdle()) {
            replies.failed(command, stream == null ? "no such message stream" : "this message stream is in use");
        } else if (name == null || name.name().isEmpty()) {
            replies.status(stream.id(), Status.of(StatusCode.PUBLISH_BAD_NAME, "A stream needs a name."));
        } else {
            String type = arguments.string(2);
            stream.use(new NetStream.Use.PublishPending(name, command.messageStreamId() == 0));
            publishPending = true;
            anythingAsked = true;
            events.add(new ServerEvent.PublishRequested(
                    stream.id(), name, type == null ? "live" : Status.printable(type)));
        }
    }

    private void play(Command command, CommandArguments arguments) {
        if (Boolean.FALSE.equals(arguments.truth(1))) {
            close(streams.addressed(command.messageStreamId()));
        } else {
            play(command, arguments.string(1));
        }
    }

    private void play(Command command, @Nullable String text) {
        NetStream stream = streams.addressed(command.messageStreamId());
        StreamName name = text == null ? null : StreamName.of(text);
        if (stream == null || stream.isPublishing()) {
            replies.failed(command, stream == null ? "no such message stream" : "this message stream is in use");
        } else if (name == null || name.name().isEmpty()) {
            replies.status(stream.id(), Status.of(StatusCode.PLAY_STREAM_NOT_FOUND, "A stream needs a name."));
        } else {
            close(stream);
            stream.use(new NetStream.Use.PlayPending(name));
            anythingAsked = true;
            events.add(new ServerEvent.PlayRequested(stream.id(), name));
        }
    }

    private void pause(Command command, CommandArguments arguments) {
        NetStream stream = streams.addressed(command.messageStreamId());
        Boolean pause = arguments.truth(1);
        if (stream == null || !stream.isPlaying() || pause == null) {
            replies.failed(command, "nothing plays here");
        } else {
            events.add(new ServerEvent.PauseRequested(stream.id(), pause, arguments.number(2)));
        }
    }

    /** A live stream stays where it is; ffmpeg shows nothing more until it's told that the seek is done. */
    private void seek(Command command) {
        NetStream stream = streams.addressed(command.messageStreamId());
        if (stream == null || !stream.isPlaying()) {
            replies.failed(command, "nothing plays here");
        } else {
            replies.status(stream.id(), Status.of(StatusCode.SEEK_NOTIFY, "A live stream goes on."));
        }
    }

    private void toggle(Command command, CommandArguments arguments, MediaKind kind) {
        NetStream stream = streams.addressed(command.messageStreamId());
        Boolean receive = arguments.truth(1);
        if (stream == null || receive == null) {
            replies.failed(command, stream == null ? "no such message stream" : "true or false is needed");
            return;
        }
        if (receive && stream.isPlaying()) {
            replies.status(stream.id(), Status.of(StatusCode.SEEK_NOTIFY, "Playing."));
            replies.status(stream.id(), Status.of(StatusCode.PLAY_START, "Playing."));
        }
        events.add(new ServerEvent.TrackToggled(stream.id(), kind, receive));
    }

    private void unpublish(CommandArguments arguments) {
        String text = arguments.string(1);
        if (text != null) {
            close(streams.publishing(StreamName.of(text)));
        }
        replies.call(0, "onFCUnpublish", Status.of(StatusCode.UNPUBLISH_SUCCESS, "FCUnpublish"));
    }

    private void delete(CommandArguments arguments) {
        NetStream stream = streams.get((int) arguments.number(1));
        if (stream != null) {
            close(stream);
            streams.remove(stream);
        }
    }

    private void close(@Nullable NetStream stream) {
        if (stream == null || stream.isIdle()) {
            return;
        }
        if (stream.isPublishing()) {
            replies.status(stream.id(), Status.of(StatusCode.UNPUBLISH_SUCCESS, "Publishing has ended."));
        }
        stream.idle();
        events.add(new ServerEvent.StreamClosed(stream.id()));
    }

    private NetStream playing(int messageStreamId) {
        NetStream stream = existing(messageStreamId);
        if (!stream.isPlaying()) {
            throw new IllegalStateException("nothing plays on message stream " + messageStreamId);
        }
        return stream;
    }

    private NetStream existing(int messageStreamId) {
        NetStream stream = streams.get(messageStreamId);
        if (stream == null) {
            throw new IllegalStateException("no message stream " + messageStreamId);
        }
        return stream;
    }
}
