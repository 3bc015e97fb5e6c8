package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Writes to a file, collecting what is small. */
final class FileOutput {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LARGE_BYTES = 16 * 1024;

    private final SeekableByteChannel file;
    private final ByteBuf buffer = Unpooled.buffer(BUFFER_BYTES);
    private long drained;

    /** @param position from which on it writes */
    FileOutput(SeekableByteChannel file, long position) {
        this.file = file;
        this.drained = position;
    }

    /** Where the next byte goes, in bytes from the beginning of the file. */
    long position() {
        return drained + buffer.readableBytes();
    }

    /** What is to be written next is appended here. */
    ByteBuf buffer() {
        return buffer;
    }

    /** Writes the readable bytes of a body, whose indexes stay as they are. */
    void write(ByteBuf body) throws IOException {
        int bytes = body.readableBytes();
        if (bytes < LARGE_BYTES) {
            buffer.writeBytes(body, body.readerIndex(), bytes);
        } else {
            drain();
            put(drained, body);
            drained += bytes;
        }
    }

    void drainIfFull() throws IOException {
        if (buffer.readableBytes() >= BUFFER_BYTES - LARGE_BYTES) {
            drain();
        }
    }

    void drain() throws IOException {
        int bytes = buffer.readableBytes();
        put(drained, buffer);
        drained += bytes;
        buffer.clear();
    }

    /** Writes over bytes that are in the file. */
    void put(long position, ByteBuf bytes) throws IOException {
        if (!bytes.isReadable()) {
            return;
        }
        file.position(position);
        for (ByteBuffer each : bytes.nioBuffers()) {
            while (each.hasRemaining()) {
                file.write(each);
            }
        }
    }
}
