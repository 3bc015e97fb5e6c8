package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files on a thread of its own, so that a disk that is slow, full or gone disturbs nobody: what it can't take is
 * left out and counted. A run of failures is one line in the log, its end another. Thread-safe.
 */
final class DiskWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
    private static final long MAX_QUEUED_BYTES = 64L << 20;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    private static final String UNFINISHED = ".unfinished";

    private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final long maxQueuedBytes;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "hls-disk");
    private boolean closed;
    private boolean stopped;

    DiskWriter() {
        this(MAX_QUEUED_BYTES);
    }

    /** The thread runs from here on. */
    DiskWriter(long maxQueuedBytes) {
        this.maxQueuedBytes = maxQueuedBytes;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Has a file written or replaced, in one step for who reads it, with its directories. Takes ownership of the data.
     *
     * @return whether it will be tried; if not, the data has been released
     */
    synchronized boolean write(Path file, ByteBuf data) {
        int bytes = data.readableBytes();
        if (closed) {
            data.release();
            return false;
        }
        if (queuedBytes.get() + bytes > maxQueuedBytes) {
            data.release();
            failed(file, "the disk can't keep up");
            return false;
        }
        queuedBytes.addAndGet(bytes);
        queue.add(() -> perform(file, data));
        return true;
    }

    /** Has a file or an empty directory deleted; without effect if it isn't there. */
    synchronized void delete(Path file) {
        if (!closed) {
            queue.add(() -> perform(file, null));
        }
    }

    /** Files that were not written. */
    long leftOut() {
        return leftOut.get();
    }

    /** Takes nothing more, and blocks until what was taken is written, but for 2 s at most. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            queue.add(() -> stopped = true);
        }
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            LOG.error("The disk thread was interrupted", e);
        }
    }

    /** Writes a file, or without data deletes it. */
    private void perform(Path file, @Nullable ByteBuf data) {
        try {
            if (data == null) {
                Files.deleteIfExists(file);
                return;
            }
            replace(file, data);
            if (failing.compareAndSet(true, false)) {
                LOG.info("HLS is written to the disk again; {} files were left out in all", leftOut);
            }
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is not empty", file);
        } catch (IOException | RuntimeException e) {
            failed(file, e.toString());
        } finally {
            if (data != null) {
                queuedBytes.addAndGet(-data.readableBytes());
                data.release();
            }
        }
    }

    private void failed(Path file, String reason) {
        leftOut.incrementAndGet();
        if (failing.compareAndSet(false, true)) {
            LOG.warn("HLS can't be written to the disk, live is not affected: {}: {}", file, reason);
        }
    }

    private static void replace(Path file, ByteBuf data) throws IOException {
        Path unfinished = file.resolveSibling(UNFINISHED);
        try {
            fill(unfinished, data);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            fill(unfinished, data);
        }
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static void fill(Path file, ByteBuf data) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            int end = data.writerIndex();
            for (int at = data.readerIndex(); at < end; ) {
                at += data.getBytes(at, out, end - at);
            }
        }
    }
}
