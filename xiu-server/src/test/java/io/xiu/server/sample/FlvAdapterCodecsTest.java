package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.NO_CONFIGURATION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an adapter reads of the codecs for which there is fragmented MP4 too. */
class FlvAdapterCodecsTest {
    private static final String VP9_640X180 = "82 498342 2027f00b30 0000";

    private final AdapterScene either = new AdapterScene(Container.EITHER, false);

    @Test
    void readsHevcWithItsFourCcAndWithItsNumber() {
        either.video(0, Tags.hevcHeader());
        either.video(40, Tags.hevcKey());
        either.video(80, "2c 01 000050 00000005 0201 9a0000");
        either.video(80, "1c 00 000000" + Tags.HVCC);
        either.video(120, Tags.hevcInter());
        assertThat(either.calls())
                .containsExactly(
                        "tracks [Track[1: HEVC \"hvc1.1.6.L63.90\", 0x0]]",
                        "video dts 40 pts 40 key 9 bytes",
                        "video dts 80 pts 160 9 bytes",
                        "video dts 120 pts 120 9 bytes");
    }

    @Test
    void readsAv1WithoutItsTemporalDelimiters() {
        either.video(0, Tags.av1Header());
        either.video(0, Tags.av1Key());
        either.video(40, Tags.av1Inter());
        assertThat(either.calls())
                .containsExactly(
                        "tracks [Track[1: AV1 \"av01.0.04M.08\", 320x180]]",
                        "video dts 0 pts 0 key 19 bytes",
                        "video dts 40 pts 40 5 bytes");
    }

    @Test
    void takesAv1WithoutASequenceHeaderFromItsFirstKeyFrame() {
        either.video(0, Tags.av1Inter());
        either.video(40, Tags.av1Key());
        assertThat(either.calls())
                .containsExactly(
                        "tracks [Track[1: AV1 \"av01.0.04M.08\", 320x180]]", "video dts 40 pts 40 key 19 bytes");
        assertThat(either.drops(NO_CONFIGURATION)).isEqualTo(1);
    }

    @Test
    void knowsTheSizeOfVp9FromItsKeyFramesAndAnnouncesItsChange() {
        either.video(0, "90 'vp09'" + Tags.VPCC);
        either.video(0, "a1 'vp09' 86 00");
        either.video(40, "91 'vp09'" + Tags.VP9_320X180);
        either.video(60, "90 'vp09'" + Tags.VPCC);
        either.video(80, "a1 'vp09' 86 00");
        either.video(120, "91 'vp09'" + VP9_640X180);
        assertThat(either.calls())
                .containsExactly(
                        "tracks [Track[1: VP9 \"vp09.00.10.08\", 320x180]]",
                        "video dts 40 pts 40 key 11 bytes",
                        "video dts 80 pts 80 2 bytes",
                        "tracks [Track[1: VP9 \"vp09.00.10.08\", 640x180]]",
                        "video dts 120 pts 120 key 11 bytes");
        assertThat(either.drops(NO_CONFIGURATION)).isEqualTo(1);
    }

    @Test
    void readsOpusAndFlacWithTheirHeaders() {
        either.audio(0, Tags.opusHeader());
        either.audio(20, Tags.opus());
        either.audio(40, "90 'fLaC' 'fLaC' 80000022" + Tags.STREAMINFO);
        either.audio(40, Tags.flac());
        assertThat(either.calls())
                .containsExactly(
                        "tracks [Track[2: OPUS \"opus\", 48000 Hz, 2 channels]]",
                        "audio dts 20 pts 20 4 bytes",
                        "tracks [Track[2: FLAC \"fLaC\", 44100 Hz, 2 channels]]",
                        "audio dts 40 pts 40 4 bytes");
    }
}
