package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.CONFIGURATION;
import static io.xiu.server.sample.DropCounts.Reason.NO_CONFIGURATION;
import static io.xiu.server.sample.DropCounts.Reason.OTHER_TRACK;
import static io.xiu.server.sample.DropCounts.Reason.TAG;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.TrackPackets;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;

/** What an adapter reads of a stream that MPEG-TS can carry. */
class FlvAdapterTest {
    private static final String H264 = "Track[1: H264 \"avc1.64001F\", 0x0]";
    private static final String AAC = "Track[2: AAC \"mp4a.40.2\", 44100 Hz, 2 channels]";

    private final AdapterScene scene = new AdapterScene(Container.MPEG_TS, false);

    @Test
    void readsH264WithItsCompositionTimes() {
        scene.video(0, Tags.videoHeader());
        scene.video(1_000, Tags.key(80));
        scene.video(1_040, Tags.inter(160));
        scene.video(1_080, Tags.inter(0));
        scene.video(1_120, Tags.inter(-40));
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "video dts 1000 pts 1080 key 9 bytes",
                        "video dts 1040 pts 1200 9 bytes",
                        "video dts 1080 pts 1080 9 bytes",
                        "video dts 1120 pts 1080 9 bytes");
    }

    @Test
    void countsTimestampsBeyond32BitsIn90kHz() {
        scene.video(0, Tags.videoHeader());
        scene.video(1L << 33, Tags.key(7));
        assertThat(scene.calls()).last().isEqualTo("video dts 8589934592 pts 8589934599 key 9 bytes");
    }

    @Test
    void readsEnhancedH264() {
        scene.video(0, "90 'avc1'" + Tags.AVCC);
        scene.video(40, "91 'avc1' 000028" + Tags.KEY_SLICE);
        scene.video(80, "a3 'avc1'" + Tags.SLICE);
        scene.video(90, "a2 'avc1'");
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [" + H264 + "]", "video dts 40 pts 80 key 9 bytes", "video dts 80 pts 80 9 bytes");
    }

    @Test
    void readsAacInBothForms() {
        scene.audio(0, Tags.audioHeader());
        scene.audio(23, Tags.audio());
        scene.audio(46, "90 'mp4a'" + Tags.ASC);
        scene.audio(69, "91 'mp4a' 21100456");
        scene.audio(80, "");
        assertThat(scene.calls())
                .containsExactly("tracks [" + AAC + "]", "audio dts 23 pts 23 4 bytes", "audio dts 69 pts 69 4 bytes");
    }

    @Test
    void readsMp3InBothForms() {
        scene.audio(10, Tags.mp3());
        scene.audio(36, "91 '.mp3'" + Tags.MP3_FRAME);
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [Track[2: MP3 \"mp4a.40.34\", 44100 Hz, 2 channels]]",
                        "audio dts 10 pts 10 8 bytes",
                        "audio dts 36 pts 36 8 bytes");
    }

    @Test
    void readsAc3FromItsFramesWhateverItsBitRate() {
        scene.audio(0, "90 'ac-3' 00");
        scene.audio(0, "91 'ac-3' 0b77 0000 14 40 43 e1");
        scene.audio(32, "91 'ac-3' 0b77 0000 16 40 43 e1");
        scene.audio(64, "91 'ac-3' 0000");
        assertThat(scene.calls())
                .containsExactly(
                        "tracks [Track[2: AC3 \"ac-3\", 48000 Hz, 2 channels]]",
                        "audio dts 0 pts 0 8 bytes",
                        "audio dts 32 pts 32 8 bytes");
        assertThat(scene.drops(CONFIGURATION)).isEqualTo(1);
    }

    @Test
    void addsTheNanosecondOffset() throws FlvException {
        ByteBuf body = Hex.bytes("97 02 07a120 01 'mp4a' 21100456");
        TagPacket packet = TagPacket.audio(TrackPackets.audio(body).get(0), 20, body);
        assertThat(packet.dts90k()).isEqualTo(20 * 90 + 45);
        assertThat(packet.payload().readableBytes()).isEqualTo(4);
        body.release();
    }

    @Test
    void leavesOutMediaBeforeItsSequenceHeader() {
        scene.video(0, Tags.key());
        scene.video(40, Tags.inter(0));
        scene.audio(0, Tags.audio());
        assertThat(scene.calls()).isEmpty();
        assertThat(scene.drops(NO_CONFIGURATION)).isEqualTo(3);
    }

    @Test
    void announcesAChangedSequenceHeaderAndNoEqualOne() {
        scene.video(0, Tags.videoHeader());
        scene.audio(0, Tags.audioHeader());
        scene.take();
        scene.video(10, Tags.videoHeader());
        scene.audio(10, Tags.audioHeader());
        assertThat(scene.take()).isEmpty();
        scene.video(20, Tags.videoHeader(Tags.OTHER_AVCC));
        assertThat(scene.take()).containsExactly("tracks [Track[1: H264 \"avc1.640028\", 0x0], " + AAC + "]");
        scene.audio(20, Tags.audioHeader(Tags.OTHER_ASC));
        assertThat(scene.take())
                .containsExactly(
                        "tracks [Track[1: H264 \"avc1.640028\", 0x0], Track[2: AAC \"mp4a.40.2\", 48000 Hz, 2 channels]]");
    }

    @Test
    void passesADiscontinuityOn() {
        scene.discontinuity();
        assertThat(scene.calls()).containsExactly("discontinuity");
    }

    @Test
    void readsOnlyTheFirstOfSeveralTracks() {
        scene.video(0, "96 10 'avc1' 01 000011" + Tags.AVCC + " 02 000011" + Tags.OTHER_AVCC);
        String frames = "01 00000c 000000" + Tags.KEY_SLICE + "02 00000c 000000" + Tags.KEY_SLICE;
        scene.video(40, "96 11 'avc1'" + frames);
        scene.video(80, "96 01 'avc1' 02 000000" + Tags.KEY_SLICE);
        assertThat(scene.drops(TAG)).isZero();
        assertThat(scene.calls()).contains("video dts 40 pts 40 key 9 bytes").hasSize(2);
        assertThat(scene.drops(OTHER_TRACK)).isEqualTo(1);
    }

    @Test
    void takesTheFirstTrackOfTheNextPublisher() {
        scene.video(0, "96 00 'avc1' 01" + Tags.AVCC);
        scene.discontinuity();
        scene.video(20, Tags.key());
        assertThat(scene.drops(OTHER_TRACK)).as("no sequence header yet").isEqualTo(1);
        scene.video(30, Tags.videoHeader());
        scene.video(40, Tags.key());
        assertThat(scene.calls())
                .containsExactly("tracks [" + H264 + "]", "discontinuity", "video dts 40 pts 40 key 9 bytes");
    }
}
