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
import io.xiu.flv.TrackPackets;
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
    private static final String AAC = "Track[2: AAC \"mp4a.40.2\", 44100 Hz, 2 channels]";

    private static final String VPCC = "01000000 00 0a 82 02 02 02 0000";
    private static final String VP9_320X180 = "82 498342 2013f00b30 0000";
    private static final String VP9_640X180 = "82 498342 2027f00b30 0000";
    private static final String STREAMINFO =
            "1000 1000 000000 000000 0ac442f000000000 00000000000000000000000000000000";

    private final RecordingSink sink = new RecordingSink();
    private final FlvAdapter adapter = new FlvAdapter(sink, Container.MPEG_TS, false);

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
        video(0, Tags.videoHeader());
        video(1L << 33, Tags.key(7));
        assertThat(sink.calls).last().isEqualTo("video dts 8589934592 pts 8589934599 key 9 bytes");
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
        assertThat(sink.take()).containsExactly("tracks [Track[1: H264 \"avc1.640028\", 0x0], " + AAC + "]");
        audio(20, Tags.audioHeader(Tags.OTHER_ASC));
        assertThat(sink.take())
                .containsExactly(
                        "tracks [Track[1: H264 \"avc1.640028\", 0x0], Track[2: AAC \"mp4a.40.2\", 48000 Hz, 2 channels]]");
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
        FlvAdapter alone = new FlvAdapter(sink, Container.MPEG_TS, true);
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
        audio(0, Tags.flac());
        assertThat(adapter.carriesNothing()).isTrue();
        video(0, Tags.videoHeader());
        assertThat(adapter.carriesNothing()).isFalse();
        video(0, Tags.av1Key());
        audio(10, Tags.audioHeader());
        assertThat(adapter.carriesNothing()).as("audio goes with its video").isTrue();
    }

    @Test
    void namesOldAndUnknownCodecs() {
        video(0, "12 0000");
        video(10, "13 0000");
        video(20, "90 'abcd'");
        assertThat(sink.calls)
                .containsExactly(
                        "unsupported: video codec H263 can't be carried in MPEG-TS",
                        "log: video codec H263 can't be carried in MPEG-TS",
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
        audio(0, Tags.flac());
        video(0, Tags.videoHeader());
        video(0, Tags.key());
        audio(5_000, Tags.flac());
        video(5_000, Tags.inter(0));
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [" + H264 + "]",
                        "log: audio codec FLAC can't be carried in MPEG-TS",
                        "video dts 0 pts 0 key 9 bytes",
                        "video dts 5000 pts 5000 9 bytes");
    }

    @Test
    void saysWhyAudioAloneCanNotBeCarriedOnceNoVideoCame() {
        audio(0, Tags.flac());
        audio(1_999, Tags.flac());
        assertThat(sink.take()).isEmpty();
        audio(2_000, Tags.flac());
        assertThat(sink.take())
                .containsExactly(
                        "unsupported: audio codec FLAC can't be carried in MPEG-TS",
                        "log: audio codec FLAC can't be carried in MPEG-TS");
        video(2_100, Tags.videoHeader());
        assertThat(sink.take()).containsExactly("tracks [" + H264 + "]", "unsupported: null");
    }

    @Test
    void logsOneLineWhenNeitherTrackCanBeCarried() {
        audio(0, Tags.flac());
        video(0, Tags.av1Key());
        audio(5_000, Tags.flac());
        video(5_000, Tags.av1Key());
        assertThat(sink.calls).filteredOn(call -> call.startsWith("log")).hasSize(1);
    }

    private void take(FlvAdapter to, MediaKind kind, long timestampMillis, String hex) {
        feed(to, kind, timestampMillis, Hex.bytes(hex));
    }

    @Test
    void readsHevcWithItsFourCcAndWithItsNumber() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        feed(either, MediaKind.VIDEO, 0, Tags.hevcHeader());
        feed(either, MediaKind.VIDEO, 40, Tags.hevcKey());
        take(either, MediaKind.VIDEO, 80, "2c 01 000050 00000005 0201 9a0000");
        take(either, MediaKind.VIDEO, 80, "1c 00 000000" + Tags.HVCC);
        feed(either, MediaKind.VIDEO, 120, Tags.hevcInter());
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[1: HEVC \"hvc1.1.6.L63.90\", 0x0]]",
                        "video dts 40 pts 40 key 9 bytes",
                        "video dts 80 pts 160 9 bytes",
                        "video dts 120 pts 120 9 bytes");
    }

    @Test
    void readsAv1WithoutItsTemporalDelimiters() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        feed(either, MediaKind.VIDEO, 0, Tags.av1Header());
        feed(either, MediaKind.VIDEO, 0, Tags.av1Key());
        feed(either, MediaKind.VIDEO, 40, Tags.av1Inter());
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[1: AV1 \"av01.0.04M.08\", 320x180]]",
                        "video dts 0 pts 0 key 19 bytes",
                        "video dts 40 pts 40 5 bytes");
    }

    @Test
    void takesAv1WithoutASequenceHeaderFromItsFirstKeyFrame() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        feed(either, MediaKind.VIDEO, 0, Tags.av1Inter());
        feed(either, MediaKind.VIDEO, 40, Tags.av1Key());
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[1: AV1 \"av01.0.04M.08\", 320x180]]", "video dts 40 pts 40 key 19 bytes");
        assertThat(either.drops().of(NO_CONFIGURATION)).isEqualTo(1);
    }

    @Test
    void knowsTheSizeOfVp9FromItsKeyFramesAndAnnouncesItsChange() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        take(either, MediaKind.VIDEO, 0, "90 'vp09'" + VPCC);
        take(either, MediaKind.VIDEO, 0, "a1 'vp09' 86 00");
        take(either, MediaKind.VIDEO, 40, "91 'vp09'" + VP9_320X180);
        take(either, MediaKind.VIDEO, 60, "90 'vp09'" + VPCC);
        take(either, MediaKind.VIDEO, 80, "a1 'vp09' 86 00");
        take(either, MediaKind.VIDEO, 120, "91 'vp09'" + VP9_640X180);
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[1: VP9 \"vp09.00.10.08\", 320x180]]",
                        "video dts 40 pts 40 key 11 bytes",
                        "video dts 80 pts 80 2 bytes",
                        "tracks [Track[1: VP9 \"vp09.00.10.08\", 640x180]]",
                        "video dts 120 pts 120 key 11 bytes");
        assertThat(either.drops().of(NO_CONFIGURATION)).isEqualTo(1);
    }

    @Test
    void readsOpusAndFlacWithTheirHeaders() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        feed(either, MediaKind.AUDIO, 0, Tags.opusHeader());
        feed(either, MediaKind.AUDIO, 20, Tags.opus());
        take(either, MediaKind.AUDIO, 40, "90 'fLaC' 'fLaC' 80000022" + STREAMINFO);
        feed(either, MediaKind.AUDIO, 40, Tags.flac());
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[2: OPUS \"opus\", 48000 Hz, 2 channels]]",
                        "audio dts 20 pts 20 4 bytes",
                        "tracks [Track[2: FLAC \"fLaC\", 44100 Hz, 2 channels]]",
                        "audio dts 40 pts 40 4 bytes");
    }

    @Test
    void readsAc3FromItsFramesWhateverItsBitRate() {
        take(adapter, MediaKind.AUDIO, 0, "90 'ac-3' 00");
        take(adapter, MediaKind.AUDIO, 0, "91 'ac-3' 0b77 0000 14 40 43 e1");
        take(adapter, MediaKind.AUDIO, 32, "91 'ac-3' 0b77 0000 16 40 43 e1");
        take(adapter, MediaKind.AUDIO, 64, "91 'ac-3' 0000");
        assertThat(sink.calls)
                .containsExactly(
                        "tracks [Track[2: AC3 \"ac-3\", 48000 Hz, 2 channels]]",
                        "audio dts 0 pts 0 8 bytes",
                        "audio dts 32 pts 32 8 bytes");
        assertThat(drops(CONFIGURATION)).isEqualTo(1);
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
    void saysWhatNoContainerHolds() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        feed(either, MediaKind.VIDEO, 0, Tags.screen());
        assertThat(sink.calls)
                .contains("unsupported: video codec SCREEN can't be carried in MPEG-TS or fragmented MP4");
    }

    @Test
    void survivesTheBodiesOfEveryCodecCutAnywhere() {
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        for (ByteBuf body : List.of(
                Tags.hevcHeader(),
                Tags.hevcKey(),
                Tags.av1Header(),
                Tags.av1Key(),
                Hex.bytes("90 'vp09'" + VPCC),
                Hex.bytes("91 'vp09'" + VP9_320X180),
                Hex.bytes("90 'vp08'" + VPCC),
                Hex.bytes("91 'vp08' 10 0200 9d012a 4001 b400 00"))) {
            cuts(body, cut -> feed(either, MediaKind.VIDEO, 10, cut));
        }
        for (ByteBuf body : List.of(
                Tags.opusHeader(),
                Tags.opus(),
                Hex.bytes("90 'fLaC' 'fLaC' 80000022" + STREAMINFO),
                Hex.bytes("91 'ac-3' 0b77 0000 14 40 43 e1"),
                Hex.bytes("91 'ec-3' 0b77 00ff 34 86 ff e0"))) {
            cuts(body, cut -> feed(either, MediaKind.AUDIO, 10, cut));
        }
        sink.calls.clear();
        feed(either, MediaKind.VIDEO, 20, Tags.videoHeader());
        feed(either, MediaKind.VIDEO, 20, Tags.key());
        assertThat(sink.calls).contains("video dts 20 pts 20 key 9 bytes");
    }

    @Test
    void saysWhatIsWrongWithASequenceHeader() {
        ByteBuf whole = Tags.videoHeader();
        for (int length = 5; length < whole.readableBytes(); length++) {
            FlvAdapter fresh = new FlvAdapter(sink, Container.MPEG_TS, false);
            fresh.frame(new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.HEADER, 0, whole.slice(0, length)));
            assertThat(sink.take())
                    .as("%d bytes", length)
                    .hasSize(2)
                    .allMatch(call -> call.contains("AVC configuration"));
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
                Tags.audioHeader(), Tags.audio(), Tags.mp3(), Hex.bytes("95 01 'mp4a' 00 21100456"), Tags.flac());
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
        FlvAdapter either = new FlvAdapter(sink, Container.EITHER, false);
        Random random = new Random(42);
        byte[] rest = new byte[12];
        for (int pair = 0; pair < 1 << 16; pair++) {
            random.nextBytes(rest);
            ByteBuf body = Unpooled.buffer().writeShort(pair).writeBytes(rest);
            feed(either, MediaKind.VIDEO, pair, body.copy());
            feed(either, MediaKind.AUDIO, pair, body.copy());
            video(pair, body.copy());
            audio(pair, body);
            sink.calls.clear();
        }
        video(1 << 17, Tags.videoHeader());
        video(1 << 17, Tags.key());
        assertThat(drops(TAG)).isPositive();
    }
}
