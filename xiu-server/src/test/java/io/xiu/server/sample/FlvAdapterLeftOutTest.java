package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.CODEC;
import static io.xiu.server.sample.DropCounts.Reason.NO_VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an adapter does about codecs that its container can't hold, and what it says of them. */
class FlvAdapterLeftOutTest {
    private static final String H264 = "Track[1: H264 \"avc1.64001F\", 0x0]";
    private static final String AAC = "Track[2: AAC \"mp4a.40.2\", 44100 Hz, 2 channels]";

    private final AdapterScene scene = new AdapterScene(Container.MPEG_TS, false);

    @Test
    void saysWhyVideoCanNotBeCarriedAndLeavesItsAudioOut() {
        scene.audio(0, Tags.audioHeader());
        scene.video(0, Tags.av1Header());
        scene.video(0, Tags.av1Key());
        scene.audio(10, Tags.audio());
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [" + AAC + "]",
                        "unsupported: video codec AV1 can't be carried in MPEG-TS",
                        "log: video codec AV1 can't be carried in MPEG-TS");
        assertThat(scene.drops(CODEC)).isEqualTo(2);
        assertThat(scene.drops(NO_VIDEO)).isEqualTo(1);
    }

    @Test
    void givesTheAudioAloneWhereThatIsWanted() {
        AdapterScene alone = new AdapterScene(Container.MPEG_TS, true);
        alone.video(0, Tags.av1Header());
        assertThat(alone.carriesNothing()).isTrue();
        alone.audio(0, Tags.audioHeader());
        assertThat(alone.carriesNothing()).isFalse();
        alone.take();
        alone.video(0, Tags.av1Key());
        alone.audio(10, Tags.audio());
        assertThat(alone.calls()).containsExactly("audio dts 10 pts 10 4 bytes");
    }

    @Test
    void knowsWhetherItCarriesAnything() {
        assertThat(scene.carriesNothing()).as("nothing came").isFalse();
        scene.audio(0, Tags.flac());
        assertThat(scene.carriesNothing()).isTrue();
        scene.video(0, Tags.videoHeader());
        assertThat(scene.carriesNothing()).isFalse();
        scene.video(0, Tags.av1Key());
        scene.audio(10, Tags.audioHeader());
        assertThat(scene.carriesNothing()).as("audio goes with its video").isTrue();
    }

    @Test
    void namesOldAndUnknownCodecs() {
        scene.video(0, "12 0000");
        scene.video(10, "13 0000");
        scene.video(20, "90 'abcd'");
        assertThat(scene.calls())
                .containsExactly(
                        "unsupported: video codec H263 can't be carried in MPEG-TS",
                        "log: video codec H263 can't be carried in MPEG-TS",
                        "unsupported: video codec SCREEN can't be carried in MPEG-TS",
                        "unsupported: video codec 0x61626364 can't be carried in MPEG-TS");
    }

    @Test
    void saysWhatNoContainerHolds() {
        AdapterScene either = new AdapterScene(Container.EITHER, false);
        either.video(0, Tags.screen());
        assertThat(either.calls())
                .contains("unsupported: video codec SCREEN can't be carried in MPEG-TS or fragmented MP4");
    }

    @Test
    void goesOnWhenTheVideoIsH264Again() {
        scene.video(0, Tags.videoHeader());
        scene.video(0, Tags.key());
        scene.video(40, Tags.av1Key());
        scene.video(80, Tags.inter(0));
        scene.video(120, Tags.key());
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "video dts 0 pts 0 key 9 bytes",
                        "tracks []",
                        "unsupported: video codec AV1 can't be carried in MPEG-TS",
                        "log: video codec AV1 can't be carried in MPEG-TS",
                        "tracks [" + H264 + "]",
                        "unsupported: null",
                        "video dts 120 pts 120 key 9 bytes");
    }

    @Test
    void carriesVideoWithoutAudioThatItCanNot() {
        scene.audio(0, Tags.flac());
        scene.video(0, Tags.videoHeader());
        scene.video(0, Tags.key());
        scene.audio(5_000, Tags.flac());
        scene.video(5_000, Tags.inter(0));
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "log: audio codec FLAC can't be carried in MPEG-TS",
                        "video dts 0 pts 0 key 9 bytes",
                        "video dts 5000 pts 5000 9 bytes");
    }

    @Test
    void saysWhyAudioAloneCanNotBeCarriedOnceNoVideoCame() {
        scene.audio(0, Tags.flac());
        scene.audio(1_999, Tags.flac());
        assertThat(scene.take()).isEmpty();
        scene.audio(2_000, Tags.flac());
        assertThat(scene.take())
                .containsExactly(
                        "unsupported: audio codec FLAC can't be carried in MPEG-TS",
                        "log: audio codec FLAC can't be carried in MPEG-TS");
        scene.video(2_100, Tags.videoHeader());
        assertThat(scene.take()).containsExactly("tracks [" + H264 + "]", "unsupported: null");
    }

    @Test
    void logsOneLineWhenNeitherTrackCanBeCarried() {
        scene.audio(0, Tags.flac());
        scene.video(0, Tags.av1Key());
        scene.audio(5_000, Tags.flac());
        scene.video(5_000, Tags.av1Key());
        assertThat(scene.calls()).filteredOn(call -> call.startsWith("log")).hasSize(1);
    }
}
