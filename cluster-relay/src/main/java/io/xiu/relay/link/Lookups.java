package io.xiu.relay.link;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds the addresses of hosts, on threads of its own, since the JDK's look-up blocks for as long as the name servers do.
 *
 * <p>A host is looked up once at a time, for all who ask meanwhile: links that try again and again while no name server
 * answers keep one thread busy, and nothing piles up behind it. Any thread may ask.
 */
final class Lookups {
    private static final int THREADS = 4;
    private static final long THREAD_IDLE_SECONDS = 30;

    private final Resolver resolver;
    private final ConcurrentHashMap<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Lookups::thread);

    /** Knows the addresses of hosts, or blocks until it does. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Asks the system. */
    Lookups() {
        this(InetAddress::getAllByName);
    }

    Lookups(Resolver resolver) {
        this.resolver = resolver;
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "relay-lookup");
        thread.setDaemon(true);
        return thread;
    }

    /** Finds an address of a server, another one with each turn if it has several; fails if that takes longer. */
    CompletableFuture<InetSocketAddress> find(Endpoint server, int turn, Duration longest) {
        return addresses(server.host())
                .thenApply(all -> new InetSocketAddress(all[Math.floorMod(turn, all.length)], server.port()))
                .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<InetAddress[]> addresses(String host) {
        CompletableFuture<InetAddress[]> begun = new CompletableFuture<>();
        CompletableFuture<InetAddress[]> present = running.putIfAbsent(host, begun);
        if (present != null) {
            return present;
        }
        threads.execute(() -> look(host, begun));
        return begun;
    }

    private void look(String host, CompletableFuture<InetAddress[]> answer) {
        InetAddress[] all;
        try {
            all = resolver.addresses(host);
        } catch (UnknownHostException | RuntimeException e) {
            running.remove(host);
            answer.completeExceptionally(e);
            return;
        }
        running.remove(host);
        answer.complete(all);
    }
}
