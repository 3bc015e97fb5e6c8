package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads a file through a window, so that tag after tag costs no call of the system each. */
final class FileInput {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final SeekableByteChannel file;
    private final byte[] window = new byte[WINDOW_BYTES];
    private final ByteBuf view = Unpooled.wrappedBuffer(window);
    private long start;
    private int length;

    FileInput(SeekableByteChannel file) {
        this.file = file;
    }

    long size() throws IOException {
        return file.size();
    }

    /**
     * Looks at bytes.
     *
     * @param bytes at most 64 KiB
     * @return a view of exactly these, which the next call makes useless, or null if the file is shorter
     */
    @Nullable
    ByteBuf peek(long position, int bytes) throws IOException {
        if (position < start || position + bytes > start + length) {
            start = position;
            length = 0;
            length = read(position, ByteBuffer.wrap(window));
        }
        int offset = (int) (position - start);
        return offset + bytes <= length ? view.slice(offset, bytes) : null;
    }

    /** Appends exactly these bytes of the file; false if it is shorter, and then something may have been appended. */
    boolean read(long position, int bytes, ByteBuf out) throws IOException {
        if (bytes <= WINDOW_BYTES) {
            ByteBuf seen = peek(position, bytes);
            if (seen != null) {
                out.writeBytes(seen);
            }
            return seen != null;
        }
        out.ensureWritable(bytes);
        int read = read(position, out.nioBuffer(out.writerIndex(), bytes));
        out.writerIndex(out.writerIndex() + read);
        return read == bytes;
    }

    private int read(long position, ByteBuffer into) throws IOException {
        int wanted = into.remaining();
        file.position(position);
        while (into.hasRemaining() && file.read(into) >= 0) {}
        return wanted - into.remaining();
    }
}
