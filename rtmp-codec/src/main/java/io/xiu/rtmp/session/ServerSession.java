package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.RtmpException.Reason;
import io.xiu.rtmp.handshake.ServerHandshake;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.UserControl;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A server's dialogue with one client (section 7 of RTMP 1.0).
 *
 * <pre>{@code
 *   Handshaking --C2--> AwaitingConnect --connect--> ConnectPending --acceptConnect--> Connected
 *                                                          |
 *        any state --RtmpException--> Ended <--rejectConnect
 *
 *   and in Connected, for each of at most eight message streams, from createStream to deleteStream:
 *
 *            +----rejectPublish---- PublishPending <--publish--+
 *            |                           | acceptPublish       |
 *            v                           v                     |
 *          Idle <--closeStream------ Publishing                |
 *            ^     FCUnpublish                                Idle
 *            |     publish(false)                              |
 *            |                                                 |
 *            +----rejectPlay-------- PlayPending <--play-------+
 *            |    closeStream            |  ^    play2
 *            |    play(false)            |  |
 *            |                acceptPlay |  | play, play2
 *            |                           v  |
 *            +----closeStream--------- Playing
 *                 play(false), endPlay
 * }</pre>
 *
 * <p>In ConnectPending and PublishPending input stands still ({@link #isWaiting}). A play on a stream that plays, or is
 * to play, takes the old one's place. deleteStream does first what closeStream does. Everything the owner needn't decide
 * is answered here: acknowledgements, pings, releaseStream, FCPublish, FCSubscribe, createStream, getStreamLength, seek,
 * _checkbw.
 *
 * <p>A command before connect ends the session; so does what passes a limit of {@link SessionLimits}: a ninth message
 * stream, more than 50 commands a second (an unknown one counts five times), more than 1,000 messages that have no place
 * where they come.
 */
public final class ServerSession implements Session<ServerEvent> {
    private final ServerSettings settings;
    private final MessageLink link;
    private final ServerReplies replies;
    private final NetStreams streams;
    private final NetConnectionCommands connectionCommands;
    private final NetStreamCommands streamCommands;
    private ServerState state;
    private Stage stage = Stage.HANDSHAKE;

    /**
     * Makes a session that waits for its client's handshake.
     *
     * @param settings what it says and allows
     * @param random for the handshake
     */
    public ServerSession(ServerSettings settings, RandomGenerator random) {
        this(settings, random, ByteBufAllocator.DEFAULT);
    }

    /**
     * Makes a session that waits for its client's handshake.
     *
     * @param settings what it says and allows
     * @param random for the handshake
     * @param allocator where the bodies of media and the session's own output come from
     */
    public ServerSession(ServerSettings settings, RandomGenerator random, ByteBufAllocator allocator) {
        this.settings = settings;
        this.link = new MessageLink(settings.viewerLimits(), settings.limits(), allocator);
        this.replies = new ServerReplies(link);
        this.streams = new NetStreams(settings.limits().messageStreams());
        this.connectionCommands = new NetConnectionCommands(streams, replies, settings.limits());
        this.streamCommands = new NetStreamCommands(streams, replies);
        this.state = new ServerState.Handshaking(new ServerHandshake(random));
    }

    @Override
    public @Nullable ServerEvent read(ByteBuf in) throws RtmpException {
        try {
            return next(in);
        } catch (RtmpException e) {
            state = new ServerState.Ended();
            throw e;
        }
    }

    @Override
    public boolean isWaiting() {
        return state instanceof ServerState.ConnectPending || streamCommands.isPublishPending();
    }

    /**
     * Opens the application.
     *
     * @param extraProperties further properties for the client
     * @throws IllegalStateException if it wasn't asked for
     */
    public void acceptConnect(AmfObject extraProperties) {
        ServerState.ConnectPending pending = pendingConnect();
        replies.connected(pending.transactionId(), pending.request(), extraProperties, settings);
        state = new ServerState.Connected(
                pending.transactionId(), pending.request().capabilities());
    }

    /**
     * Refuses the application ({@code NetConnection.Connect.Rejected}); the caller closes the connection.
     *
     * @throws IllegalStateException if it wasn't asked for
     */
    public void rejectConnect(String description) {
        replies.connectRejected(pendingConnect().transactionId(), description);
        state = new ServerState.Ended();
    }

    /**
     * Asks the client to connect anew, at its next key frame for instance ({@code
     * NetConnection.Connect.ReconnectRequest}, Enhanced RTMP v2). The session goes on until the client closes it.
     *
     * @param tcUrl where to, absolute or relative to the URL the client used, at most 2,048 characters; null for the
     *     same place
     * @param description for people; may be empty
     * @return false if the client doesn't know such requests: then nothing is said
     * @throws IllegalArgumentException if the URL is too long
     * @throws IllegalStateException if the client isn't connected
     */
    public boolean requestReconnect(@Nullable String tcUrl, String description) {
        if (!(state instanceof ServerState.Connected connected)) {
            throw new IllegalStateException("the client isn't connected");
        }
        if (!connected.client().has(EnhancedCapability.RECONNECT)) {
            return false;
        }
        replies.reconnectRequest(tcUrl, description);
        return true;
    }

    /**
     * Lets a client publish ({@code NetStream.Publish.Start}).
     *
     * @throws IllegalStateException if it wasn't asked for
     */
    public void acceptPublish(int messageStreamId) {
        streamCommands.acceptPublish(messageStreamId);
        link.limits(settings.publisherLimits());
    }

    /**
     * Refuses a publish.
     *
     * @param code such as {@code NetStream.Publish.BadName}, see {@link StatusCode}
     * @throws IllegalStateException if it wasn't asked for
     */
    public void rejectPublish(int messageStreamId, String code, String description) {
        streamCommands.rejectPublish(messageStreamId, Status.error(code, description));
    }

    /**
     * Lets a client play. The owner sends {@link #takeOutput} and then media with this message stream id.
     *
     * @throws IllegalStateException if it wasn't asked for
     */
    public void acceptPlay(int messageStreamId) {
        streamCommands.acceptPlay(messageStreamId);
    }

    /**
     * Refuses a play.
     *
     * @param code such as {@code NetStream.Play.StreamNotFound}, see {@link StatusCode}
     * @throws IllegalStateException if it wasn't asked for
     */
    public void rejectPlay(int messageStreamId, String code, String description) {
        streamCommands.rejectPlay(messageStreamId, Status.error(code, description));
    }

    /** Whether a play on this message stream waits for its answer; never once the session has ended. */
    public boolean isPlayPending(int messageStreamId) {
        NetStream stream = streams.get(messageStreamId);
        return !(state instanceof ServerState.Ended) && stream != null && stream.isPlayPending();
    }

    /**
     * Tells a player that its stream is over: Stream EOF and {@code NetStream.Play.UnpublishNotify}.
     *
     * @throws IllegalStateException if nothing plays there
     */
    public void endPlay(int messageStreamId) {
        streamCommands.endPlay(messageStreamId);
    }

    /**
     * Tells a player that it's halted, or goes on.
     *
     * @throws IllegalStateException if nothing plays there
     */
    public void confirmPause(int messageStreamId, boolean paused) {
        streamCommands.confirmPause(messageStreamId, paused);
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
        state = new ServerState.Ended();
        link.release();
    }

    /** Where the dialogue stands, in the words of the diagram; nothing the client sent. */
    @Override
    public String toString() {
        return "ServerSession[" + state.getClass().getSimpleName() + ' ' + streams + ']';
    }

    private @Nullable ServerEvent next(ByteBuf in) throws RtmpException {
        if (state instanceof ServerState.Handshaking handshaking) {
            if (!handshaking.handshake().read(in, link.output())) {
                return null;
            }
            state = new ServerState.AwaitingConnect();
            stage = Stage.CONNECT;
        }
        ServerEvent event = streamCommands.pollEvent();
        while (event == null) {
            if (state instanceof ServerState.Ended) {
                in.skipBytes(in.readableBytes());
                return null;
            }
            RtmpMessage message = isWaiting() ? null : link.read(in);
            if (message == null) {
                return null;
            }
            event = handle(message);
        }
        return event;
    }

    private @Nullable ServerEvent handle(RtmpMessage message) throws RtmpException {
        if (message instanceof MediaMessage media) {
            return receive(media);
        }
        if (message instanceof Command command) {
            link.spend(1);
            return handle(command);
        }
        if (message instanceof UserControl.SetBufferLength length) {
            NetStream stream = streams.addressed(length.messageStreamId());
            return stream == null ? null : new ServerEvent.BufferLengthSet(stream.id(), length.bufferMillis());
        }
        return null;
    }

    private @Nullable ServerEvent receive(MediaMessage media) throws RtmpException {
        NetStream stream = streams.addressed(media.messageStreamId());
        if (stream == null || !stream.publishes(media.messageStreamId())) {
            media.body().release();
            link.stray(Reason.CMD_STATE);
            return null;
        }
        return new ServerEvent.MediaReceived(
                stream.id() == media.messageStreamId()
                        ? media
                        : new MediaMessage(media.kind(), stream.id(), media.timestampMillis(), media.body()));
    }

    private @Nullable ServerEvent handle(Command command) throws RtmpException {
        if (!(state instanceof ServerState.Connected connected)) {
            return connect(command);
        }
        if (!connectionCommands.handle(command, connected.transactionId()) && !streamCommands.handle(command)) {
            unknown(command);
        }
        if (stage == Stage.START && streamCommands.isAnythingAsked()) {
            stage = Stage.RUNNING;
        }
        return streamCommands.pollEvent();
    }

    private ServerEvent connect(Command command) throws RtmpException {
        if (!command.name().equals("connect")) {
            replies.failed(command, "connect comes first");
            throw new RtmpException(Reason.CMD_STATE, "a command before connect");
        }
        AmfObject properties = new CommandArguments(command.arguments()).object(0);
        if (properties == null) {
            replies.connectRejected(command.transactionId(), "connect needs a command object");
            throw new RtmpException(Reason.AMF, "connect without a command object");
        }
        ConnectRequest request = ConnectRequest.of(properties);
        state = new ServerState.ConnectPending(command.transactionId(), request);
        stage = Stage.START;
        return new ServerEvent.ConnectRequested(request);
    }

    /** Names nothing the client sent, so that nothing comes back to a client that reflects it. */
    private void unknown(Command command) throws RtmpException {
        link.spend(4);
        if (command.transactionId() != 0) {
            replies.failed(command, "no such method");
        }
    }

    private ServerState.ConnectPending pendingConnect() {
        if (state instanceof ServerState.ConnectPending pending) {
            return pending;
        }
        throw new IllegalStateException("no connect is pending");
    }
}
