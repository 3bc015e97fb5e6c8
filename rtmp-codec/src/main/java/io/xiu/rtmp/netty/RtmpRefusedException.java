package io.xiu.rtmp.netty;

import io.xiu.rtmp.session.Status;
import java.io.IOException;

/** A server refused what was asked of it, or ended what it had allowed. */
public final class RtmpRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    RtmpRefusedException(Status status) {
        super(status.code() + ": " + status.description());
        this.status = status;
    }

    /** What the server said. */
    public Status status() {
        return status;
    }
}
