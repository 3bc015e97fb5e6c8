package io.xiu.server.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port that nobody else gets while a test needs it, whether a server listens on it or not: a socket is bound to it and
 * never listens. A socket that may reuse addresses, as a server's does, can listen there all the same.
 */
public final class HeldPort implements AutoCloseable {
    private final Socket holder = new Socket();

    /** Takes any that is free, on all addresses. */
    public HeldPort() throws IOException {
        holder.setReuseAddress(true);
        holder.bind(new InetSocketAddress(0));
    }

    /** Its number. */
    public int number() {
        return holder.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        holder.close();
    }
}
