package io.xiu.server.net;

import io.xiu.server.config.TransportConfig.Kind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the transport that was asked for, or the next best: io_uring, then epoll, then the JDK's. */
final class SocketsChoice {
    private static final Logger LOG = LoggerFactory.getLogger(SocketsChoice.class);

    private SocketsChoice() {}

    static Sockets choose(Kind wanted) {
        return choose(wanted, SocketsChoice::obstacle);
    }

    /** What can't be had is told as a warning, unless nobody asked for it. */
    static Sockets choose(Kind wanted, Function<Kind, @Nullable Throwable> obstacles) {
        if (wanted == Kind.IO_URING && usable(wanted, Kind.IO_URING, "epoll", obstacles)) {
            return new IoUringSockets();
        }
        if (wanted != Kind.NIO && usable(wanted, Kind.EPOLL, "NIO", obstacles)) {
            return new EpollSockets();
        }
        return new NioSockets();
    }

    private static boolean usable(
            Kind wanted, Kind kind, String otherwise, Function<Kind, @Nullable Throwable> obstacles) {
        Throwable obstacle = obstacles.apply(kind);
        if (obstacle == null) {
            return true;
        }
        String name = kind == Kind.EPOLL ? "epoll" : "io_uring";
        if (wanted == Kind.AUTO) {
            LOG.info("{} can't be used here: {}", name, root(obstacle));
        } else {
            LOG.warn("{} can't be used here, {} is tried instead: {}", name, otherwise, root(obstacle));
        }
        return false;
    }

    // The outer ones only say that a static initializer or a library has failed.
    private static String root(Throwable obstacle) {
        Throwable root = obstacle;
        for (Throwable cause; (cause = root.getCause()) != null && !cause.equals(root); ) {
            root = cause;
        }
        return root.toString();
    }

    private static @Nullable Throwable obstacle(Kind kind) {
        try {
            return kind == Kind.IO_URING ? IoUringSockets.obstacle() : EpollSockets.obstacle();
        } catch (LinkageError e) {
            return e;
        }
    }
}
