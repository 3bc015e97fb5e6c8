package io.xiu.flv.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A file in memory. Pages that nobody wrote to take no room, so that it may be long; each call reads or writes as few
 * bytes as it likes; and it can fail after so many bytes written, as a process that dies does.
 */
final class MemoryFile implements SeekableByteChannel {
    private static final int PAGE_BYTES = 4_096;

    private static final byte[] NOTHING = new byte[PAGE_BYTES];

    private final Map<Long, byte[]> pages = new HashMap<>();
    private final Random random;
    private long size;
    private long position;
    private long room = Long.MAX_VALUE;
    private boolean readOnly;

    MemoryFile() {
        this(1);
    }

    MemoryFile(long seed) {
        random = new Random(seed);
    }

    static MemoryFile of(byte[] bytes) throws IOException {
        MemoryFile file = new MemoryFile();
        file.put(0, bytes);
        return file;
    }

    MemoryFile failAfter(long bytes) {
        room = bytes;
        return this;
    }

    MemoryFile readOnly() {
        readOnly = true;
        return this;
    }

    /** Writes at a place, past the end too. */
    void put(long at, byte[] bytes) throws IOException {
        position = at;
        for (ByteBuffer from = ByteBuffer.wrap(bytes); from.hasRemaining(); ) {
            write(from);
        }
        position = 0;
    }

    byte[] bytes() throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) size);
        position = 0;
        while (all.hasRemaining()) {
            read(all);
        }
        return all.array();
    }

    @Override
    public int read(ByteBuffer into) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(piece(into.remaining()), size - position);
        for (int left = count; left > 0; ) {
            int offset = (int) (position % PAGE_BYTES);
            int length = Math.min(left, PAGE_BYTES - offset);
            into.put(pages.getOrDefault(position / PAGE_BYTES, NOTHING), offset, length);
            position += length;
            left -= length;
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (readOnly) {
            throw new NonWritableChannelException();
        }
        if (room == 0 && from.hasRemaining()) {
            throw new IOException("no more room");
        }
        int count = (int) Math.min(piece(from.remaining()), room);
        for (int rest = count; rest > 0; ) {
            int offset = (int) (position % PAGE_BYTES);
            int length = Math.min(rest, PAGE_BYTES - offset);
            from.get(pages.computeIfAbsent(position / PAGE_BYTES, page -> new byte[PAGE_BYTES]), offset, length);
            position += length;
            rest -= length;
        }
        room -= count;
        size = Math.max(size, position);
        return count;
    }

    /** At least one byte where any is wanted, mostly all. */
    private int piece(int wanted) {
        return wanted > 1 && random.nextInt(4) == 0 ? 1 + random.nextInt(wanted) : wanted;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public MemoryFile position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MemoryFile truncate(long newSize) {
        if (readOnly) {
            throw new NonWritableChannelException();
        }
        if (newSize < size) {
            long edge = newSize / PAGE_BYTES;
            pages.keySet().removeIf(page -> page > edge);
            byte[] last = pages.get(edge);
            for (int i = (int) (newSize % PAGE_BYTES); last != null && i < PAGE_BYTES; i++) {
                last[i] = 0;
            }
            size = newSize;
        }
        position = Math.min(position, newSize);
        return this;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
