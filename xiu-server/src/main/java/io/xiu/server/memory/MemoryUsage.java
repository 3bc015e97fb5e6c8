package io.xiu.server.memory;

/** The direct memory of the process, in bytes. Any thread may ask. */
public interface MemoryUsage {
    /** Media that is held for viewers: logs, GOP caches and segments. */
    long heldBytes();

    /** What the allocator has taken, also what was given back to it and waits to be used again. */
    long allocatedBytes();

    /** What it may take at most. */
    long limitBytes();
}
