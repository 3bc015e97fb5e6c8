package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one answer.
 *
 * <p>The answer is {@link #respond}, {@link #upgradeToStream} or {@link #upgradeToWebSocket}, once, from any thread, at any time; the requests that
 * follow on the connection wait for it. If the client leaves before, {@link #onAbandoned} tells, and an answer that
 * comes all the same is dropped. A client that only closed its sending side is given a second for an answer.
 */
public final class HttpExchange {
    private final HttpConnection connection;
    private final HttpRequest request;
    private final HttpTarget target;
    private final ByteBuf body;
    private final AtomicBoolean answered = new AtomicBoolean();
    private boolean abandoned;
    private @Nullable Runnable abandonment;

    HttpExchange(HttpConnection connection, HttpRequest request, HttpTarget target, ByteBuf body) {
        this.connection = connection;
        this.request = request;
        this.target = target;
        this.body = body;
    }

    /** As it was sent. */
    public HttpMethod method() {
        return request.method();
    }

    /** Path and query. */
    public HttpTarget target() {
        return target;
    }

    /** The body of the request, borrowed for as long as {@link HttpRoute#handle} runs; empty for most methods. */
    public ByteBuf body() {
        return body;
    }

    /** Who asks. */
    public SocketAddress remoteAddress() {
        return connection.channel().remoteAddress();
    }

    /** The event loop of the connection. */
    public EventLoop eventLoop() {
        return connection.channel().eventLoop();
    }

    /**
     * Has the action run on the event loop if the client leaves before it was answered; at once if it has left. To be
     * called on the event loop.
     */
    public void onAbandoned(Runnable action) {
        if (abandoned) {
            action.run();
        } else {
            abandonment = action;
        }
    }

    /**
     * Answers. Takes ownership of the reply.
     *
     * @throws IllegalStateException if it was answered already
     */
    public void respond(HttpReply reply) {
        if (!answered.compareAndSet(false, true)) {
            reply.release();
            throw new IllegalStateException(target + " was answered twice");
        }
        try {
            connection.execute(() -> connection.respond(this, reply));
        } catch (RejectedExecutionException e) {
            reply.release(); // the server has stopped
        }
    }

    /**
     * Answers 200 with a body that has no length and ends with the connection, then hands the bare channel over: from
     * then on what is written to it are {@link ByteBuf}s that go out as they are. What the client still sends is
     * ignored up to a limit, then it is disconnected. A HEAD gets the headers only.
     *
     * @param headers beside the server's own; {@code Content-Type} should be one
     * @param owner called on the event loop, with the channel open and the headers written but not flushed; never if
     *     the client has left or asked with HEAD
     * @throws IllegalStateException if it was answered already
     */
    public void upgradeToStream(HttpHeaders headers, Consumer<Channel> owner) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException(target + " was answered twice");
        }
        connection.execute(() -> connection.upgradeToStream(this, headers, owner));
    }

    /** Whether the client asks for WebSocket instead of a response. */
    public boolean asksForWebSocket() {
        return WebSocketHandshake.isAsked(request);
    }

    /** Why it can't have WebSocket: the reply to give at once; null if its handshake is right. */
    public @Nullable HttpReply webSocketRefusal() {
        return WebSocketHandshake.refusal(request);
    }

    /**
     * Accepts a WebSocket handshake for which there is no {@link #webSocketRefusal}, then hands the bare channel over:
     * what is written to it are whole frames as they go out. What the client says is the server's own business; when it
     * is to be disconnected, {@code leave} comes first, after which nothing may be written.
     *
     * @param owner called on the event loop, with the channel open and the head written but not flushed; never if the
     *     client has left
     * @param leave called on the event loop, once at most
     * @throws IllegalStateException if it was answered already
     */
    public void upgradeToWebSocket(Consumer<Channel> owner, Runnable leave) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException(target + " was answered twice");
        }
        connection.execute(() -> connection.upgradeToWebSocket(this, owner, leave));
    }

    /** Ends a channel of {@link #upgradeToWebSocket}, on its event loop: all that was written goes out, then a close frame. */
    public static void endWebSocket(Channel channel) {
        WebSocketInput.end(channel);
    }

    HttpRequest request() {
        return request;
    }

    boolean isAnswered() {
        return answered.get();
    }

    boolean isAbandoned() {
        return abandoned;
    }

    void abandon() {
        abandoned = true;
        Runnable action = abandonment;
        abandonment = null;
        if (action != null && !answered.get()) {
            action.run();
        }
    }
}
