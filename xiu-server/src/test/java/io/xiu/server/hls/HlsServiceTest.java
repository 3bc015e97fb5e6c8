package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.relay.LiveStream;
import io.xiu.relay.StreamKey;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.sample.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HlsServiceTest {
    private static final long SEQUENCE_AT_BEGIN = 194_486_400; // seconds from 2020 to the scene's begin

    private final Scene scene = new Scene();

    @AfterEach
    void close() {
        scene.close();
        assertThat(scene.service.heldBytes()).isZero();
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    @Test
    void listsSegmentsThatCanBeFetched() {
        scene.publish();
        scene.stream(seconds(15));
        String playlist = scene.playlist();
        assertThat(playlist)
                .startsWith("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:5\n#EXT-X-MEDIA-SEQUENCE:"
                        + SEQUENCE_AT_BEGIN)
                .contains("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T00:00:00.000Z")
                .doesNotContain("DISCONTINUITY\n")
                .doesNotContain("ENDLIST");
        assertThat(Scene.listed(playlist))
                .hasSizeGreaterThan(2)
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("there"));
        assertThat(scene.segment(SEQUENCE_AT_BEGIN - 1)).isEqualTo("no such segment");
    }

    @Test
    void hasAPlayerThatComesEarlyWaitForTheFirstSegment() {
        scene.publish();
        Scene.Asked early = scene.ask();
        assertThat(early.isWaiting()).isTrue();
        scene.stream(seconds(6));
        assertThat(Scene.listed(early.text())).containsExactly(SEQUENCE_AT_BEGIN);
    }

    @Test
    void missesNothingOfAPublisherThatSendsAsSoonAsItMay() {
        scene.publish(false, () -> {
            scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
            scene.send(MediaKind.VIDEO, 0, Tags.key());
        });
        scene.send(MediaKind.VIDEO, 1_000, Tags.inter(0));
        scene.send(MediaKind.VIDEO, 2_300, Tags.inter(0));
        assertThat(Scene.listed(scene.playlist())).hasSize(1);
    }

    @Test
    void letsAPlayerWaitForTwentySecondsAtMost() {
        scene.publish();
        Scene.Asked early = scene.ask();
        for (int second = 0; second < 19; second++) {
            scene.advance(seconds(1));
            scene.send(MediaKind.DATA, 0, Tags.videoHeader());
        }
        assertThat(early.isWaiting()).isTrue();
        scene.advance(seconds(1));
        assertThat(early.text()).isEqualTo("the stream has no segment yet");
    }

    @Test
    void forgetsAPlayerThatLeavesWhileItWaits() {
        scene.publish();
        Scene.Asked early = scene.ask();
        scene.service.forget(Scene.KEY, Objects.requireNonNull(early.wish));
        scene.stream(seconds(6));
        assertThat(early.isWaiting()).isTrue();
    }

    @Test
    void answersAtOnceThatAStreamIsAbsent() {
        assertThat(scene.playlist()).isEqualTo("no such stream");
        assertThat(scene.segment(0)).isEqualTo("no such stream");
    }

    @Test
    void asksForAnAbsentStreamThatCanBeHadAndWaitsForIt() {
        List<StreamKey> wanted = new ArrayList<>();
        scene.hub.source((stream, path) -> wanted.add(stream.key()));
        Scene.Asked first = scene.ask();
        Scene.Asked second = scene.ask();
        assertThat(wanted).containsExactly(Scene.KEY);
        scene.publish(true);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.stream(seconds(6));
        assertThat(Scene.listed(first.text())).hasSize(1).isEqualTo(Scene.listed(second.text()));
    }

    @Test
    void tellsThoseWhoWaitWhenAWantedStreamEndsInVain() {
        scene.hub.source((stream, path) -> stream.endNow());
        Scene.Asked asked = scene.ask();
        scene.advance(seconds(2));
        assertThat(asked.text()).isEqualTo("the stream has no segment yet");
        assertThat(scene.ask().isWaiting()).as("asked for again").isTrue();
        scene.advance(seconds(2));
    }

    @Test
    void keepsTheEndedPlaylistForItsOwnDurationAndThenForgetsIt() {
        scene.publish();
        scene.stream(seconds(15));
        List<Long> before = Scene.listed(scene.playlist());
        scene.end();
        String last = scene.playlist();
        assertThat(last).endsWith("#EXT-X-ENDLIST\n");
        assertThat(Scene.listed(last)).containsAll(before).hasSize(before.size() + 1);
        scene.advance(seconds(16));
        assertThat(scene.playlist()).isEqualTo(last);
        assertThat(Scene.listed(last))
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("there"));
        scene.advance(seconds(30));
        assertThat(scene.playlist()).isEqualTo("no such stream");
        assertThat(scene.service.heldBytes()).isZero();
    }

    @Test
    void servesWhatThereIsToAPlayerThatWaitedUntilTheEnd() {
        scene.publish();
        Scene.Asked early = scene.ask();
        scene.stream(seconds(1));
        scene.end();
        assertThat(Scene.listed(early.text())).hasSize(1);
        assertThat(scene.playlist()).isEqualTo(early.text() + "#EXT-X-ENDLIST\n");
    }

    @Test
    void standsStillWhileTheLiveStreamIsHeldAndGoesOnAfterwards() {
        scene.publish();
        scene.stream(seconds(15));
        String before = scene.playlist();
        scene.advance(seconds(15));
        assertThat(scene.live().state()).isEqualTo(LiveStream.State.HELD);
        assertThat(scene.playlist()).isEqualTo(before);
        scene.publish();
        scene.stream(seconds(10));
        String after = scene.playlist();
        assertThat(after).containsOnlyOnce("#EXT-X-DISCONTINUITY\n").doesNotContain("ENDLIST");
        List<Long> old = Scene.listed(before);
        assertThat(Scene.listed(after)).contains(old.get(old.size() - 1), old.get(old.size() - 1) + 1);
    }

    @Test
    void goesOnCountingWhenTheNameComesBackAfterItsEnd() {
        scene.publish();
        scene.stream(seconds(15));
        scene.end();
        String ended = scene.playlist();
        List<Long> old = Scene.listed(ended);
        scene.publish();
        assertThat(scene.ask().isWaiting()).isTrue();
        scene.stream(seconds(10));
        String anew = scene.playlist();
        assertThat(anew).containsOnlyOnce("#EXT-X-DISCONTINUITY\n").doesNotContain("ENDLIST");
        assertThat(Scene.listed(anew).get(0)).isGreaterThan(old.get(old.size() - 1));
        assertThat(old)
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("there"));
        scene.stream(seconds(60));
        assertThat(old)
                .allSatisfy(sequence -> assertThat(scene.segment(sequence)).isEqualTo("no such segment"));
    }

    @Test
    void neverReusesANumberThoughTheNameComesAndGoesFasterThanTheClock() {
        List<Long> seen = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            scene.publish();
            for (int key = 0; key < 30; key++) {
                int at = key * 20_000;
                scene.send(MediaKind.VIDEO, at, Tags.key());
                scene.send(MediaKind.VIDEO, at + 40, Tags.inter(0));
            }
            scene.end();
            seen.addAll(Scene.listed(scene.playlist()));
        }
        assertThat(seen).doesNotHaveDuplicates().isSorted().hasSizeGreaterThan(15);
    }

    @Test
    void countsPlayersAsViewersUntilThreeTargetDurationsWithoutARequest() {
        scene.hub.source((stream, path) -> {});
        scene.ask();
        scene.publish(true);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        LiveStream live = scene.live();
        for (int i = 0; i < 10; i++) {
            scene.stream(seconds(14));
            scene.playlist();
        }
        assertThat(live.state()).as("watched").isEqualTo(LiveStream.State.LIVE);
        scene.stream(seconds(23));
        assertThat(live.state()).as("left 15 s after, idle for less than 10 s").isEqualTo(LiveStream.State.LIVE);
        scene.advance(seconds(3));
        assertThat(live.state()).isEqualTo(LiveStream.State.ENDED);
    }

    @Test
    void asksAnewForAStreamThatEndedBecauseNobodyWatched() {
        List<StreamKey> wanted = new ArrayList<>();
        scene.hub.source((stream, path) -> wanted.add(stream.key()));
        scene.ask();
        scene.publish(true);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.stream(seconds(8));
        for (int i = 0; i < 27; i++) {
            scene.send(MediaKind.DATA, 0, Tags.audio());
            scene.advance(seconds(1));
            if (scene.hub.find(Scene.KEY) == null) {
                break;
            }
        }
        assertThat(scene.hub.find(Scene.KEY)).isNull();
        assertThat(scene.ask().isWaiting()).isTrue();
        assertThat(wanted).hasSize(2);
    }

    @Test
    void showsTheEndToThoseWhoWatchedThoughTheStreamCouldBeAskedFor() {
        List<StreamKey> wanted = new ArrayList<>();
        scene.hub.source((stream, path) -> {
            wanted.add(stream.key());
            if (wanted.size() > 1) {
                stream.endNow();
            }
        });
        scene.ask();
        scene.publish(true);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        scene.stream(seconds(8));
        scene.end();
        String last = scene.playlist();
        assertThat(last).endsWith("#EXT-X-ENDLIST\n");
        scene.advance(seconds(16));
        Scene.Asked late = scene.ask();
        assertThat(wanted).hasSize(2);
        scene.advance(seconds(1));
        assertThat(late.text()).as("in vain").isEqualTo(last);
    }

    @Test
    void saysWhyAStreamCanNotBeHadOverHls() {
        scene.publish(false);
        Scene.Asked early = scene.ask();
        scene.send(MediaKind.VIDEO, 0, Tags.screen());
        assertThat(early.text()).isEqualTo("video codec SCREEN can't be carried in MPEG-TS or fragmented MP4");
        assertThat(scene.playlist()).isEqualTo("video codec SCREEN can't be carried in MPEG-TS or fragmented MP4");
        assertThat(scene.live().state()).isEqualTo(LiveStream.State.LIVE);
    }

    @Test
    void cutsAudioAloneAndVideoAlone() {
        scene.publish(false);
        scene.send(MediaKind.AUDIO, 0, Tags.audioHeader());
        for (int at = 0; at < 12_000; at += 40) {
            scene.send(MediaKind.AUDIO, at, Tags.audio());
        }
        assertThat(Scene.listed(scene.playlist())).hasSizeGreaterThan(1);
        scene.end();
        scene.publish(false);
        scene.send(MediaKind.VIDEO, 0, Tags.videoHeader());
        for (int at = 0; at < 12_000; at += 40) {
            scene.send(MediaKind.VIDEO, at, at % 2_000 == 0 ? Tags.key() : Tags.inter(0));
        }
        assertThat(Scene.listed(scene.playlist())).hasSizeGreaterThan(1);
    }

    @Test
    void putsThePrefixAndTheEncodedNameBeforeSegments() {
        HlsConfig plain = HlsConfig.onPort(8080);
        HlsConfig config = new HlsConfig(
                true,
                8080,
                HlsConfig.Format.AUTO,
                false,
                plain.path(),
                false,
                5,
                5,
                6,
                "https://cdn.example/hls",
                null,
                null);
        Scene other = new Scene(config);
        other.publish();
        other.stream(seconds(6));
        assertThat(other.playlist()).contains("\nhttps://cdn.example/hls/live/test/" + SEQUENCE_AT_BEGIN + ".ts\n");
        other.close();
    }
}
