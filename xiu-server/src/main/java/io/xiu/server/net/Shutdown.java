package io.xiu.server.net;

import io.xiu.server.log.Logging;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process on SIGTERM and SIGINT: the first stops the server in order and exits with 0, a second exits at once
 * with 128 and the signal's number.
 *
 * <p>A shutdown hook can do neither: the exit code would be the signal's, and a second signal would wait for the hook.
 * The JDK's only other way is a class of {@code jdk.unsupported}, used here by name because compiling against it is a
 * warning that can't be silenced.
 */
public final class Shutdown {
    /** How long stopping may take. */
    public static final Duration LIMIT = Duration.ofSeconds(9);

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final int SIGNAL_EXIT = 128;

    private final Supplier<? extends CompletionStage<?>> stop;
    private final AtomicBoolean begun = new AtomicBoolean();

    private Shutdown(Supplier<? extends CompletionStage<?>> stop) {
        this.stop = stop;
    }

    /**
     * From now on signals end the process. To be called once.
     *
     * @param stop begins to stop the server; called once, on a thread of its own
     */
    public static void onSignal(Supplier<? extends CompletionStage<?>> stop) {
        Shutdown shutdown = new Shutdown(stop);
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                shutdown.handle(name);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                LOG.warn("SIG{} ends this process without stopping it in order: {}", name, e.toString());
            }
        }
    }

    private void handle(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance(name);
        int number = (int) type.getMethod("getNumber").invoke(signal);
        MethodHandle received = MethodHandles.lookup()
                .bind(this, "received", MethodType.methodType(void.class, String.class, int.class));
        MethodHandle handler =
                MethodHandles.dropArguments(MethodHandles.insertArguments(received, 0, "SIG" + name, number), 0, type);
        type.getMethod("handle", type, handlerType)
                .invoke(null, signal, MethodHandleProxies.asInterfaceInstance(handlerType, handler));
    }

    // Called through the method handle.
    void received(String signal, int number) {
        if (!begun.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(SIGNAL_EXIT + number);
        }
        LOG.info("{}: stopping", signal);
        new Thread(this::stop, "xiu-shutdown").start();
    }

    private void stop() {
        try {
            stop.get().toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("stopped");
        } catch (TimeoutException e) {
            LOG.warn("stopped without waiting longer than {} s", LIMIT.toSeconds());
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            LOG.error("stopped, not in order", e);
        }
        Logging.stop();
        System.exit(0);
    }
}
