package io.xiu.server.rtmp;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.xiu.amf.AmfObject;
import io.xiu.relay.Loop;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.link.RelayPath;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.session.ConnectRequest;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.StreamName;
import io.xiu.server.Addresses;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RTMP client: its application, and for each message stream what it publishes or plays. Confined to the channel's
 * event loop.
 */
final class RtmpConnection implements RtmpServerHandler.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);
    private static final String MEMORY_SHORT = "this server is short of memory";
    private static final long IDLE_SECONDS = 15;

    private final RtmpService service;
    private final Channel channel;
    private final Loop loop;
    private final String remote;
    private final Map<Integer, Role> roles = new HashMap<>();
    private String app = "";
    private String client = "";
    private RelayPath path = RelayPath.NONE;
    private @Nullable Future<?> idle;
    private boolean closed;

    /** What a message stream is used for. */
    sealed interface Role permits Publishing, Playing {
        /** The connection or the message stream is gone. */
        void end();

        /** So many bytes came on the connection. */
        void heard(int bytes);

        /** Whether it was published or played, or asked for. */
        boolean isUsed();
    }

    RtmpConnection(RtmpService service, Channel channel) {
        this.service = service;
        this.channel = channel;
        this.loop = service.loops().of(channel.eventLoop());
        this.remote = Addresses.text(channel.remoteAddress());
    }

    @Override
    public void event(ServerEvent event, RtmpServerHandler handler) {
        if (event instanceof ServerEvent.MediaReceived received) {
            media(received.message());
        } else if (event instanceof ServerEvent.ConnectRequested requested) {
            connect(requested.request(), handler);
        } else if (event instanceof ServerEvent.PublishRequested requested) {
            publish(requested.messageStreamId(), requested.name(), handler);
        } else if (event instanceof ServerEvent.PlayRequested requested) {
            play(requested.messageStreamId(), requested.name(), handler);
        } else if (event instanceof ServerEvent.StreamClosed streamClosed) {
            close(streamClosed.messageStreamId());
        } else if (event instanceof ServerEvent.PauseRequested pause) {
            playing(pause.messageStreamId(), handler).pause(pause.pause());
        } else if (event instanceof ServerEvent.TrackToggled toggled) {
            playing(toggled.messageStreamId(), handler).select(toggled.kind(), toggled.receive());
        }
    }

    private void media(MediaMessage message) {
        if (roles.get(message.messageStreamId()) instanceof Publishing publishing) {
            publishing.media(message);
        } else {
            message.body().release();
        }
    }

    private void connect(ConnectRequest request, RtmpServerHandler handler) {
        int slash = request.app().indexOf('/');
        app = slash < 0 ? request.app() : request.app().substring(0, slash);
        client = request.flashVer();
        path = RelayPath.read(request.properties());
        if (path.contains(service.node())) {
            LOG.info("relay loop: refused {} in {}, which this node is part of", remote, app);
            handler.session().rejectConnect(RelayPath.LOOP);
            handler.closeAfterFlush();
        } else if (app.isEmpty()) {
            handler.session().rejectConnect("an application name is needed");
            handler.closeAfterFlush();
        } else {
            handler.session().acceptConnect(isNode() ? service.node().property() : AmfObject.EMPTY);
        }
    }

    private void publish(int messageStreamId, StreamName name, RtmpServerHandler handler) {
        StreamKey key = key(name);
        if (key == null) {
            handler.session().rejectPublish(messageStreamId, Publishing.BAD_NAME, "illegal name");
            handler.closeAfterFlush();
            return;
        }
        if (!service.watchdog().admitsPublisher()) {
            handler.session().rejectPublish(messageStreamId, Publishing.DENIED, MEMORY_SHORT);
            handler.closeAfterFlush();
            return;
        }
        Publishing publishing = new Publishing(this, handler, messageStreamId, key);
        roles.put(messageStreamId, publishing);
        publishing.begin();
    }

    private void play(int messageStreamId, StreamName name, RtmpServerHandler handler) {
        StreamKey key = key(name);
        if (key == null) {
            handler.session().rejectPlay(messageStreamId, Playing.NOT_FOUND, "illegal name");
            handler.closeAfterFlush();
            return;
        }
        if (!service.watchdog().admitsViewer()) {
            handler.session().rejectPlay(messageStreamId, Playing.FAILED, MEMORY_SHORT);
            handler.closeAfterFlush();
            return;
        }
        Playing playing = playing(messageStreamId, handler);
        playing.end();
        Playing next = new Playing(this, handler, messageStreamId, playing.tracks());
        roles.put(messageStreamId, next);
        next.begin(key);
    }

    /** What plays on a message stream; before its play command, something that only remembers which tracks are wanted. */
    private Playing playing(int messageStreamId, RtmpServerHandler handler) {
        if (roles.get(messageStreamId) instanceof Playing playing) {
            return playing;
        }
        Playing playing = new Playing(this, handler, messageStreamId, TrackSelection.ALL);
        roles.putIfAbsent(messageStreamId, playing);
        return playing;
    }

    private void close(int messageStreamId) {
        Role role = roles.remove(messageStreamId);
        if (role != null) {
            role.end();
        }
        if (isIdle() && !closed) {
            stopWaiting();
            idle = channel.eventLoop().schedule(this::closeIfIdle, IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void stopWaiting() {
        Future<?> pending = idle;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private boolean isIdle() {
        return roles.values().stream().noneMatch(Role::isUsed);
    }

    private void closeIfIdle() {
        if (isIdle()) {
            LOG.info("closed {}: it neither publishes nor plays", remote);
            channel.close();
        }
    }

    @Override
    public void bytesReceived(int bytes) {
        for (Role role : roles.values()) {
            role.heard(bytes);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof RtmpException broken) {
            LOG.info("closed {}: {} ({})", remote, broken.getMessage(), broken.reason());
        } else if (cause instanceof IOException) {
            LOG.debug("lost {}: {}", remote, cause.toString());
        } else {
            LOG.error("closed {} after a defect of this server", remote, cause);
        }
    }

    @Override
    public void closed() {
        closed = true;
        stopWaiting();
        List<Role> ending = List.copyOf(roles.values());
        roles.clear();
        ending.forEach(Role::end);
    }

    private @Nullable StreamKey key(StreamName name) {
        try {
            return new StreamKey(app, name.name());
        } catch (IllegalArgumentException e) {
            LOG.warn("refused {}: {}", remote, e.getMessage());
            return null;
        }
    }

    RtmpService service() {
        return service;
    }

    Channel channel() {
        return channel;
    }

    Loop loop() {
        return loop;
    }

    String remote() {
        return remote;
    }

    /** What the client says it is. */
    String client() {
        return client;
    }

    /** Whether the client is a node like this one. */
    boolean isNode() {
        return !path.ids().isEmpty();
    }

    /** Ids of the processes a relay has passed; empty if the client is no node. */
    List<String> path() {
        return path.ids();
    }
}
