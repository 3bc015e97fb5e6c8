package io.xiu.server.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests whose answers take long to make: on a thread of its own, there while it is needed, since no viewer
 * should wait for them. More than a few at a time are refused.
 */
public final class ReportDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ReportDesk.class);
    private static final int MOST_WAITING = 16;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), ReportDesk::thread);

    /** Starts no thread yet. */
    public ReportDesk() {
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "xiu-reports");
        thread.setDaemon(true);
        return thread;
    }

    /** Makes an answer and gives it. A report that fails is an error 500 and a line in the log. */
    public void answer(HttpExchange exchange, Supplier<HttpReply> report) {
        try {
            thread.execute(() -> exchange.respond(made(report)));
        } catch (RejectedExecutionException e) {
            exchange.respond(HttpReply.error(HttpResponseStatus.SERVICE_UNAVAILABLE));
        }
    }

    private static HttpReply made(Supplier<HttpReply> report) {
        try {
            return report.get();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a report could not be made", e);
            return HttpReply.error(HttpResponseStatus.INTERNAL_SERVER_ERROR);
        }
    }
}
