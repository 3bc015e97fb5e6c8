package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.TagType;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.testing.Ffmpeg;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real footage through the adapter and the segmenter, judged by ffmpeg. */
class FootageTest {
    private static final int MAX_TAG_BYTES = 8 << 20;
    private static final int LISTED_SEGMENTS = 100;
    private static final List<String> VIDEO = List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25");
    private static final List<String> AUDIO = List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100");
    private static final List<String> H264_WITH_B_FRAMES = List.of(
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-bf",
            "3",
            "-g",
            "50",
            "-keyint_min",
            "50",
            "-sc_threshold",
            "0");
    private static final List<String> AAC = List.of("-c:a", "aac", "-b:a", "64k", "-ac", "2");

    @TempDir
    Path directory;

    private Scene scene = new Scene(config(HlsConfig.Format.AUTO));

    /** One packet as ffprobe lists it; times in seconds. */
    private record Packet(double pts, double dts, boolean key) {}

    private static HlsConfig config(HlsConfig.Format format) {
        return new HlsConfig(true, 8080, format, false, "./", false, 5, 5, LISTED_SEGMENTS, null, null, null);
    }

    @BeforeEach
    void needsFfmpeg() {
        Assumptions.assumeTrue(Ffmpeg.isAvailable());
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Path make(List<List<String>> arguments) {
        Path clip = directory.resolve("clip.flv");
        List<String> all = new ArrayList<>();
        arguments.forEach(all::addAll);
        all.addAll(List.of("-t", "20", "-flvflags", "no_duration_filesize", "-f", "flv", clip.toString()));
        assertThat(Ffmpeg.run(all)).isEmpty();
        return clip;
    }

    private static MediaKind kind(TagType type) {
        return switch (type) {
            case AUDIO -> MediaKind.AUDIO;
            case VIDEO -> MediaKind.VIDEO;
            default -> MediaKind.DATA;
        };
    }

    /** Publishes a file and ends; gives the playlist's file with its segments beside it. */
    private Path segment(Path clip) throws IOException, FlvException {
        ByteBuf in = Unpooled.wrappedBuffer(Files.readAllBytes(clip));
        FlvTagReader reader = new FlvTagReader(MAX_TAG_BYTES);
        scene.publish(false);
        for (FlvTag tag; (tag = reader.read(in)) != null; ) {
            scene.send(kind(tag.type()), tag.timestampMillis(), tag.body());
        }
        in.release();
        scene.end();
        String playlist = scene.playlist();
        Path file = directory.resolve("test.m3u8");
        Files.writeString(file, playlist);
        for (long sequence : Scene.listed(playlist)) {
            HlsAnswer.Media media = (HlsAnswer.Media) scene.service.segment(Scene.KEY, sequence, SegmentFormat.TS);
            try (OutputStream out = Files.newOutputStream(directory.resolve(sequence + ".ts"))) {
                media.data()
                        .getBytes(media.data().readerIndex(), out, media.data().readableBytes());
            }
            media.data().release();
        }
        assertThat(Ffmpeg.run(List.of("-xerror", "-i", file.toString(), "-f", "null", "-")))
                .as("decoding the playlist")
                .isEmpty();
        return file;
    }

    /** All segments of a playlist in one file. */
    private Path joined(Path playlist) throws IOException {
        Path whole = directory.resolve("whole.ts");
        try (OutputStream out = Files.newOutputStream(whole)) {
            for (Path segment : segments(playlist)) {
                Files.copy(segment, out);
            }
        }
        return whole;
    }

    private List<Path> segments(Path playlist) throws IOException {
        return Scene.listed(Files.readString(playlist)).stream()
                .map(sequence -> directory.resolve(sequence + ".ts"))
                .toList();
    }

    private static List<Packet> packets(Path file, String stream) {
        String listing = Ffmpeg.probe(List.of(
                "-select_streams",
                stream,
                "-show_entries",
                "packet=pts_time,dts_time,flags",
                "-of",
                "csv=p=0",
                file.toString()));
        return listing.lines()
                .map(line -> line.split(","))
                .map(field -> new Packet(
                        Double.parseDouble(field[0]), Double.parseDouble(field[1]), field[2].startsWith("K")))
                .toList();
    }

    private static void checkTimes(List<Packet> packets) {
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            assertThat(packet.pts()).isGreaterThanOrEqualTo(packet.dts());
            if (i > 0) {
                assertThat(packet.dts()).isGreaterThan(packets.get(i - 1).dts());
            }
        }
    }

