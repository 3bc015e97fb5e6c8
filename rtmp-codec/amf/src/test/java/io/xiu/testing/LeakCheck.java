package io.xiu.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves a reference-counted buffer unreleased.
 *
 * <p>Registered for every module through JUnit's service loading. Netty's detector only logs what it finds; this
 * class takes its place, keeps the reports, and after each test class collects garbage and asks.
 */
public final class LeakCheck implements AfterAllCallback {
    private static final int ROUNDS = 3;
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            @SuppressWarnings("deprecation")
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                    Class<T> resource, int samplingInterval, long maxActive) {
                return new RecordingDetector<>(resource, samplingInterval);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        for (int round = 0; round < ROUNDS && REPORTS.isEmpty(); round++) {
            System.gc();
            Thread.sleep(10); // the collector hands references over on a thread of its own
            ByteBuf probe = PooledByteBufAllocator.DEFAULT.heapBuffer(1);
            probe.release(); // an allocation makes the detector read its reference queue
        }
        if (!REPORTS.isEmpty()) {
            String report = String.join(System.lineSeparator(), REPORTS);
            REPORTS.clear();
            throw new AssertionError(
                    "Buffers were leaked, at the latest in " + context.getDisplayName() + ":" + report);
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        RecordingDetector(Class<?> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            REPORTS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            REPORTS.add(resourceType);
        }
    }
}
