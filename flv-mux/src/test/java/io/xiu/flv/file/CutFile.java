package io.xiu.flv.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file that states more bytes than can be read of it: it becomes shorter meanwhile, or its disk fails there. */
final class CutFile implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private final long statedBytes;
    private final boolean fails;
    private long position;

    private CutFile(byte[] bytes, long statedBytes, boolean fails) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.statedBytes = statedBytes;
        this.fails = fails;
    }

    static CutFile shorter(byte[] bytes, long statedBytes) {
        return new CutFile(bytes, statedBytes, false);
    }

    static CutFile failing(byte[] bytes, long statedBytes) {
        return new CutFile(bytes, statedBytes, true);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position >= bytes.limit()) {
            if (fails) {
                throw new IOException("the disk fails");
            }
            return -1;
        }
        int count = Math.min(into.remaining(), bytes.limit() - (int) position);
        into.put(bytes.slice((int) position, count));
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public CutFile position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return statedBytes;
    }

    @Override
    public CutFile truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
