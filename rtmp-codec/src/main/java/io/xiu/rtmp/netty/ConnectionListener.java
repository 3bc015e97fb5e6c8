package io.xiu.rtmp.netty;

/** What happens to a connection besides its session's events. All calls come on the channel's event loop. */
public interface ConnectionListener {
    /** Bytes came, before they are read. */
    default void bytesReceived(int bytes) {}

    /** The channel's output buffer passed its high or low water mark. */
    default void writabilityChanged(boolean writable) {}

    /**
     * Something went wrong, and the connection is being closed: an {@link io.xiu.rtmp.RtmpException} is the peer's
     * fault, an {@link java.io.IOException} the network's or that of TLS, anything else a defect of ours. Comes at most
     * once.
     */
    default void failed(Throwable cause) {}

    /** The connection is gone. The last call, exactly once. */
    default void closed() {}
}
