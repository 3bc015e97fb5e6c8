package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MasterPlaylist;
import io.lindstrom.m3u8.model.PartialSegment;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.ParsingMode;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.TrackException;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read by somebody else's parser, which refuses every tag and attribute that it doesn't know. */
class IndependentParserTest {
    private static final long SECOND = 90_000;
    private static final long DATE = 1_700_000_000_000L;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    @ParameterizedTest(name = "{0}, parts of {1} ms")
    @CsvSource({"TS, 0", "TS, 400", "FMP4, 0", "FMP4, 400"})
    void livePlaylists(SegmentFormat format, int partMillis) throws PlaylistParserException, TrackException {
        LivePlaylist playlist = new LivePlaylist(LivePlaylistSettings.of(20).withParts(partMillis, partMillis > 0));
        Segmenter segmenter = new Segmenter(
                SegmenterSettings.DEFAULT
                        .withFragmentSeconds(2)
                        .withFormat(format)
                        .withPartMillis(partMillis),
                allocator);
        segmenter.tracks(List.of(TestTracks.video(), TestTracks.audio()));
        for (int i = 0; i < 1_000; i++) {
            if (i == 500) {
                segmenter.discontinuity();
                segmenter.tracks(List.of(TestTracks.otherVideo(), TestTracks.audio()));
            }
            long dts = i * SECOND / 25;
            Sample video = TestSamples.video(dts, i % 50 == 0, 100);
            write(
                    segmenter,
                    i < 500 ? video : new Sample(TestTracks.otherVideo(), dts, dts, video.sync(), video.data()));
            write(segmenter, TestSamples.audio(dts, 50));
            deliver(segmenter, playlist);
            if (i % 10 == 0) {
                check(playlist.snapshot());
                check(playlist.deltaUpdate());
            }
        }
        segmenter.finish();
        deliver(segmenter, playlist);
        check(playlist.snapshot());
        playlist.finish();
        check(playlist.snapshot());
        playlist.close();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void multivariantPlaylists() throws PlaylistParserException {
        StreamDescription description = new StreamDescription(2_000_000)
                .withAverage(1_500_000)
                .withCodecs("hvc1.1.6.L93.B0,mp4a.40.2")
                .withResolution(1280, 720)
                .withVideoRange(VideoRange.HLG);
        MultivariantPlaylist playlist = new MultivariantPlaylist(
                true,
                null,
                List.of(Rendition.audio("sound", "English", "en.m3u8", "en", true)),
                List.of(new Variant("index.m3u8", description).withFrameRate(25).withAudio("sound")),
                List.of(new IFrameVariant("keys.m3u8", new StreamDescription(1_000), null)));

        MasterPlaylist read = new MasterPlaylistParser(ParsingMode.STRICT)
                .readPlaylist(new MultivariantPlaylistWriter().write(playlist));

        assertThat(read.independentSegments()).isTrue();
        io.lindstrom.m3u8.model.Variant variant = read.variants().get(0);
        assertThat(variant.uri()).isEqualTo("index.m3u8");
        assertThat(variant.bandwidth()).isEqualTo(2_000_000);
        assertThat(variant.averageBandwidth()).contains(1_500_000L);
        assertThat(variant.codecs()).containsExactly("hvc1.1.6.L93.B0", "mp4a.40.2");
        assertThat(variant.resolution()).hasValueSatisfying(resolution -> {
            assertThat(resolution.width()).isEqualTo(1280);
            assertThat(resolution.height()).isEqualTo(720);
        });
        assertThat(variant.frameRate()).contains(25.0);
        assertThat(variant.videoRange()).contains(io.lindstrom.m3u8.model.VideoRange.HLG);
        assertThat(variant.audio()).contains("sound");
        assertThat(read.alternativeRenditions())
                .singleElement()
                .satisfies(rendition -> assertThat(rendition.uri()).contains("en.m3u8"));
        assertThat(read.iFrameVariants())
                .singleElement()
                .satisfies(keys -> assertThat(keys.uri()).isEqualTo("keys.m3u8"));
    }

    private static void write(Segmenter segmenter, Sample sample) {
        segmenter.write(sample, DATE + sample.dts90k() / 90);
    }

    private static void deliver(Segmenter segmenter, LivePlaylist playlist) {
        for (; ; ) {
            for (Part part; (part = segmenter.pollPart()) != null; ) {
                playlist.add(part, 0);
            }
            Segment segment = segmenter.poll();
            if (segment == null) {
                return;
            }
            playlist.add(segment, 0);
        }
    }

    private static void check(@Nullable MediaPlaylist playlist) throws PlaylistParserException {
        if (playlist == null) {
            return;
        }
        String text = new MediaPlaylistWriter().write(playlist);
        io.lindstrom.m3u8.model.MediaPlaylist read = new MediaPlaylistParser(ParsingMode.STRICT).readPlaylist(text);

        assertThat(read.version()).contains(playlist.version());
        assertThat(read.targetDuration()).isEqualTo(playlist.targetDurationSeconds());
        assertThat(read.mediaSequence()).isEqualTo(playlist.mediaSequence());
        assertThat(read.ongoing()).isEqualTo(!playlist.ended());
        assertThat(read.skip().map(skip -> (int) skip.skippedSegments()).orElse(0))
                .isEqualTo(playlist.skippedSegments());
        assertThat(read.preloadHint().map(hint -> List.of(hint.uri())).orElse(List.of()))
                .isEqualTo(
                        playlist.preloadHints().stream().map(PreloadHint::uri).toList());
        assertThat(read.mediaSegments()).hasSameSizeAs(playlist.segments());
        for (int i = 0; i < playlist.segments().size(); i++) {
            check(playlist.segments().get(i), read.mediaSegments().get(i));
        }
        OpenSegment open = playlist.open();
        check(open == null ? List.of() : open.parts(), read.partialSegments());
        String lastMap = null;
        for (int i = 0; i < playlist.segments().size(); i++) {
            InitializationSection map = playlist.segments().get(i).start().map();
            lastMap = read.mediaSegments()
                    .get(i)
                    .segmentMap()
                    .map(each -> each.uri())
                    .orElse(lastMap);
            assertThat(lastMap).isEqualTo(map == null ? null : map.uri());
        }
    }

    private static void check(MediaSegment segment, io.lindstrom.m3u8.model.MediaSegment read) {
        assertThat(read.uri()).isEqualTo(segment.uri());
        assertThat(Math.round(read.duration() * 1_000)).isEqualTo(segment.durationMillis());
        assertThat(read.discontinuity()).isEqualTo(segment.discontinuity());
        assertThat(read.programDateTime().map(date -> date.toInstant()))
                .isEqualTo(Optional.of(Objects.requireNonNull(date(segment))));
        check(segment.parts(), read.partialSegments());
    }

    private static Instant date(MediaSegment segment) {
        return Objects.requireNonNull(segment.start().programDateTime());
    }

    private static void check(List<MediaPart> parts, List<PartialSegment> read) {
        assertThat(read)
                .extracting(PartialSegment::uri)
                .isEqualTo(parts.stream().map(MediaPart::uri).toList());
        assertThat(read)
                .extracting(PartialSegment::independent)
                .isEqualTo(parts.stream().map(MediaPart::independent).toList());
        assertThat(read)
                .extracting(part -> Math.round(part.duration() * 1e6))
                .isEqualTo(parts.stream()
                        .map(part -> part.duration().toNanos() / 1_000)
                        .toList());
    }
}
