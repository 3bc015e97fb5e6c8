package io.xiu.rtmp.netty;

import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.Status;
import io.xiu.rtmp.session.StatusCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Follows one connection from its making to its end for a {@link RtmpPublisher}. All calls are on its event loop. */
final class PublisherListener implements RtmpClientHandler.Listener {
    private final CompletableFuture<RtmpPublisher> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable RtmpPublisher publisher;
    private @Nullable Throwable failure;
    private boolean connected;
    private boolean gone;

    CompletableFuture<RtmpPublisher> opened() {
        return opened;
    }

    /** The connection was made, or not: then there is a cause. It may come after {@link #closed}. */
    void connected(@Nullable Throwable cause) {
        connected = true;
        if (cause != null) {
            failure = cause;
        }
        if (gone || cause != null) {
            end();
        }
    }

    @Override
    public void event(ClientEvent event, RtmpClientHandler connection) {
        if (event instanceof ClientEvent.PublishStarted started) {
            RtmpPublisher begun = new RtmpPublisher(connection, started.messageStreamId(), closed);
            publisher = begun;
            if (!opened.complete(begun)) {
                begun.close();
            }
        } else if (event instanceof ClientEvent.ConnectRejected rejected) {
            refused(rejected.code(), rejected.description(), connection);
        } else if (event instanceof ClientEvent.PublishRejected rejected) {
            refused(rejected.code(), rejected.description(), connection);
        }
    }

    @Override
    public void writabilityChanged(boolean writable) {
        if (publisher != null) {
            publisher.writabilityChanged();
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
    }

    @Override
    public void closed() {
        gone = true;
        if (connected) {
            end();
        }
    }

    private void refused(String code, String description, RtmpClientHandler connection) {
        failure = new RtmpRefusedException(new Status(StatusCode.of(code).level(), code, description));
        connection.closeAfterFlush();
    }

    private void end() {
        Throwable cause = failure;
        opened.completeExceptionally(cause == null ? new IOException("closed before the stream began") : cause);
        if (cause == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(cause);
        }
        if (publisher != null) {
            publisher.writabilityChanged();
        }
    }
}
