package io.xiu.relay.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A wire between a node and another that can be cut without either of them being told. */
final class TestWire implements AutoCloseable {
    private final ServerSocket listening;
    private final Endpoint to;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();

    private static final class Connection {
        private volatile boolean cut;
    }

    TestWire(Endpoint to) {
        this.to = to;
        try {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    Endpoint endpoint() {
        return new Endpoint(listening.getInetAddress().getHostAddress(), listening.getLocalPort());
    }

    /** From now on, what comes over the present connections is lost. */
    void swallow() {
        connections.forEach(connection -> connection.cut = true);
    }

    /** Bytes that the connecting side sent. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            Socket far = new Socket(to.host(), to.port());
            Connection connection = new Connection();
            connections.add(connection);
            start(() -> copy(near, far, connection, bytes));
            start(() -> copy(far, near, connection, new AtomicLong()));
        }
    }

    private static void copy(Socket from, Socket to, Connection connection, AtomicLong count) throws IOException {
        try (to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int length; (length = in.read(buffer)) >= 0; ) {
                count.addAndGet(length);
                if (!connection.cut) {
                    out.write(buffer, 0, length);
                }
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the test is over, or one side has closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
