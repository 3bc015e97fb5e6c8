package io.xiu.hls.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.playlist.LivePlaylist;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The example of the README: compiled, run, and the same to the letter. */
class SegmenterExampleTest {
    private static final Path SOURCE =
            Path.of("src", "test", "java", "io", "xiu", "hls", "segment", "SegmenterExampleTest.java");

    @Test
    void runs() throws TrackException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            samples.add(TestSamples.video(i * 3_600L, i % 50 == 0, 100));
            samples.add(TestSamples.audio(i * 3_600L, 50));
        }
        Map<String, byte[]> written = new TreeMap<>();

        write(List.of(TestTracks.video(), TestTracks.audio()), samples, (name, file) -> {
            written.put(name, ByteBufUtil.getBytes(file));
            file.release();
        });

        assertThat(written.keySet()).containsExactly("0.m4s", "1.m4s", "2.m4s", "3.m4s", "index.m3u8", "init-0.mp4");
        assertThat(new String(written.getOrDefault("index.m3u8", new byte[0]), StandardCharsets.UTF_8))
                .contains("\n#EXT-X-MAP:URI=\"init-0.mp4\"\n")
                .endsWith("\n3.m4s\n#EXT-X-ENDLIST\n");
    }

    @Test
    void isTheOneOfTheReadme() throws IOException {
        String source = Files.readString(SOURCE);
        int write = source.lastIndexOf("    static void write(");
        int deliver = source.lastIndexOf("    static void deliver(");
        String first = source.substring(write, deliver).stripTrailing().indent(-4);
        String second = source.substring(deliver, source.lastIndexOf("}")).indent(-4);

        assertThat(Files.readString(Path.of("README.md")))
                .contains("```java\n" + first + "```", "```java\n" + second + "```");
        assertThat(first.lines()).hasSizeBetween(10, 20);
        assertThat(second.lines()).hasSizeBetween(10, 20);
    }

    static void write(List<Track> tracks, List<Sample> samples, BiConsumer<String, ByteBuf> sink)
            throws TrackException {
        SegmenterSettings settings = SegmenterSettings.DEFAULT.withFormat(SegmentFormat.FMP4);
        Segmenter segmenter = new Segmenter(settings, ByteBufAllocator.DEFAULT);
        LivePlaylist playlist = new LivePlaylist(6);
        segmenter.tracks(tracks);
        for (Sample sample : samples) {
            segmenter.write(sample, System.currentTimeMillis());
            deliver(segmenter, playlist, sink);
        }
        segmenter.finish();
        deliver(segmenter, playlist, sink);
        playlist.finish();
        deliver(segmenter, playlist, sink);
        playlist.close();
    }

    static void deliver(Segmenter segmenter, LivePlaylist playlist, BiConsumer<String, ByteBuf> sink) {
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            InitializationSegment initialization = segment.initialization();
            if (initialization != null) {
                String name = "init-" + initialization.number() + ".mp4";
                sink.accept(name, Unpooled.wrappedBuffer(initialization.bytes()));
            }
            sink.accept(segment.sequence() + ".m4s", segment.data().retainedDuplicate());
            playlist.add(segment, System.nanoTime() / 1_000_000);
        }
        MediaPlaylist present = playlist.snapshot();
        if (present != null) {
            String text = new MediaPlaylistWriter().write(present);
            sink.accept("index.m3u8", Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }
    }
}
