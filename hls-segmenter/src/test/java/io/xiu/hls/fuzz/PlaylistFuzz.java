package io.xiu.hls.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistReader;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.playlist.MultivariantPlaylist;
import io.xiu.hls.playlist.MultivariantPlaylistReader;
import io.xiu.hls.playlist.MultivariantPlaylistWriter;
import io.xiu.hls.playlist.PlaylistException;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Playlists of both kinds. What was read is written and read again; regular expressions take more heap when watched. */
@ExtendWith(FuzzReport.class)
class PlaylistFuzz {
    @FuzzTest
    void readsAnyText(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL.withHeap(4 << 20, 4_096), in -> {
            String text = in.toString(StandardCharsets.UTF_8);
            return List.of(media(text), multivariant(text));
        });
    }

    private static Object media(String text) {
        try {
            MediaPlaylist read = MediaPlaylistReader.read(text);
            String written = new MediaPlaylistWriter().write(read);
            same(read, written, readMedia(written));
            return read;
        } catch (PlaylistException e) {
            return List.of(e.reason(), e.line());
        }
    }

    private static Object multivariant(String text) {
        try {
            MultivariantPlaylist read = MultivariantPlaylistReader.read(text);
            String written = new MultivariantPlaylistWriter().write(read);
            same(read, written, readMultivariant(written));
            return read;
        } catch (PlaylistException e) {
            return List.of(e.reason(), e.line());
        }
    }

    private static MediaPlaylist readMedia(String written) {
        try {
            return MediaPlaylistReader.read(written);
        } catch (PlaylistException e) {
            throw new AssertionError("what was written can't be read: " + written, e);
        }
    }

    private static MultivariantPlaylist readMultivariant(String written) {
        try {
            return MultivariantPlaylistReader.read(written);
        } catch (PlaylistException e) {
            throw new AssertionError("what was written can't be read: " + written, e);
        }
    }

    private static void same(Object read, String written, Object again) {
        if (!read.equals(again)) {
            throw new AssertionError(read + "\nwas written as\n" + written + "\nand read again as\n" + again);
        }
    }
}
