package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.segment.SegmentFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no value can be, so that no playlist with it can be written. */
class PlaylistValuesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration NEGATIVE = Duration.ofNanos(-1);
    private static final MediaSegment SEGMENT = new MediaSegment(SegmentStart.PLAIN, "a.ts", SECOND);
    private static final InitializationSection MAP = InitializationSection.of("init.mp4");
    private static final MediaPart PART = new MediaPart("a.0.ts", SECOND, false, false, null);
    private static final MediaHeader HEADER = MediaHeader.of(4, 7, 0);
    private static final StreamDescription DESCRIPTION = new StreamDescription(1);

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refuses(String what, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Object[]> refusals() {
        Map<String, ThrowingCallable> refusals = Map.ofEntries(
                Map.entry("a range of negative length", () -> new ByteRange(-1, 0)),
                Map.entry("a range of negative offset", () -> new ByteRange(0, -1)),
                Map.entry("a range without an end", () -> new ByteRange(Long.MAX_VALUE, 1)),
                Map.entry("a map without a URI", () -> InitializationSection.of("")),
                Map.entry(
                        "a part that lasts less than nothing", () -> new MediaPart("a", NEGATIVE, false, false, null)),
                Map.entry("a part with a line end in its URI", () -> new MediaPart("a\nb", SECOND, false, false, null)),
                Map.entry("a segment that lasts less than nothing", () -> segment("a", NEGATIVE, "", 0)),
                Map.entry("a segment that is a tag", () -> segment("#EXTM3U", SECOND, "", 0)),
                Map.entry("a segment with a quote in its URI", () -> segment("a\"b", SECOND, "", 0)),
                Map.entry("a segment with a line end in its title", () -> segment("a", SECOND, "a\r", 0)),
                Map.entry("a segment of a negative bit rate", () -> segment("a", SECOND, "", -1)),
                Map.entry("an open segment without parts", () -> new OpenSegment(SegmentStart.PLAIN, List.of())),
                Map.entry("a date past the year 9999", () -> start(Instant.parse("+10000-01-01T00:00:00Z"))),
                Map.entry("a date before the year 0", () -> start(Instant.parse("-0001-12-31T23:59:59.999Z"))),
                Map.entry("server control that says nothing", () -> new ServerControl(false, null, null, null)),
                Map.entry("a negative skip boundary", () -> new ServerControl(true, NEGATIVE, null, null)),
                Map.entry("a negative hold back", () -> new ServerControl(true, null, NEGATIVE, null)),
                Map.entry("a negative part hold back", () -> new ServerControl(true, null, null, NEGATIVE)),
                Map.entry("a hint of a negative start", () -> hint(-1, null)),
                Map.entry("a hint of a negative length", () -> hint(0, -1L)),
                Map.entry("a report of a negative segment", () -> new RenditionReport("a", -1, null)),
                Map.entry("a report of a negative part", () -> new RenditionReport("a", 0, -1)),
                Map.entry("a negative target duration", () -> MediaHeader.of(-1, 0, 0)),
                Map.entry("a negative media sequence", () -> MediaHeader.of(1, -1, 0)),
                Map.entry("a negative discontinuity sequence", () -> MediaHeader.of(1, 0, -1)),
                Map.entry("parts of no length", () -> withParts(Duration.ZERO)),
                Map.entry("parts of negative length", () -> withParts(NEGATIVE)),
                Map.entry(
                        "parts without a hold back",
                        () -> HEADER.withServerControl(new ServerControl(true, null, null, null), SECOND)),
                Map.entry("negative skipped segments", () -> playlist(-1, List.of(), null, List.of(), false)),
                Map.entry("a hint after the end", () -> playlist(0, List.of(), null, List.of(hint(0, null)), true)),
                Map.entry("parts without a target", () -> playlist(0, List.of(SEGMENT.withParts(List.of(PART))))),
                Map.entry(
                        "open parts without a target",
                        () -> playlist(
                                0, List.of(), new OpenSegment(SegmentStart.PLAIN, List.of(PART)), List.of(), false)),
                Map.entry("a segment without a map after one with it", () -> playlist(0, List.of(mapped(), SEGMENT))),
                Map.entry(
                        "a segment without a bit rate after one with it",
                        () -> playlist(0, List.of(segment("a", SECOND, "", 9), SEGMENT))),
                Map.entry("a negative bandwidth", () -> new StreamDescription(-1)),
                Map.entry("a negative average", () -> DESCRIPTION.withAverage(-1)),
                Map.entry("codecs with a quote", () -> DESCRIPTION.withCodecs("\"")),
                Map.entry("a negative width", () -> DESCRIPTION.withResolution(-1, 0)),
                Map.entry("a negative height", () -> DESCRIPTION.withResolution(0, -1)),
                Map.entry("a negative frame rate", () -> new Variant("a", DESCRIPTION).withFrameRate(-1)),
                Map.entry("a frame rate that is none", () -> new Variant("a", DESCRIPTION).withFrameRate(Double.NaN)),
                Map.entry("a group with a quote", () -> new Variant("a", DESCRIPTION).withAudio("\"")),
                Map.entry("subtitles without a URI", () -> rendition(RenditionType.SUBTITLES, null, true, false, null)),
                Map.entry(
                        "closed captions with a URI",
                        () -> rendition(RenditionType.CLOSED_CAPTIONS, "a", true, false, "CC1")),
                Map.entry(
                        "closed captions without a channel",
                        () -> rendition(RenditionType.CLOSED_CAPTIONS, null, true, false, null)),
                Map.entry(
                        "audio with a channel of captions",
                        () -> rendition(RenditionType.AUDIO, "a", true, false, "CC1")),
                Map.entry("forced audio", () -> rendition(RenditionType.AUDIO, "a", true, true, null)),
                Map.entry(
                        "a preferred one that isn't selected",
                        () -> rendition(RenditionType.AUDIO, "a", false, false, null)),
                Map.entry("a window of nothing", () -> LivePlaylistSettings.of(0)),
                Map.entry("a window of 101", () -> LivePlaylistSettings.of(101)),
                Map.entry("parts of -1 ms", () -> LivePlaylistSettings.of(1).withParts(-1, true)),
                Map.entry(
                        "parts of over a minute",
                        () -> LivePlaylistSettings.of(1).withParts(60_001, true)));
        return refusals.entrySet().stream().map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    @Test
    void theVersionFollowsFromWhatIsUsed() {
        MediaSegment ranged =
                new MediaSegment(SegmentStart.PLAIN, "a.ts", SECOND, "", new ByteRange(1, 2), false, 0, List.of());
        MediaHeader keyFrames = new MediaHeader(4, 0, 0, null, false, true, null, null, null);

        assertThat(playlist(0, List.of(SEGMENT)).version()).isEqualTo(3);
        assertThat(playlist(0, List.of(SEGMENT, ranged)).version()).isEqualTo(4);
        assertThat(MediaPlaylist.of(keyFrames, List.of(SEGMENT), false).version())
                .isEqualTo(4);
        assertThat(MediaPlaylist.of(keyFrames, List.of(mapped()), false).version())
                .isEqualTo(5);
        assertThat(playlist(0, List.of(SEGMENT, mapped())).version()).isEqualTo(6);
        assertThat(playlist(1, List.of(mapped())).version()).isEqualTo(9);
        OpenSegment open = new OpenSegment(mapped().start(), List.of(PART));
        assertThat(new MediaPlaylist(withParts(SECOND), 0, List.of(SEGMENT), open, List.of(), List.of(), false)
                        .version())
                .isEqualTo(6);
        assertThat(MultivariantPlaylist.of(List.of()).version()).isEqualTo(1);
        Rendition service = rendition(RenditionType.CLOSED_CAPTIONS, null, true, false, "SERVICE1");
        assertThat(new MultivariantPlaylist(false, null, List.of(service), List.of(), List.of()).version())
                .isEqualTo(7);
    }

    @Test
    void headersKeepWhatTheyHave() {
        ServerControl control = new ServerControl(true, null, null, SECOND);
        MediaHeader header =
                HEADER.withType(PlaylistType.EVENT).withIndependentSegments().withServerControl(control, SECOND);

        assertThat(header).isEqualTo(new MediaHeader(4, 7, 0, PlaylistType.EVENT, true, false, null, control, SECOND));
        assertThat(header.withType(PlaylistType.VOD))
                .isEqualTo(new MediaHeader(4, 7, 0, PlaylistType.VOD, true, false, null, control, SECOND));
    }

    @Test
    void anEmptyPlaylistWaitsForItsFirstSegment() {
        MediaPlaylist empty = playlist(0, List.of());

        assertThat(empty.nextSequence()).isEqualTo(7);
        assertThat(empty.has(6, -1)).isTrue();
        assertThat(empty.has(6, 9)).isTrue();
        assertThat(empty.has(7, -1)).isFalse();
        assertThat(empty.has(7, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.001", "0.000001", "0.000000001", "12", "12.5", "999999999.999999999"})
    void decimalsAreReadAsTheyAreWritten(String text) {
        StringBuilder written = new StringBuilder();
        Decimal.write(Decimal.read(text), written);

        assertThat(Decimal.read(written.toString())).isEqualTo(Decimal.read(text));
        assertThat(written.toString()).startsWith(text).matches("\\d+\\.(\\d{3}|\\d{6}|\\d{9})");
    }

    @Test
    void decimalsHaveNoMoreThanNanoseconds() {
        assertThat(Decimal.read("1.0000000019")).isEqualTo(Duration.ofSeconds(1, 1));
        assertThat(Decimal.readSigned("-1.5")).isEqualTo(Duration.ofMillis(-1_500));
        assertThat(Decimal.readSigned("1.5")).isEqualTo(Duration.ofMillis(1_500));
        assertThatThrownBy(() -> Decimal.read(".")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decimal.read("1.0000000000000x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesSayFormatAndPlace() {
        SegmentNames names = SegmentNames.prefixed("live/");

        assertThat(names.segment(7, SegmentFormat.TS)).isEqualTo("live/7.ts");
        assertThat(names.segment(7, SegmentFormat.FMP4)).isEqualTo("live/7.m4s");
        assertThat(names.part(7, 2, SegmentFormat.TS)).isEqualTo("live/7.2.ts");
        assertThat(names.part(7, 2, SegmentFormat.FMP4)).isEqualTo("live/7.2.m4s");
        assertThat(names.initialization(3)).isEqualTo("live/init-3.mp4");
    }

    private static MediaSegment segment(String uri, Duration duration, String title, int bitrateKbps) {
        return new MediaSegment(SegmentStart.PLAIN, uri, duration, title, null, false, bitrateKbps, List.of());
    }

    private static MediaSegment mapped() {
        return new MediaSegment(new SegmentStart(false, MAP, null), "a.m4s", SECOND);
    }

    private static SegmentStart start(Instant date) {
        return new SegmentStart(false, null, date);
    }

    private static PreloadHint hint(long start, @Nullable Long length) {
        return new PreloadHint(PreloadHint.Type.PART, "a", start, length);
    }

    private static MediaHeader withParts(Duration target) {
        return HEADER.withServerControl(new ServerControl(true, null, null, SECOND), target);
    }

    private static MediaPlaylist playlist(int skipped, List<MediaSegment> segments) {
        return playlist(skipped, segments, null, List.of(), false);
    }

    private static MediaPlaylist playlist(
            int skipped,
            List<MediaSegment> segments,
            @Nullable OpenSegment open,
            List<PreloadHint> hints,
            boolean ended) {
        return new MediaPlaylist(HEADER, skipped, segments, open, hints, List.of(), ended);
    }

    private static Rendition rendition(
            RenditionType type, @Nullable String uri, boolean autoselect, boolean forced, @Nullable String instreamId) {
        return new Rendition(type, "group", "name", uri, null, null, true, autoselect, forced, instreamId, null, null);
    }
}
