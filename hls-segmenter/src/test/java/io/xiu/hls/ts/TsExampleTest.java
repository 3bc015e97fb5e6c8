package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The example of the README: compiled, run, and the same to the letter. */
class TsExampleTest {
    private static final Path SOURCE = Path.of("src", "test", "java", "io", "xiu", "hls", "ts", "TsExampleTest.java");

    @Test
    void runs() throws TrackException {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            samples.add(CodecTracks.sample(CodecTracks.H264, i * 3_600L, i == 0));
            samples.add(CodecTracks.sample(CodecTracks.AAC, i * 1_920L, true));
        }
        List<Integer> read = new ArrayList<>();

        remux(
                List.of(CodecTracks.H264, CodecTracks.AAC),
                samples,
                Unpooled.buffer(),
                ByteBufAllocator.DEFAULT,
                sample -> {
                    read.add(sample.track().id());
                    sample.data().release();
                });

        assertThat(read).hasSize(20).filteredOn(id -> id == 1).hasSize(10);
    }

    @Test
    void isTheOneOfTheReadme() throws IOException {
        String source = Files.readString(SOURCE);
        int start = source.lastIndexOf("        TsMuxer muxer = new TsMuxer(");
        String body =
                source.substring(start, source.indexOf("\n    }\n", start)).indent(-8);

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + body + "```");
        assertThat(body.lines()).hasSizeBetween(10, 20);
    }

    private static void remux(
            List<Track> tracks,
            List<Sample> samples,
            ByteBuf buffer,
            ByteBufAllocator allocator,
            Consumer<Sample> receiver)
            throws TrackException {
        TsMuxer muxer = new TsMuxer(TsOutput.to(buffer));
        muxer.tracks(tracks);
        muxer.writeTables();
        for (Sample sample : samples) {
            muxer.write(sample, sample.dts90k());
        }
        muxer.flush();

        TsReader reader = new TsReader(allocator);
        for (TsEvent event; (event = reader.read(buffer)) != null; ) {
            if (event instanceof TsEvent.SampleRead read) {
                receiver.accept(read.sample());
            }
        }
        for (TsEvent event; (event = reader.flush()) != null; ) {
            if (event instanceof TsEvent.SampleRead read) {
                receiver.accept(read.sample());
            }
        }
    }
}
