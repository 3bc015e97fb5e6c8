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
    private long left = Long.MAX_VALUE;

    private CutFile(byte[] bytes, long statedBytes, boolean fails) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.statedBytes = statedBytes;
        this.fails = fails;
    }

    static CutFile shorter(byte[] bytes, long statedBytes) {
        return new CutFile(bytes, statedBytes, false);
    }

    /** A file that is gone once so many bytes of it have been read. */
    static CutFile goneAfter(byte[] bytes, long bytesRead) {
        CutFile file = new CutFile(bytes, bytes.length, false);
        file.left = bytesRead;
        return file;
    }

    static CutFile failing(byte[] bytes, long statedBytes) {
        return new CutFile(bytes, statedBytes, true);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position >= bytes.limit() || left == 0) {
            if (fails) {
                throw new IOException("the disk fails");
            }
            return -1;
        }
        int count = (int) Math.min(left, Math.min(into.remaining(), bytes.limit() - (int) position));
        left -= count;
        into.put(bytes.slice((int) position, count));
        position += count;
        return count;
    }

    /** How many bytes are left of those that were said to be read before it is gone. */
    long left() {
        return left;
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
