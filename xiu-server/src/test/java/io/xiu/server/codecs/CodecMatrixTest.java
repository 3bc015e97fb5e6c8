package io.xiu.server.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.server.codecs.Listing.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The way of every codec: ffmpeg publishes it into the RTMP session; FLV written of that reads back the same; MPEG-TS and
 * fragmented MP4 made of it hold the same packets at the same times, and decode to the same pictures and the same sound.
 *
 * <p>The table of results is printed and stays in {@code target/codecs.txt}.
 */
@Timeout(120)
@EnabledIf("io.xiu.server.testing.Ffmpeg#isAvailable")
final class CodecMatrixTest {
    private static final double MILLISECOND = 0.001_001;
    private static final int MAX_PRIMING_FRAMES = 3;
    private static final Map<String, String> RESULTS = new TreeMap<>();
    private static Ingest ingest;

    @TempDir
    private Path directory;

    @BeforeAll
    static void open() {
        ingest = new Ingest();
    }

    @AfterAll
    static void close() throws IOException {
        ingest.close();
        StringBuilder table = new StringBuilder("video audio  RTMP, FLV  MPEG-TS  fragmented MP4\n");
        RESULTS.forEach((pair, result) -> table.append(pair).append(result).append('\n'));
        Files.writeString(Path.of("target", "codecs.txt"), table);
        System.out.print(table);
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Clips.Video.values())
                .flatMap(video -> Arrays.stream(Clips.Audio.values()).map(audio -> Arguments.of(video, audio)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void everyCodecComesThrough(Clips.Video video, Clips.Audio audio) throws Exception {
        String pair = "%-5s %-6s ".formatted(video, audio);
        RESULTS.put(pair, "failed");
        List<Tag> tags = ingest.publish(List.of(video.clip(), audio.clip()));
        byte[] flv = Tag.write(tags);
        assertThat(Tag.read(flv)).isEqualTo(tags);
        RESULTS.put(pair, "same tags  failed");
        Samples samples = Samples.of(tags);
        assertThat(samples.tracks()).hasSize(2);
        Reference reference = new Reference(write("clip.flv", flv), audio);
        boolean forTs = samples.tracks().stream().allMatch(track -> TsMuxer.carries(track.codec()));
        if (forTs) {
            reference.check(write("clip.ts", samples.transportStream()), audio == Clips.Audio.OPUS);
        } else {
            assertThatThrownBy(samples::transportStream)
                    .isInstanceOfSatisfying(
                            TrackException.class, e -> assertThat(e.reason()).isEqualTo(TrackException.Reason.CODEC))
                    .hasMessageMatching(".*(AV1|VP9|FLAC).*");
        }
        String ts = forTs ? "same    " : "refused ";
        RESULTS.put(pair, "same tags  " + ts + " failed");
        reference.check(write("clip.mp4", samples.fragmentedMp4()), false);
        RESULTS.put(pair, "same tags  " + ts + " same");
        samples.release();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    /** What the FLV file holds, to which the others are compared. */
    private static final class Reference {
        private final Path flv;
        private final Listing listing;
        private final Clips.Audio audio;

        Reference(Path flv, Clips.Audio audio) {
            this.flv = flv;
            this.listing = Listing.of(flv);
            this.audio = audio;
        }

        void check(Path file, boolean soundByPackets) throws IOException {
            Listing other = Listing.of(file);
            checkStreams(other);
            checkTimes(other);
            assertThat(Listing.hashes(file, "v", true)).as("pictures").isEqualTo(Listing.hashes(flv, "v", true));
            List<String> expected = Listing.hashes(flv, "a", !soundByPackets);
            List<String> found = Listing.hashes(file, "a", !soundByPackets);
            if (soundByPackets) {
                assertThat(found).as("packets of sound").isEqualTo(expected);
            } else {
                checkSound(found, expected);
            }
        }

        private void checkStreams(Listing other) {
            assertThat(other.streams()).hasSize(2);
            Map<String, String> video = other.streams().get(other.first("video"));
            assertThat(video)
                    .containsEntry("width", Integer.toString(Clips.WIDTH))
                    .containsEntry("height", Integer.toString(Clips.HEIGHT));
            Map<String, String> sound = other.streams().get(other.first("audio"));
            assertThat(sound)
                    .containsEntry("sample_rate", Integer.toString(audio.sampleRate()))
                    .containsEntry("channels", "2");
        }

        private void checkTimes(Listing other) {
            List<Packet> expected = listing.packets(listing.first("video"));
            double offset = other.packets(other.first("video")).get(0).dts()
                    - expected.get(0).dts();
            for (String type : List.of("video", "audio")) {
                checkTimes(listing.packets(listing.first(type)), other.packets(other.first(type)), offset, type);
            }
        }

        private static void checkTimes(List<Packet> expected, List<Packet> found, double offset, String type) {
            assertThat(found).as("packets of " + type).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).dts())
                        .as("DTS of %s packet %d", type, i)
                        .isCloseTo(expected.get(i).dts() + offset, within(MILLISECOND));
                assertThat(found.get(i).pts())
                        .as("PTS of %s packet %d", type, i)
                        .isCloseTo(expected.get(i).pts() + offset, within(MILLISECOND));
            }
        }

        /** The frames are the same, but for a few at the beginning that only get the decoder going. */
        private static void checkSound(List<String> found, List<String> expected) {
            for (int skipped = 0; skipped <= MAX_PRIMING_FRAMES; skipped++) {
                for (int primed = 0; primed <= MAX_PRIMING_FRAMES; primed++) {
                    if (found.subList(skipped, found.size()).equals(expected.subList(primed, expected.size()))) {
                        return;
                    }
                }
            }
            assertThat(found).as("sound").isEqualTo(expected);
        }
    }
}
