package io.xiu.server.sample;

import static io.xiu.server.sample.DropCounts.Reason.CODEC;
import static io.xiu.server.sample.DropCounts.Reason.CONFIGURATION;
import static io.xiu.server.sample.DropCounts.Reason.NO_CONFIGURATION;
import static io.xiu.server.sample.DropCounts.Reason.NO_VIDEO;
import static io.xiu.server.sample.DropCounts.Reason.OTHER_TRACK;
import static io.xiu.server.sample.DropCounts.Reason.TAG;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.relay.MediaFrame;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlvAdapterTest {
    private static final String H264 = "Track[1: H264 \"avc1.64001F\", 0x0]";
    private static final String OTHER_H264 = "Track[1: H264 \"avc1.640028\", 0x0]";
    private static final String AAC = "Track[2: AAC \"mp4a.40.2\", 44100 Hz, 2 channels]";

    private final RecordingSink sink = new RecordingSink();
    private final FlvAdapter adapter = new FlvAdapter(sink, false);

    private static final class RecordingSink implements SampleSink {
        final List<String> calls = new ArrayList<>();

        @Override
        public void tracks(List<Track> tracks) {
            calls.add("tracks " + tracks);
        }

        @Override
        public void sample(Sample sample) {
            calls.add("%s dts %d pts %d%s %d bytes"
                    .formatted(
                            sample.kind() == TrackKind.VIDEO ? "video" : "audio",
                            sample.dts90k() / 90,
                            sample.pts90k() / 90,
                            sample.keyFrame() ? " key" : "",
                            sample.data().readableBytes()));
            sample.data().release();
        }

        @Override
        public void discontinuity() {
            calls.add("discontinuity");
        }

        @Override
        public void leftOut(String reason) {
            calls.add("log: " + reason);
        }

        @Override
        public void unsupported(@Nullable String reason) {
            calls.add("unsupported: " + reason);
        }

        List<String> take() {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    private void feed(MediaKind kind, long timestampMillis, ByteBuf body) {
        feed(adapter, kind, timestampMillis, body);
    }

    private static void feed(FlvAdapter to, MediaKind kind, long timestampMillis, ByteBuf body) {
        int readerIndex = body.readerIndex();
        to.frame(new MediaFrame(kind, MediaFrame.Role.CODED, timestampMillis, body));
        assertThat(body.refCnt()).as("the body is only borrowed").isEqualTo(1);
        assertThat(body.readerIndex()).isEqualTo(readerIndex);
        body.release();
    }

    private void video(long timestampMillis, ByteBuf body) {
        feed(MediaKind.VIDEO, timestampMillis, body);
    }

    private void video(long timestampMillis, String hex) {
        video(timestampMillis, Hex.bytes(hex));
    }

    private void audio(long timestampMillis, ByteBuf body) {
        feed(MediaKind.AUDIO, timestampMillis, body);
    }

    private void audio(long timestampMillis, String hex) {
        audio(timestampMillis, Hex.bytes(hex));
    }

    private void discontinuity() {
        adapter.frame(new MediaFrame(MediaKind.DATA, MediaFrame.Role.DISCONTINUITY, 0, Unpooled.EMPTY_BUFFER));
    }

    private long drops(DropCounts.Reason reason) {
        return adapter.drops().of(reason);
    }

    @Test
    void readsH264WithItsCompositionTimes() {
        video(0, Tags.videoHeader());
        video(1_000, Tags.key(80));
        video(1_040, Tags.inter(160));
        video(1_080, Tags.inter(0));
        video(1_120, Tags.inter(-40));
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "video dts 1000 pts 1080 key 9 bytes",
                        "video dts 1040 pts 1200 9 bytes",
                        "video dts 1080 pts 1080 9 bytes",
                        "video dts 1120 pts 1080 9 bytes");
    }

    @Test
    void countsTimestampsBeyond32BitsIn90kHz() {
        List<Sample> samples = new ArrayList<>();
        VideoReader reader = new VideoReader(new DropCounts());
        try {
            reader.read(0, Tags.videoHeader());
            samples.add(reader.read(1L << 33, Tags.key(7)));
        } catch (FlvException e) {
            throw new AssertionError(e);
        }
        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.dts90k()).isEqualTo((1L << 33) * 90);
            assertThat(sample.pts90k()).isEqualTo(((1L << 33) + 7) * 90);
        });
    }

    @Test
    void readsEnhancedH264() {
        video(0, "90 'avc1'" + Tags.AVCC);
        video(40, "91 'avc1' 000028" + Tags.KEY_SLICE);
        video(80, "a3 'avc1'" + Tags.SLICE);
        video(90, "a2 'avc1'");
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [" + H264 + "]", "video dts 40 pts 80 key 9 bytes", "video dts 80 pts 80 9 bytes");
    }

    @Test
    void readsAacInBothForms() {
        audio(0, Tags.audioHeader());
        audio(23, Tags.audio());
        audio(46, "90 'mp4a'" + Tags.ASC);
        audio(69, "91 'mp4a' 21100456");
        audio(80, "");
        assertThat(sink.calls)
                .containsExactly("tracks [" + AAC + "]", "audio dts 23 pts 23 4 bytes", "audio dts 69 pts 69 4 bytes");
    }

    @Test
    void readsMp3InBothForms() {
        audio(10, Tags.mp3());
        audio(36, "91 '.mp3'" + Tags.MP3_FRAME);
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[2: MP3 \"mp4a.40.34\", 44100 Hz, 2 channels]]",
                        "audio dts 10 pts 10 8 bytes",
                        "audio dts 36 pts 36 8 bytes");
    }

    @Test
    void leavesOutMediaBeforeItsSequenceHeader() {
        video(0, Tags.key());
        video(40, Tags.inter(0));
        audio(0, Tags.audio());
        assertThat(sink.calls).isEmpty();
        assertThat(drops(NO_CONFIGURATION)).isEqualTo(3);
    }

    @Test
    void announcesAChangedSequenceHeaderAndNoEqualOne() {
        video(0, Tags.videoHeader());
        audio(0, Tags.audioHeader());
        sink.calls.clear();
        video(10, Tags.videoHeader());
        audio(10, Tags.audioHeader());
        assertThat(sink.take()).isEmpty();
        video(20, Tags.videoHeader(Tags.OTHER_AVCC));
        assertThat(sink.take()).containsExactly("tracks [" + OTHER_H264 + ", " + AAC + "]");
        audio(20, Tags.audioHeader(Tags.OTHER_ASC));
        assertThat(sink.take())
                .containsExactly("tracks [" + OTHER_H264 + ", Track[2: AAC \"mp4a.40.2\", 48000 Hz, 2 channels]]");
    }

    @Test
    void passesADiscontinuityOn() {
        discontinuity();
        assertThat(sink.calls).containsExactly("discontinuity");
    }

    @Test
    void readsOnlyTheFirstOfSeveralTracks() {
        video(0, "96 10 'avc1' 01 000011" + Tags.AVCC + " 02 000011" + Tags.OTHER_AVCC);
        String frames = "01 00000c 000000" + Tags.KEY_SLICE + "02 00000c 000000" + Tags.KEY_SLICE;
        video(40, "96 11 'avc1'" + frames);
        video(80, "96 01 'avc1' 02 000000" + Tags.KEY_SLICE);
        assertThat(drops(TAG)).isZero();
        assertThat(sink.calls).contains("video dts 40 pts 40 key 9 bytes").hasSize(2);
        assertThat(drops(OTHER_TRACK)).isEqualTo(1);
    }

    @Test
    void takesTheFirstTrackOfTheNextPublisher() {
        video(0, "96 00 'avc1' 01" + Tags.AVCC);
        discontinuity();
        video(20, Tags.key());
        assertThat(drops(OTHER_TRACK)).as("no sequence header yet").isEqualTo(1);
        video(30, Tags.videoHeader());
        video(40, Tags.key());
        assertThat(sink.calls)
                .containsExactly("tracks [" + H264 + "]", "discontinuity", "video dts 40 pts 40 key 9 bytes");
    }

    @Test
    void saysWhyVideoCanNotBeCarriedAndLeavesItsAudioOut() {
        audio(0, Tags.audioHeader());
        video(0, Tags.av1Header());
        video(0, Tags.av1Key());
        audio(10, Tags.audio());
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [" + AAC + "]",
                        "unsupported: video codec AV1 can't be carried in MPEG-TS",
                        "log: video codec AV1 can't be carried in MPEG-TS");
        assertThat(drops(CODEC)).isEqualTo(2);
        assertThat(drops(NO_VIDEO)).isEqualTo(1);
    }

    @Test
    void givesTheAudioAloneWhereThatIsWanted() {
        FlvAdapter alone = new FlvAdapter(sink, true);
        feed(alone, MediaKind.VIDEO, 0, Tags.av1Header());
        assertThat(alone.carriesNothing()).isTrue();
        feed(alone, MediaKind.AUDIO, 0, Tags.audioHeader());
        assertThat(alone.carriesNothing()).isFalse();
        sink.take();
        feed(alone, MediaKind.VIDEO, 0, Tags.av1Key());
        feed(alone, MediaKind.AUDIO, 10, Tags.audio());
        assertThat(sink.calls).containsExactly("audio dts 10 pts 10 4 bytes");
    }

    @Test
    void knowsWhetherItCarriesAnything() {
        assertThat(adapter.carriesNothing()).as("nothing came").isFalse();
        audio(0, Tags.opus());
        assertThat(adapter.carriesNothing()).isTrue();
        video(0, Tags.videoHeader());
        assertThat(adapter.carriesNothing()).isFalse();
        video(0, Tags.av1Key());
        audio(10, Tags.audioHeader());
        assertThat(adapter.carriesNothing()).as("audio goes with its video").isTrue();
    }

    @Test
    void namesOldAndUnknownCodecs() {
        video(0, "1c 00 000000 01");
        video(10, "13 0000");
        video(20, "90 'abcd'");
        assertThat(sink.calls)
                .containsExactly(
                        "unsupported: video codec HEVC can't be carried in MPEG-TS",
                        "log: video codec HEVC can't be carried in MPEG-TS",
                        "unsupported: video codec SCREEN can't be carried in MPEG-TS",
                        "unsupported: video codec 0x61626364 can't be carried in MPEG-TS");
    }

    @Test
    void goesOnWhenTheVideoIsH264Again() {
        video(0, Tags.videoHeader());
        video(0, Tags.key());
        video(40, Tags.av1Key());
        video(80, Tags.inter(0));
        video(120, Tags.key());
        assertThat(sink.calls)
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
        audio(0, Tags.opus());
        video(0, Tags.videoHeader());
        video(0, Tags.key());
        audio(5_000, Tags.opus());
        video(5_000, Tags.inter(0));
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "log: audio codec OPUS can't be carried in MPEG-TS",
                        "video dts 0 pts 0 key 9 bytes",
                        "video dts 5000 pts 5000 9 bytes");
    }

    @Test
    void saysWhyAudioAloneCanNotBeCarriedOnceNoVideoCame() {
        audio(0, Tags.opus());
        audio(1_999, Tags.opus());
        assertThat(sink.take()).isEmpty();
        audio(2_000, Tags.opus());
        assertThat(sink.take())
                .containsExactly(
                        "unsupported: audio codec OPUS can't be carried in MPEG-TS",
                        "log: audio codec OPUS can't be carried in MPEG-TS");
        video(2_100, Tags.videoHeader());
        assertThat(sink.take()).containsExactly("tracks [" + H264 + "]", "unsupported: null");
    }

    @Test
    void logsOneLineWhenNeitherTrackCanBeCarried() {
        audio(0, Tags.opus());
        video(0, Tags.av1Key());
        audio(5_000, Tags.opus());
        video(5_000, Tags.av1Key());
        assertThat(sink.calls).filteredOn(call -> call.startsWith("log")).hasSize(1);
    }

    @Test
    void saysWhatIsWrongWithASequenceHeader() {
        ByteBuf whole = Tags.videoHeader();
        for (int length = 5; length < whole.readableBytes(); length++) {
            FlvAdapter fresh = new FlvAdapter(sink, false);
            fresh.frame(new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.HEADER, 0, whole.slice(0, length)));
            assertThat(sink.take()).as("%d bytes", length).hasSize(2).allMatch(call -> call.contains("configuration"));
            assertThat(fresh.drops().of(CONFIGURATION)).isEqualTo(1);
        }
    }

    @Test
    void survivesEveryBodyCutAnywhereAndGoesOn() {
        List<ByteBuf> videos = List.of(
                Tags.videoHeader(),
                Tags.key(40),
                Hex.bytes("90 'avc1'" + Tags.AVCC),
                Hex.bytes("96 11 'avc1' 01 00000c 000000" + Tags.KEY_SLICE + "02 00000c 000000" + Tags.KEY_SLICE),
                Tags.av1Key());
        List<ByteBuf> audios = List.of(
                Tags.audioHeader(), Tags.audio(), Tags.mp3(), Hex.bytes("95 01 'mp4a' 00 21100456"), Tags.opus());
        video(0, Tags.videoHeader());
        audio(0, Tags.audioHeader());
        videos.forEach(body -> cuts(body, cut -> video(10, cut)));
        audios.forEach(body -> cuts(body, cut -> audio(10, cut)));
        sink.calls.clear();
        video(20, Tags.videoHeader(Tags.OTHER_AVCC));
        video(20, Tags.key());
        audio(20, Tags.audioHeader(Tags.OTHER_ASC));
        audio(20, Tags.audio());
        assertThat(sink.calls).contains("video dts 20 pts 20 key 9 bytes", "audio dts 20 pts 20 4 bytes");
    }

    private static void cuts(ByteBuf body, Consumer<ByteBuf> to) {
        for (int length = 0; length < body.readableBytes(); length++) {
            to.accept(body.copy(0, length));
        }
        body.release();
    }

    @Test
    void survivesEveryPairOfFirstBytes() {
        Random random = new Random(42);
        byte[] rest = new byte[12];
        for (int pair = 0; pair < 1 << 16; pair++) {
            random.nextBytes(rest);
            ByteBuf body = Unpooled.buffer().writeShort(pair).writeBytes(rest);
            video(pair, body.copy());
            audio(pair, body);
            sink.calls.clear();
        }
        video(1 << 17, Tags.videoHeader());
        video(1 << 17, Tags.key());
        assertThat(drops(TAG)).isPositive();
    }
}