    private void checkVideo(Path clip, Path playlist) throws IOException {
        List<Packet> sent = packets(clip, "v");
        List<Packet> got = packets(joined(playlist), "v");
        assertThat(got).hasSameSizeAs(sent);
        checkTimes(got);
        double offset = got.get(0).dts() - sent.get(0).dts();
        for (int i = 0; i < sent.size(); i++) {
            assertThat(got.get(i).pts() - sent.get(i).pts()).isCloseTo(offset, within(0.002));
            assertThat(got.get(i).dts() - sent.get(i).dts()).isCloseTo(offset, within(0.002));
        }
    }

    private void checkKeyFrames(Path playlist) throws IOException {
        for (Path segment : segments(playlist)) {
            assertThat(packets(segment, "v").get(0).key())
                    .as("first frame of %s", segment)
                    .isTrue();
        }
    }

    private void checkAudio(Path clip, Path playlist) throws IOException {
        List<Packet> got = packets(joined(playlist), "a");
        assertThat(got).hasSameSizeAs(soundWithVideo(clip));
        checkTimes(got);
    }

    /** The sound of a clip from where its video begins. */
    private static List<Packet> soundWithVideo(Path clip) {
        List<Packet> video = packets(clip, "v");
        double begin = video.isEmpty() ? 0 : video.get(0).dts();
        return packets(clip, "a").stream()
                .filter(packet -> packet.dts() >= begin)
                .toList();
    }

    /** How much later, in seconds, sound is than in the clip, measured against the video. */
    private void checkSync(Path clip, Path playlist) throws IOException {
        Path whole = joined(playlist);
        List<Packet> sentAudio = soundWithVideo(clip);
        List<Packet> gotAudio = packets(whole, "a");
        double video =
                packets(whole, "v").get(0).dts() - packets(clip, "v").get(0).dts();
        for (int i : List.of(0, gotAudio.size() / 2, gotAudio.size() - 1)) {
            assertThat(gotAudio.get(i).pts() - sentAudio.get(i).pts() - video).isCloseTo(0, within(0.03));
        }
    }

    @Test
    void carriesVideoWithBFramesAndSound() throws IOException, FlvException {
        Path clip = make(List.of(VIDEO, AUDIO, H264_WITH_B_FRAMES, AAC));
        assertThat(packets(clip, "v")).as("B-frames").anyMatch(packet -> packet.pts() > packet.dts() + 0.1);
        Path playlist = segment(clip);
        assertThat(segments(playlist)).hasSizeGreaterThan(3);
        checkVideo(clip, playlist);
        checkKeyFrames(playlist);
        checkAudio(clip, playlist);
        checkSync(clip, playlist);
    }

    @Test
    void carriesVideoAlone() throws IOException, FlvException {
        Path clip = make(List.of(VIDEO, H264_WITH_B_FRAMES));
        Path playlist = segment(clip);
        checkVideo(clip, playlist);
        checkKeyFrames(playlist);
        assertThat(packets(joined(playlist), "a")).isEmpty();
    }

    @Test
    void carriesSoundAlone() throws IOException, FlvException {
        Path clip = make(List.of(AUDIO, AAC));
        Path playlist = segment(clip);
        assertThat(segments(playlist)).hasSizeGreaterThan(3);
        checkAudio(clip, playlist);
        assertThat(packets(joined(playlist), "v")).isEmpty();
    }

    @Test
    void carriesMp3() throws IOException, FlvException {
        Path clip = make(List.of(VIDEO, AUDIO, H264_WITH_B_FRAMES, List.of("-c:a", "libmp3lame", "-b:a", "96k")));
        Path playlist = segment(clip);
        checkVideo(clip, playlist);
        checkAudio(clip, playlist);
        checkSync(clip, playlist);
    }

    @Test
    void carriesRecordedFootage() throws IOException, FlvException {
        Path clip = Path.of("../flv-mux/src/test/resources/bbb-h264-aac-360p.flv");
        Path playlist = segment(clip);
        checkVideo(clip, playlist);
        checkAudio(clip, playlist);
        checkSync(clip, playlist);
    }

    @Test
    void leavesOutWhatItCanNotCarry() throws IOException, FlvException {
        scene.close();
        scene = new Scene(config(HlsConfig.Format.TS));
        Path clip = make(List.of(VIDEO, AUDIO, H264_WITH_B_FRAMES, List.of("-c:a", "flac", "-strict", "-2")));
        Path playlist = segment(clip);
        checkVideo(clip, playlist);
        assertThat(packets(joined(playlist), "a")).isEmpty();
    }
}
