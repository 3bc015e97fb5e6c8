package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.StreamKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The files of one stream, in the directory {@code app/name}: those that a player could fetch, under the same names.
 * Guarded by its {@link HlsStream}.
 */
final class StreamFiles {
    private final DiskWriter disk;
    private final Path directory;
    private final Map<Path, BooleanSupplier> media = new LinkedHashMap<>();
    private final Set<Path> playlists = new LinkedHashSet<>();
    private final Map<Path, ByteBuf> pending = new LinkedHashMap<>();
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
    }

    /**
     * Writes a segment, or leaves it out if the disk can't keep up. The data is only borrowed.
     *
     * @param isHeld whether a player can still fetch it
     */
    void segment(String name, ByteBuf data, BooleanSupplier isHeld) {
        Path file = directory.resolve(name);
        if (disk.write(file, data.retainedDuplicate())) {
            media.put(file, isHeld);
        }
    }

    /** Writes a playlist, now or as soon as the disk keeps up; {@code text} need not be released. */
    void playlist(String name, ByteBuf text) {
        if (!retired) {
            Path file = directory.resolve(name);
            playlists.add(file);
            write(file, text);
        }
    }

    private void write(Path playlist, ByteBuf text) {
        if (disk.write(playlist, text.duplicate())) {
            pending.remove(playlist);
        } else {
            pending.put(playlist, text);
        }
    }

    /** Does what had to wait, and removes the segments that no player can get any more. */
    void sync() {
        Map.copyOf(pending).forEach(this::write);
        List<Path> gone = new ArrayList<>();
        media.forEach((file, isHeld) -> {
            if (!isHeld.getAsBoolean()) {
                gone.add(file);
            }
        });
        gone.forEach(this::removeMedia);
    }

    private void removeMedia(Path file) {
        media.remove(file);
        disk.delete(file);
    }

    /** Leaves the playlists to who follows under this name. */
    void retire() {
        retired = true;
        pending.clear();
    }

    /** Removes everything. */
    void remove() {
        pending.clear();
        List.copyOf(media.keySet()).forEach(this::removeMedia);
        if (!retired) {
            playlists.forEach(disk::delete);
            disk.delete(directory);
        }
    }
}
