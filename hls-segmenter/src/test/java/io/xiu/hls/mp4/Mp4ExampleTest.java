package io.xiu.hls.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The example of the README: compiled, run, and the same to the letter. */
class Mp4ExampleTest {
    private static final Path SOURCE = Path.of("src", "test", "java", "io", "xiu", "hls", "mp4", "Mp4ExampleTest.java");

    @Test
    void runs() throws TrackException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            samples.add(Mp4Tracks.sample(Mp4Tracks.VIDEO, i * 3_600L, i % 4 == 0, 9));
            samples.add(Mp4Tracks.sample(Mp4Tracks.AUDIO, i * 3_600L, true, 7));
        }
        List<String> written = new ArrayList<>();

        write(List.of(Mp4Tracks.VIDEO, Mp4Tracks.AUDIO), samples, ByteBufAllocator.DEFAULT, (name, file) -> {
            written.add(name + " "
                    + Box.read(Mp4Tracks.bytes(file)).stream().map(Box::type).toList());
        });

        assertThat(written)
                .containsExactly(
                        "init.mp4 [ftyp, moov]",
                        "0.m4s [styp, moof, mdat]",
                        "1.m4s [styp, moof, mdat]",
                        "2.m4s [styp, moof, mdat]");
    }

    @Test
    void isTheOneOfTheReadme() throws IOException {
        String source = Files.readString(SOURCE);
        int start = source.lastIndexOf("        Mp4Muxer muxer = new Mp4Muxer(");
        String body =
                source.substring(start, source.indexOf("\n    }\n", start)).indent(-8);

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + body + "```");
        assertThat(body.lines()).hasSizeBetween(10, 20);
    }

    private static void write(
            List<Track> tracks, List<Sample> samples, ByteBufAllocator allocator, BiConsumer<String, ByteBuf> sink)
            throws TrackException {
        Mp4Muxer muxer = new Mp4Muxer(tracks);
        ByteBuf out = allocator.buffer();
        muxer.writeInitialization(out);
        sink.accept("init.mp4", out);
        int number = 0;
        long end90k = 0;
        for (Sample sample : samples) {
            if (sample.keyFrame() && !muxer.isEmpty()) {
                ByteBuf segment = allocator.buffer((int) muxer.encodedBytes());
                muxer.writeFragment(segment, sample.dts90k(), true, null);
                sink.accept(number++ + ".m4s", segment);
            }
            muxer.add(sample);
            end90k = sample.dts90k();
        }
        ByteBuf last = allocator.buffer((int) muxer.encodedBytes());
        muxer.writeFragment(last, end90k, true, null);
        sink.accept(number + ".m4s", last);
    }
}
