package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.config.HlsConfig.Format;
import io.xiu.server.sample.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which format segments have, and what playlists say of it. */
class HlsFormatTest {
    private static final Pattern MAP = Pattern.compile("#EXT-X-MAP:URI=\"init-(\\d+)\\.mp4\"\n");

    private Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
        assertThat(scene.service.heldBytes()).isZero();
    }

    private void want(Format format) {
        scene.close();
        scene = new Scene(HlsConfig.onPort(8080).withFormat(format));
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    private void publishAv1AndOpus() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.av1Header());
        scene.send(MediaKind.AUDIO, 0, Tags.opusHeader());
        streamAv1AndOpus(seconds(15));
    }

    private void streamAv1AndOpus(Duration time) {
        scene.stream(time, Tags::av1Key, Tags::av1Inter, Tags::opus);
    }

    private static String type(byte[] box) {
        return new String(box, 4, 4, StandardCharsets.US_ASCII);
    }

    /** Everything that a playlist of fragmented segments refers to is there; answers how many initialization segments. */
    private long checkFragmented(String playlist) {
        assertThat(playlist).doesNotContain(".ts\n").contains("\n#EXT-X-VERSION:");
        List<Integer> maps = MAP.matcher(playlist)
                .results()
                .map(map -> Integer.valueOf(map.group(1)))
                .toList();
        assertThat(maps).isNotEmpty().doesNotHaveDuplicates();
        assertThat(playlist.indexOf("#EXT-X-MAP")).isLessThan(playlist.indexOf("#EXTINF"));
        for (int number : maps) {
            assertThat(type(Objects.requireNonNull(scene.initialization(number))))
                    .isEqualTo("ftyp");
        }
        for (long sequence : Scene.listed(playlist)) {
            assertThat(type(Objects.requireNonNull(scene.fragmented(sequence)))).isIn("styp", "moof");
            assertThat(scene.segment(sequence)).as("as MPEG-TS").isEqualTo("no such segment");
        }
        return maps.size();
    }

    @Test
    void isFragmentedMp4ForAv1AndOpus() {
        publishAv1AndOpus();
        String playlist = scene.playlist();
        assertThat(Scene.listed(playlist)).hasSizeGreaterThan(2);
        assertThat(checkFragmented(playlist)).isEqualTo(1);
        assertThat(playlist).doesNotContain("DISCONTINUITY\n");
        assertThat(scene.initialization(0)).isNull();
    }

    @Test
    void isMpegTsForH264AndAacUnlessFragmentsAreWanted() {
        scene.publish();
        scene.stream(seconds(15));
        assertThat(scene.playlist()).contains(".ts\n").doesNotContain("#EXT-X-MAP", ".m4s");
        want(Format.FMP4);
        scene.publish();
        scene.stream(seconds(15));
        assertThat(checkFragmented(scene.playlist())).isEqualTo(1);
    }

    @Test
    void isMpegTsForVideoAloneAndForSoundAlone() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        for (int at = 0; at < 8_000; at += 40) {
            scene.send(MediaKind.VIDEO, at, at % 2_000 == 0 ? Tags.key() : Tags.inter(0));
        }
        assertThat(scene.playlist()).contains(".ts\n");
        scene.end();
        scene.publish(false);
        for (int at = 0; at < 8_000; at += 26) {
            scene.send(MediaKind.AUDIO, at, Tags.mp3());
        }
        assertThat(scene.playlist()).contains(".ts\n");
    }

    @Test
    void waitsForTheSoundBeforeItChooses() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.send(MediaKind.VIDEO, 0, Tags.key());
        scene.send(MediaKind.VIDEO, 40, Tags.inter(0));
        scene.send(MediaKind.AUDIO, 60, Tags.opusHeader());
        for (int at = 80; at < 8_000; at += 40) {
            scene.send(MediaKind.VIDEO, at, at % 2_000 == 0 ? Tags.key() : Tags.inter(0));
            scene.send(MediaKind.AUDIO, at, Tags.opus());
        }
        String playlist = scene.playlist();
        assertThat(checkFragmented(playlist)).isEqualTo(1);
        assertThat(playlist).doesNotContain("DISCONTINUITY\n");
    }

    @Test
    void keepsWhatCameBeforeTheEndOfAStreamThatIsShorterThanThat() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.send(MediaKind.VIDEO, 0, Tags.key());
        scene.send(MediaKind.VIDEO, 40, Tags.inter(0));
        scene.end();
        assertThat(Scene.listed(scene.playlist())).hasSize(1);
    }

    @Test
    void beginsANewPlaylistWhereTracksComeThatMpegTsDoesNotServe() {
        scene.publish();
        scene.stream(seconds(15));
        List<Long> old = Scene.listed(scene.playlist());
        scene.advance(seconds(15));
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.hevcHeader());
        scene.send(MediaKind.AUDIO, 0, Tags.audioHeader());
        Scene.Asked between = scene.ask();
        assertThat(between.isWaiting()).isTrue();
        scene.stream(seconds(10), Tags::hevcKey, Tags::hevcInter, Tags::audio);
        checkFragmented(between.text());
        String after = scene.playlist();
        checkFragmented(after);
        assertThat(after).containsOnlyOnce("#EXT-X-DISCONTINUITY\n").doesNotContain("ENDLIST");
        assertThat(Scene.listed(after).get(0)).isGreaterThan(old.get(old.size() - 1));
        assertThat(old)
                .as("for players that have the old playlist")
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("there"));
        scene.stream(seconds(60), Tags::hevcKey, Tags::hevcInter, Tags::audio);
        assertThat(old)
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("no such segment"));
    }

    @Test
    void keepsFragmentsWhenH264AndAacComeAfterAv1() {
        publishAv1AndOpus();
        List<Long> before = Scene.listed(scene.playlist());
        scene.advance(seconds(15));
        scene.publish();
        scene.stream(seconds(10));
        String playlist = scene.playlist();
        assertThat(checkFragmented(playlist)).isEqualTo(2);
        assertThat(playlist).containsOnlyOnce("#EXT-X-DISCONTINUITY\n");
        assertThat(Scene.listed(playlist)).contains(before.get(before.size() - 1));
    }

    @Test
    void neverUsesTheNumberOfAnInitializationSegmentAgain() {
        publishAv1AndOpus();
        Matcher first = MAP.matcher(scene.playlist());
        assertThat(first.find()).isTrue();
        scene.end();
        publishAv1AndOpus();
        Matcher second = MAP.matcher(scene.playlist());
        assertThat(second.find()).isTrue();
        assertThat(second.group(1)).isNotEqualTo(first.group(1));
        assertThat(scene.initialization(Integer.parseInt(first.group(1))))
                .as("old playlists")
                .isNotNull();
    }

    @Test
    void saysWhatForcedMpegTsCanNotCarry() {
        want(Format.TS);
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.av1Header());
        assertThat(scene.playlist()).isEqualTo("video codec AV1 can't be carried in MPEG-TS");
    }

    @Test
    void carriesHevcInForcedMpegTs() {
        want(Format.TS);
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.hevcHeader());
        scene.send(MediaKind.AUDIO, 0, Tags.audioHeader());
        scene.stream(seconds(10), Tags::hevcKey, Tags::hevcInter, Tags::audio);
        List<Long> listed = Scene.listed(scene.playlist());
        assertThat(listed)
                .isNotEmpty()
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("there"));
    }

    @Test
    void describesTheStreamInAMultivariantPlaylist() {
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.av1Header());
        scene.send(MediaKind.AUDIO, 0, Tags.opusHeader());
        Scene.Asked early = scene.ask(PlaylistKind.MULTIVARIANT);
        assertThat(early.isWaiting()).isTrue();
        streamAv1AndOpus(seconds(15));
        assertThat(early.text()).startsWith("#EXTM3U\n");
        assertThat(scene.ask(PlaylistKind.MULTIVARIANT).text())
                .containsPattern("#EXT-X-STREAM-INF:BANDWIDTH=[1-9]\\d*,AVERAGE-BANDWIDTH=[1-9]")
                .contains("CODECS=\"av01.0.04M.08,opus\"", "RESOLUTION=320x180", "FRAME-RATE=25")
                .endsWith("\ntest.m3u8\n");
    }
}
