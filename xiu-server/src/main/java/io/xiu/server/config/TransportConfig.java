package io.xiu.server.config;

/**
 * The section {@code [server]}.
 *
 * @param kind what connections are made of
 * @param eventLoops threads that serve connections, 0 to 1,024; 0: one for each core
 */
public record TransportConfig(Kind kind, int eventLoops) {
    /** What connections are made of. */
    public enum Kind {
        /** {@link #EPOLL} where it can be had, else {@link #NIO}. */
        AUTO,
        /** Linux's epoll. */
        EPOLL,
        /** Linux's io_uring. */
        IO_URING,
        /** The JDK's own, with fewer socket options. */
        NIO
    }

    /** The section left out. */
    public static TransportConfig defaults() {
        return new TransportConfig(Kind.AUTO, 0);
    }
}
