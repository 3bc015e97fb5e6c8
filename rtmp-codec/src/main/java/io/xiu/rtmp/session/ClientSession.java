package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.UserControl;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A client's dialogue with one server (section 7 of RTMP 1.0), for one stream at a time.
 *
 * <pre>{@code
 * ClientSession session = new ClientSession(ClientSettings.of("live", "rtmp://host/live"), random);
 * session.play(StreamName.of("demo")); // or publish; at any time
 * send(session.start());
 * }</pre>
 *
 * <pre>{@code
 *   Handshaking --S2--> Connecting --_result--> Connected <----------------------------+
 *                           |                       |                                 |
 *                           | _error,               | publish, play: createStream     | unpublish, stopPlaying,
 *                           v error status          v                                 | _error, error status
 *                         Ended                CreatingStream ------------------------+
 *                                               |          |                          |
 *                              publish: _result |          | play: _result            |
 *                                               v          v                          |
 *                                  PublishPending          PlayPending ---------------+
 *                                         |                |                          |
 *                           Publish.Start |                | Play.Start,              |
 *                                         v                v Play.PublishNotify       |
 *                                    Publishing            Playing -------------------+
 *                                                          |     ^                    |
 *                      Stream EOF, Play.UnpublishNotify,   |     | Play.Start,        |
 *                      Play.Stop, Play.Complete            v     | Play.PublishNotify |
 *                                                          Playing (ended) -----------+
 *
 *   any state --RtmpException--> Ended
 * }</pre>
 */
public final class ClientSession implements Session<ClientEvent> {
    private final ClientSettings settings;
    private final MessageLink link;
    private final ClientCommands commands;
    private final ClientHandshake handshake;
    private ClientState state;
    private Stage stage = Stage.HANDSHAKE;
    private @Nullable ClientGoal goal;

    /**
     * Makes a session.
     *
     * @param settings what it says and allows
     * @param random for the handshake
     */
    public ClientSession(ClientSettings settings, RandomGenerator random) {
        this(settings, random, ByteBufAllocator.DEFAULT);
    }

    /**
     * Makes a session.
     *
     * @param settings what it says and allows
     * @param random for the handshake
     * @param allocator where the bodies of media and the session's own output come from
     */
    public ClientSession(ClientSettings settings, RandomGenerator random, ByteBufAllocator allocator) {
        this.settings = settings;
        this.link = new MessageLink(settings.limits(), settings.sessionLimits(), allocator);
        this.commands = new ClientCommands(link);
        this.handshake = new ClientHandshake(random, settings.digestHandshake());
        this.state = new ClientState.Handshaking(handshake);
    }

    /**
     * The bytes that open the dialogue, which the caller owns.
     *
     * @throws IllegalStateException if it was called before
     */
    public ByteBuf start() {
        handshake.start(link.output());
        return link.takeOutput();
    }

    /**
     * Publishes, as soon as the application is open.
     *
     * @throws IllegalStateException if a stream is published or played already, or asked for
     */
    public void publish(StreamName name) {
        want(new ClientGoal(true, name));
    }

    /**
     * Plays, as soon as the application is open.
     *
     * @throws IllegalStateException if a stream is published or played already, or asked for
     */
    public void play(StreamName name) {
        want(new ClientGoal(false, name));
    }

    /** Ends a publish, or one asked for. Nothing happens if there is none. */
    public void unpublish() {
        if (goal != null && goal.publish()) {
            stop(goal);
        }
    }

    /** Ends a play, or one asked for. Nothing happens if there is none. */
    public void stopPlaying() {
        if (goal != null && !goal.publish()) {
            stop(goal);
        }
    }

    @Override
    public @Nullable ClientEvent read(ByteBuf in) throws RtmpException {
        try {
            return next(in);
        } catch (RtmpException e) {
            state = new ClientState.Ended();
            throw e;
        }
    }

    /** A client never waits for its owner. */
    @Override
    public boolean isWaiting() {
        return false;
    }

    @Override
    public void ping(int timestamp) {
        link.write(new UserControl.PingRequest(timestamp));
    }

