package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.StreamKey;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** The files of one stream: {@code app/name/n.ts} and {@code app/name/name.m3u8}. Guarded by its {@link HlsStream}. */
final class StreamFiles {
    private final DiskWriter disk;
    private final Path directory;
    private final Path playlist;
    private final Deque<Long> written = new ArrayDeque<>();
    private @Nullable ByteBuf pending;
    private boolean retired;

    /**
     * Writes nothing yet.
     *
     * @param prefix put before the application's name, without a slash between
     * @throws java.nio.file.InvalidPathException if the file system has no such name
     */
    StreamFiles(DiskWriter disk, String prefix, StreamKey key) {
        this.disk = disk;
        directory = Path.of(prefix + key.app()).resolve(key.name());
        playlist = directory.resolve(key.name() + ".m3u8");
    }

    /** Writes a segment, or leaves it out if the disk can't keep up. The data is only borrowed. */
    void segment(long sequence, ByteBuf data) {
        if (disk.write(file(sequence), data.retainedDuplicate())) {
            written.add(sequence);
        }
    }

    /** Writes the playlist, now or as soon as the disk keeps up; {@code text} need not be released. */
    void playlist(ByteBuf text) {
        pending = retired || disk.write(playlist, text) ? null : text;
    }

    /** Does what had to wait, and removes the segments that no player can get any more. */
    void sync(LongPredicate isHeld) {
        if (pending != null) {
            playlist(pending.duplicate());
        }
        while (!written.isEmpty() && !isHeld.test(written.element())) {
            disk.delete(file(written.remove()));
        }
    }

    /** Leaves the playlist to who follows under this name. */
    void retire() {
        retired = true;
        pending = null;
    }

    /** Removes everything. */
    void remove() {
        pending = null;
        written.forEach(sequence -> disk.delete(file(sequence)));
        written.clear();
        if (!retired) {
            disk.delete(playlist);
            disk.delete(directory);
        }
    }

    private Path file(long sequence) {
        return directory.resolve(sequence + ".ts");
    }
}
