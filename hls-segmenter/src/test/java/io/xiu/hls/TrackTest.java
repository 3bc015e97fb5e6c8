package io.xiu.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrackTest {
    private static final byte[] NONE = {};

    @Test
    void saysWhatItWasMadeOf() {
        Track video = Track.video(1, Codec.HEVC, "hvc1.1.6.L93.B0", 1_280, 720, new byte[] {1, 2, 3});
        assertThat(video.id()).isEqualTo(1);
        assertThat(video.codec()).isEqualTo(Codec.HEVC);
        assertThat(video.kind()).isEqualTo(TrackKind.VIDEO);
        assertThat(video.codecString()).isEqualTo("hvc1.1.6.L93.B0");
        assertThat(video.width()).isEqualTo(1_280);
        assertThat(video.height()).isEqualTo(720);
        assertThat(video.sampleRate()).isZero();
        assertThat(video.channels()).isZero();
        assertThat(video.configuration()).containsExactly(1, 2, 3);
        assertThat(video).hasToString("Track[1: HEVC \"hvc1.1.6.L93.B0\", 1280x720]");

        Track audio = Track.audio(2, Codec.OPUS, "opus", 48_000, 1, NONE);
        assertThat(audio.kind()).isEqualTo(TrackKind.AUDIO);
        assertThat(audio.width()).isZero();
        assertThat(audio.height()).isZero();
        assertThat(audio.sampleRate()).isEqualTo(48_000);
        assertThat(audio.channels()).isEqualTo(1);
        assertThat(audio).hasToString("Track[2: OPUS \"opus\", 48000 Hz, 1 channel]");
        assertThat(TestTracks.audio()).hasToString("Track[2: AAC \"mp4a.40.2\", 44100 Hz, 2 channels]");
    }

    @Test
    void equalsWhenEverythingInItDoes() {
        Track track = Track.video(1, Codec.H264, "avc1.640015", 480, 270, new byte[] {1});
        assertThat(track)
                .isEqualTo(Track.video(1, Codec.H264, "avc1.640015", 480, 270, new byte[] {1}))
                .hasSameHashCodeAs(Track.video(1, Codec.H264, "avc1.640015", 480, 270, new byte[] {1}));
        assertThat(List.of(
                        Track.video(2, Codec.H264, "avc1.640015", 480, 270, new byte[] {1}),
                        Track.video(1, Codec.HEVC, "avc1.640015", 480, 270, new byte[] {1}),
                        Track.video(1, Codec.H264, "avc1.640016", 480, 270, new byte[] {1}),
                        Track.video(1, Codec.H264, "avc1.640015", 481, 270, new byte[] {1}),
                        Track.video(1, Codec.H264, "avc1.640015", 480, 271, new byte[] {1}),
                        Track.video(1, Codec.H264, "avc1.640015", 480, 270, new byte[] {2})))
                .doesNotContain(track);
        Track audio = Track.audio(1, Codec.MP3, "", 48_000, 2, NONE);
        assertThat(audio)
                .isNotEqualTo(Track.audio(1, Codec.MP3, "", 44_100, 2, NONE))
                .isNotEqualTo(Track.audio(1, Codec.MP3, "", 48_000, 1, NONE))
                .isNotEqualTo("Track");
    }

    @Test
    void keepsItsConfigurationToItself() {
        byte[] given = {1, 2};
        Track track = Track.video(1, Codec.AV1, "", 0, 0, given);
        given[0] = 9;
        track.configuration()[1] = 9;
        assertThat(track.configuration()).containsExactly(1, 2);
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertRefused(() -> Track.video(0, Codec.H264, "", 1, 1, NONE));
        assertRefused(() -> Track.video(256, Codec.H264, "", 1, 1, NONE));
        assertRefused(() -> Track.video(1, Codec.H264, "", -1, 1, NONE));
        assertRefused(() -> Track.video(1, Codec.H264, "", 65_536, 1, NONE));
        assertRefused(() -> Track.video(1, Codec.H264, "", 1, -1, NONE));
        assertRefused(() -> Track.video(1, Codec.H264, "", 1, 65_536, NONE));
        assertRefused(() -> Track.video(1, Codec.AAC, "", 1, 1, NONE));
        assertRefused(() -> Track.video(1, Codec.H264, "", 1, 1, new byte[Track.MAX_CONFIGURATION_BYTES + 1]));
        assertRefused(() -> Track.audio(1, Codec.VP9, "", 48_000, 2, NONE));
        assertRefused(() -> Track.audio(1, Codec.FLAC, "", -1, 2, NONE));
        assertRefused(() -> Track.audio(1, Codec.FLAC, "", 768_001, 2, NONE));
        assertRefused(() -> Track.audio(1, Codec.FLAC, "", 48_000, -1, NONE));
        assertRefused(() -> Track.audio(1, Codec.FLAC, "", 48_000, 256, NONE));
    }

    @Test
    void takesTheVeryLimits() {
        byte[] longest = new byte[Track.MAX_CONFIGURATION_BYTES];
        Track video = Track.video(255, Codec.VP8, "", 65_535, 65_535, longest);
        assertThat(video.id()).isEqualTo(255);
        assertThat(video.width()).isEqualTo(65_535);
        assertThat(video.height()).isEqualTo(65_535);
        assertThat(video.configuration()).hasSize(65_536);
        Track audio = Track.audio(1, Codec.FLAC, "", 768_000, 255, NONE);
        assertThat(audio.sampleRate()).isEqualTo(768_000);
        assertThat(audio.channels()).isEqualTo(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Track.video(256, Codec.VP8, "", 1, 1, NONE))
                .withMessage("track 256, 1 to 255 allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Track.audio(1, Codec.VP8, "", 1, 1, NONE))
                .withMessage("not AUDIO: VP8");
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call);
    }
}
