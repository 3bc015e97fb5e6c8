package io.xiu.testing.fuzz;

import java.util.function.Supplier;

/**
 * What reading may take for what it is given.
 *
 * @param heldBytes of buffers, whatever was received
 * @param heldPerByte of buffers, for each byte received
 * @param heapBytes of the heap, garbage included, whatever was received
 * @param heapPerByte of the heap, garbage included, for each byte received
 * @param nanos of processor time for one input
 */
public record Bounds(long heldBytes, int heldPerByte, long heapBytes, int heapPerByte, long nanos) {
    /**
     * For a reader with its usual limits: twice what came and 64 KiB in buffers, and half a second. Instrumented code takes
     * several times the heap that it takes otherwise.
     */
    public static final Bounds USUAL = new Bounds(64 << 10, 2, 1 << 20, 1 << 10, 500_000_000L);

    /** The same with other buffers. */
    public Bounds withHeld(long bytes, int perByte) {
        return new Bounds(bytes, perByte, heapBytes, heapPerByte, nanos);
    }

    /** The same with another share of the heap. */
    public Bounds withHeap(long bytes, int perByte) {
        return new Bounds(heldBytes, heldPerByte, bytes, perByte, nanos);
    }

    /** Reads, and again if that took more than it may: the first time classes may have been loaded meanwhile. */
    <T> T within(long received, Supplier<T> reading) {
        Cost<T> cost = Cost.of(reading);
        if (exceeds(cost, received)) {
            cost = Cost.of(reading);
        }
        if (exceeds(cost, received)) {
            throw new AssertionError("%d bytes of heap and %d ms were spent on %d bytes"
                    .formatted(cost.heapBytes(), cost.nanos() / 1_000_000, received));
        }
        return cost.result();
    }

    private boolean exceeds(Cost<?> cost, long received) {
        return cost.heapBytes() > heapBytes + heapPerByte * received || cost.nanos() > nanos;
    }

    void checkHeld(long held, long received) {
        if (held > heldBytes + heldPerByte * received) {
            throw new AssertionError(held + " bytes of buffers are held for " + received + " received");
        }
    }

    private record Cost<T>(T result, long heapBytes, long nanos) {
        static <T> Cost<T> of(Supplier<T> reading) {
            long startAllocated = Meter.allocatedBytes();
            long startNanos = Meter.processorNanos();
            T result = reading.get();
            return new Cost<>(result, Meter.allocatedBytes() - startAllocated, Meter.processorNanos() - startNanos);
        }
    }
}