    @Override
    public boolean hasOutput() {
        return link.hasOutput();
    }

    @Override
    public ByteBuf takeOutput() {
        return link.takeOutput();
    }

    @Override
    public int outgoingChunkSize() {
        return settings.outgoingChunkSize();
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public void tick(long nanoTime) {
        link.tick(nanoTime);
    }

    @Override
    public void release() {
        state = new ClientState.Ended();
        link.release();
    }

    /** Where the dialogue stands, in the words of the diagram; nothing the server sent. */
    @Override
    public String toString() {
        String detail = "";
        if (state instanceof ClientState.CreatingStream creating) {
            detail = creating.goal().publish() ? " to publish" : " to play";
        } else if (state instanceof ClientState.Playing playing && playing.ended()) {
            detail = " (ended)";
        }
        return "ClientSession[" + state.getClass().getSimpleName() + detail + ']';
    }

    private @Nullable ClientEvent next(ByteBuf in) throws RtmpException {
        if (state instanceof ClientState.Handshaking handshaking) {
            if (!handshaking.handshake().read(in, link.output())) {
                return null;
            }
            state = new ClientState.Connecting();
            stage = Stage.CONNECT;
            link.announceChunkSize(settings.outgoingChunkSize());
            commands.connect(settings);
        }
        while (!(state instanceof ClientState.Ended)) {
            RtmpMessage message = link.read(in);
            ClientEvent event = message == null ? null : handle(message);
            if (message == null || event != null) {
                return event;
            }
        }
        in.skipBytes(in.readableBytes());
        return null;
    }

    private @Nullable ClientEvent handle(RtmpMessage message) throws RtmpException {
        if (message instanceof MediaMessage media) {
            return receive(media);
        }
        if (message instanceof UserControl.StreamEof) {
            return ended("StreamEOF");
        }
        if (!(message instanceof Command command)) {
            return null;
        }
        link.spend(1);
        return switch (command.name()) {
            case "_result" -> result(command);
            case "_error" -> error(command);
            case "onStatus" -> status(Status.of(command), Status.information(command));
            default -> null;
        };
    }

    /** Takes whatever message stream the media come on: xiu sends all on 0, and only one stream is played here. */
    private @Nullable ClientEvent receive(MediaMessage media) throws RtmpException {
        if (state instanceof ClientState.Playing playing) {
            int id = playing.messageStreamId();
            return new ClientEvent.MediaReceived(
                    id == media.messageStreamId()
                            ? media
                            : new MediaMessage(media.kind(), id, media.timestampMillis(), media.body()));
        }
        media.body().release();
        link.stray(Reason.CMD_STATE);
        return null;
    }

    private @Nullable ClientEvent result(Command command) throws RtmpException {
        CommandArguments arguments = new CommandArguments(command.arguments());
        if (state instanceof ClientState.Connecting && command.transactionId() == ClientCommands.CONNECT_TRANSACTION) {
            state = new ClientState.Connected();
            stage = Stage.START;
            create();
            return new ClientEvent.Connected(orEmpty(arguments.object(0)), orEmpty(arguments.object(1)));
        }
        if (state instanceof ClientState.CreatingStream creating
                && command.transactionId() == creating.transactionId()) {
            begin(creating.goal(), arguments.number(1));
        }
        return null;
    }

    private @Nullable ClientEvent error(Command command) {
        Status status = Status.of(command);
        if (state instanceof ClientState.Connecting) {
            state = new ClientState.Ended();
            return new ClientEvent.ConnectRejected(status.code(), status.description());
        }
        return goal != null && command.transactionId() == pendingTransactionId() ? refused(goal, status) : null;
    }

    /** Of the command that the stream wanted waits for, or not a number. */
    private double pendingTransactionId() {
        if (state instanceof ClientState.CreatingStream creating) {
            return creating.transactionId();
        }
        if (state instanceof ClientState.PublishPending pending) {
            return pending.transactionId();
        }
        return state instanceof ClientState.PlayPending pending ? pending.transactionId() : Double.NaN;
    }

    private @Nullable ClientEvent status(Status status, AmfProperties information) {
        String code = status.code();
        if (state instanceof ClientState.Connecting && status.isError()) {
            state = new ClientState.Ended();
            return new ClientEvent.ConnectRejected(code, status.description());
        }
        if (isRefusal(status) && goal != null) {
            return refused(goal, status);
        }
        ClientEvent event = switch (status.known()) {
            case PUBLISH_START -> publishing();
            case PLAY_START, PLAY_PUBLISH_NOTIFY -> playing();
            case PLAY_UNPUBLISH_NOTIFY, PLAY_STOP, PLAY_COMPLETE -> ended(code);
            case CONNECT_RECONNECT_REQUEST -> reconnect(status, information);
            default -> null;
        };
        return event != null ? event : new ClientEvent.StatusReceived(status.level(), code, status.description());
    }

    /** A request that leads nowhere is only passed on as a status. */
    private @Nullable ClientEvent reconnect(Status status, AmfProperties information) {
        String tcUrl = ReconnectUrl.resolve(settings.tcUrl(), information.string("tcUrl"));
        return tcUrl == null ? null : new ClientEvent.ReconnectRequested(tcUrl, status.description());
    }

    /** An error ends what is published or played, but for those that concern something besides it. */
    private static boolean isRefusal(Status status) {
        return switch (status.known()) {
            case CALL_FAILED, RECORD_NO_ACCESS, RECORD_FAILED, SEEK_FAILED -> false;
            default -> status.isError();
        };
    }

    private @Nullable ClientEvent publishing() {
        if (!(state instanceof ClientState.PublishPending pending)) {
            return null;
        }
        state = new ClientState.Publishing(pending.messageStreamId());
        stage = Stage.RUNNING;
        return new ClientEvent.PublishStarted(pending.messageStreamId());
    }

    private @Nullable ClientEvent playing() {
        boolean expected = state instanceof ClientState.PlayPending
                || (state instanceof ClientState.Playing playing && playing.ended());
        if (!expected) {
            return null;
        }
        int id = state.messageStreamId();
        state = new ClientState.Playing(id, false);
        stage = Stage.RUNNING;
        return new ClientEvent.PlayStarted(id);
    }

    private @Nullable ClientEvent ended(String code) {
        if (!(state instanceof ClientState.Playing playing) || playing.ended()) {
            return null;
        }
        state = new ClientState.Playing(playing.messageStreamId(), true);
        return new ClientEvent.StreamEnded(code);
    }

    private ClientEvent refused(ClientGoal refused, Status status) {
        goal = null;
        state = new ClientState.Connected();
        return refused.publish()
                ? new ClientEvent.PublishRejected(status.code(), status.description())
                : new ClientEvent.PlayRejected(status.code(), status.description());
    }

    private void want(ClientGoal next) {
        if (goal != null) {
            throw new IllegalStateException("a stream is published or played already");
        }
        goal = next;
        create();
    }

    private void create() {
        if (goal != null && state instanceof ClientState.Connected) {
            state = new ClientState.CreatingStream(goal, commands.createStream(goal));
        }
    }

    private void begin(ClientGoal wanted, double number) throws RtmpException {
        int id = (int) number;
        if (id < 1 || id != number) {
            throw new RtmpException(Reason.NETSTREAM_ID, "message stream id " + number);
        }
        double transactionId = commands.begin(wanted, id);
        state = wanted.publish()
                ? new ClientState.PublishPending(id, transactionId)
                : new ClientState.PlayPending(id, transactionId);
    }

    private void stop(ClientGoal ended) {
        goal = null;
        int id = state.messageStreamId();
        if (id > 0) {
            commands.end(ended, id);
        }
        if (id > 0 || state instanceof ClientState.CreatingStream) {
            state = new ClientState.Connected();
        }
    }

    private static AmfObject orEmpty(@Nullable AmfObject object) {
        return object == null ? AmfObject.EMPTY : object;
    }
}
