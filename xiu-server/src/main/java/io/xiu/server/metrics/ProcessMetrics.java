package io.xiu.server.metrics;

import io.xiu.server.log.Logging;
import io.xiu.server.memory.MemoryUsage;
import io.xiu.server.memory.MemoryWatchdog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** The process: processor, memory, threads, open files. What only Linux tells is left out elsewhere. */
public final class ProcessMetrics implements MetricSource {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final int KIBIBYTE = 1024;

    private final MemoryWatchdog watchdog;

    /** Makes the source; the watchdog knows the direct memory. */
    public ProcessMetrics(MemoryWatchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public void collect(Families into) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration()
                .ifPresent(time -> into.counter(
                        "process_cpu_seconds", "Processor time of the process, in seconds.", time.toNanos() / NANOS));
        self.startInstant()
                .map(Instant::toEpochMilli)
                .ifPresent(start -> into.gauge(
                        "process_start_time_seconds",
                        "When the process began, in seconds since 1970.",
                        start / MILLIS));
        List<String> status = status();
        number(status, "VmRSS:")
                .ifPresent(kib -> into.gauge(
                        "process_resident_memory_bytes", "Memory of the process that is in RAM.", kib * KIBIBYTE));
        number(status, "Threads:")
                .ifPresent(count -> into.gauge("process_threads", "Threads of the process, the JVM's too.", count));
        String[] files = OPEN_FILES.toFile().list();
        if (files != null) {
            into.gauge("process_open_fds", "Open files and sockets.", files.length);
        }
        memory(into);
        into.counter(
                "xiu_log_lines_dropped", "Log lines dropped because writing was too slow.", Logging.droppedLines());
    }

    private void memory(Families into) {
        Runtime runtime = Runtime.getRuntime();
        into.gauge(
                "jvm_heap_used_bytes", "Heap in use, garbage included.", runtime.totalMemory() - runtime.freeMemory());
        into.gauge("jvm_heap_committed_bytes", "Heap the JVM has now.", runtime.totalMemory());
        into.gauge("jvm_heap_max_bytes", "Heap the JVM may have.", runtime.maxMemory());
        MemoryUsage direct = watchdog.usage();
        into.gauge(
                "xiu_direct_memory_allocated_bytes",
                "Direct memory the allocator has, in use or not.",
                direct.allocatedBytes());
        into.gauge("xiu_direct_memory_limit_bytes", "Direct memory the allocator may have.", direct.limitBytes());
        into.gauge("xiu_media_held_bytes", "Logs, GOP caches and segments.", direct.heldBytes());
        into.counter("xiu_viewers_shed", "Viewers closed since memory was short.", watchdog.shedViewers());
        into.counter("xiu_viewers_refused", "Viewers turned away since memory was short.", watchdog.refusedViewers());
        into.counter(
                "xiu_publishers_refused",
                "Publishers turned away since memory was short.",
                watchdog.refusedPublishers());
        into.counter("xiu_streams_shed", "Streams ended since memory was short.", watchdog.endedStreams());
    }

    private static List<String> status() {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static OptionalLong number(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }
}
