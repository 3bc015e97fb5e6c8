package io.xiu.testing.fuzz;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What the code under test has taken: exact numbers, since nothing else runs on its thread and buffers aren't pooled. */
final class Meter {
    private static final UnpooledByteBufAllocator BUFFERS = UnpooledByteBufAllocator.DEFAULT;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static {
        if (ByteBufAllocator.DEFAULT != BUFFERS) {
            throw new IllegalStateException("fuzz targets need -Dio.netty.allocator.type=unpooled");
        }
    }

    private Meter() {}

    /** Bytes of all buffers there are. */
    static long heldBytes() {
        return BUFFERS.metric().usedHeapMemory() + directBytes();
    }

    /**
     * Reads, and again if a direct buffer is left afterwards: the first time it may be a constant's. Unpooled ones of the
     * heap may be left to the garbage collector.
     */
    static <T> T leavingNothing(Supplier<T> reading) {
        long before = directBytes();
        T read = reading.get();
        if (directBytes() != before) {
            before = directBytes();
            read = reading.get();
        }
        long left = directBytes() - before;
        if (left != 0) {
            throw new AssertionError(left + " bytes of buffers were not released");
        }
        return read;
    }

    private static long directBytes() {
        return BUFFERS.metric().usedDirectMemory();
    }

    /** Bytes of heap this thread has ever allocated. */
    static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Processor time this thread has ever taken. */
    static long processorNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Bytes of objects and buffers that are in use, after a collection. */
    static long liveBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() + directBytes();
    }
}
