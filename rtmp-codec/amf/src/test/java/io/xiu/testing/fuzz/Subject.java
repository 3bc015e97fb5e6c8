package io.xiu.testing.fuzz;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** A reader of a stream under test: whatever bytes there are come to it as they would over a connection. */
public interface Subject extends AutoCloseable {
    /**
     * Reads what it can. What it leaves in the buffer comes again, with more behind it.
     *
     * @param in borrowed
     * @param seen takes everything that can be seen from outside, as values with an {@code equals} of their own
     * @return whether reading can go on: false after the input was refused in the way its reader declares
     */
    boolean read(ByteBuf in, Consumer<Object> seen);

    /**
     * Says what can be seen once there is no more input.
     *
     * @param in what was left in the buffer
     */
    default void end(ByteBuf in, Consumer<Object> seen) {}

    /** Gives back all buffers. */
    @Override
    void close();
}
