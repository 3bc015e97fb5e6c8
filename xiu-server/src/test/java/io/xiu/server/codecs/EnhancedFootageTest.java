package io.xiu.server.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * AV1 and Opus in FLV: footage of the test's own making or, with {@code -Dertmp.footage=FILE} or the environment variable
 * ERTMP_FOOTAGE, that file.
 */
@Timeout(120)
@EnabledIf("io.xiu.server.testing.Ffmpeg#isAvailable")
final class EnhancedFootageTest {
    @TempDir
    private Path directory;

    private Path footage() throws Exception {
        String given = System.getProperty("ertmp.footage", System.getenv("ERTMP_FOOTAGE"));
        if (given != null) {
            return Path.of(given);
        }
        try (Ingest ingest = new Ingest()) {
            List<Tag> tags = ingest.publish(List.of(Clips.Video.AV1.clip(), Clips.Audio.OPUS.clip()));
            return Files.write(directory.resolve("own.flv"), Tag.write(tags));
        }
    }

    @Test
    void goesThroughTheSessionsUnchanged() throws Exception {
        Path footage = footage();
        List<Tag> tags = Tag.read(Files.readAllBytes(footage));
        List<Tag> received;
        try (Ingest ingest = new Ingest()) {
            received = ingest.pass(tags);
        }
        assertThat(received).isEqualTo(tags);
        assertThat(Tag.read(Tag.write(received))).isEqualTo(tags);
    }

    @Test
    void saysInItsSequenceHeadersWhatItIs() throws Exception {
        Path footage = footage();
        Samples samples = Samples.of(Tag.read(Files.readAllBytes(footage)));
        Map<String, String> seen = Listing.of(footage).streams().stream()
                .filter(stream -> "video".equals(stream.get("codec_type")))
                .findFirst()
                .orElseThrow();
        assertThat(samples.tracks()).extracting(Track::codec).containsExactly(Codec.AV1, Codec.OPUS);
        Track video = samples.tracks().get(0);
        assertThat(Integer.toString(video.width())).isEqualTo(seen.get("width"));
        assertThat(Integer.toString(video.height())).isEqualTo(seen.get("height"));
        assertThat(video.codecString()).matches("av01\\.[0-2]\\.\\d\\d[MH]\\.(08|10|12).*");
        assertThat(samples.tracks().get(1).sampleRate()).isEqualTo(48_000);
        samples.release();
    }
}
