package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is just allowed. */
class PlaylistLimitsTest {
    private static final String START = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";

    @Test
    void readsAsManySegmentsPartsAndTheLikeAsItMay() throws PlaylistException {
        String text = START
                + "#EXT-X-SERVER-CONTROL:PART-HOLD-BACK=3\n#EXT-X-PART-INF:PART-TARGET=1\n"
                + "#EXTINF:1,\na\n".repeat(49_996)
                + "#EXT-X-DATERANGE:ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\"\n"
                + "#EXT-X-PART:URI=\"a\",DURATION=1\n"
                + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"a\"\n"
                + "#EXT-X-RENDITION-REPORT:URI=\"a\",LAST-MSN=1\n";

        MediaPlaylist playlist = MediaPlaylistReader.read(text);

        assertThat(playlist.segments()).hasSize(49_996);
        assertThat(playlist.open()).isNotNull();
        assertThat(playlist.preloadHints()).hasSize(1);
        assertThat(playlist.renditionReports()).hasSize(1);
        for (String oneMore : List.of(
                "#EXTINF:1,\nb",
                "#EXT-X-DATERANGE:ID=\"b\",START-DATE=\"2026-01-02T12:00:00Z\"",
                "#EXT-X-PART:URI=\"b\",DURATION=1",
                "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"b\"",
                "#EXT-X-RENDITION-REPORT:URI=\"b\",LAST-MSN=1")) {
            refuses(text + oneMore, Reason.TOO_LONG);
        }
    }

    @Test
    void readsAsManyCharactersAsItMay() throws PlaylistException {
        String text = START + "#".repeat((4 << 20) - START.length());
        assertThat(MediaPlaylistReader.read(text).segments()).isEmpty();
        refuses(text + "#", Reason.TOO_LONG);

        String other = "#EXTM3U\n" + "#".repeat((1 << 20) - 8);
        assertThat(MultivariantPlaylistReader.read(other).variants()).isEmpty();
    }

    @Test
    void readsAsManyVariantsAndRenditionsAsItMay() throws PlaylistException {
        String text = "#EXTM3U\n"
                + "#EXT-X-STREAM-INF:BANDWIDTH=1\na\n".repeat(4_998)
                + "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"a\"\n"
                + "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI=\"a\"\n";

        assertThat(MultivariantPlaylistReader.read(text).variants()).hasSize(4_998);
        for (String oneMore : List.of(
                "#EXT-X-STREAM-INF:BANDWIDTH=1\na",
                "#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"b\"",
                "#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,URI=\"b\"")) {
            assertThatThrownBy(() -> MultivariantPlaylistReader.read(text + oneMore))
                    .isInstanceOfSatisfying(
                            PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LONG));
        }
    }

    @Test
    void readsAsManyAttributesAsItMay() throws PlaylistException {
        StringBuilder attributes = new StringBuilder("#EXT-X-MAP:URI=\"a\"");
        for (int i = 1; i < 64; i++) {
            attributes.append(",A").append(i).append("=1");
        }

        assertThat(MediaPlaylistReader.read(START + attributes).segments()).isEmpty();
    }

    @Test
    void readsTheLargestNumbers() throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read("""
                #EXTM3U
                #EXT-X-TARGETDURATION:2147483647
                #EXT-X-MEDIA-SEQUENCE:999999999999999999
                #EXT-X-DISCONTINUITY-SEQUENCE:0
                #EXTINF:999999999.999999999,
                a.ts
                """);

        assertThat(playlist.targetDurationSeconds()).isEqualTo(Integer.MAX_VALUE);
        assertThat(playlist.mediaSequence()).isEqualTo(999_999_999_999_999_999L);
        assertThat(playlist.nextSequence()).isEqualTo(1_000_000_000_000_000_000L);
        assertThat(playlist.segments().get(0).duration()).isEqualTo(Duration.ofSeconds(999_999_999, 999_999_999));
        refuses("#EXTM3U\n#EXT-X-TARGETDURATION:2147483648\n", Reason.VALUE);
        refuses(START + "#EXTINF:0000000001,\na.ts\n", Reason.VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "ORDER; #EXTINF:1,~a~#EXT-X-DISCONTINUITY-SEQUENCE:1; #EXT-X-DISCONTINUITY-SEQUENCE after a segment",
                "ORDER; #EXT-X-PART:URI=\"a\",DURATION=1~#EXT-X-MEDIA-SEQUENCE:1; #EXT-X-MEDIA-SEQUENCE after a segment",
                "ORDER; #EXT-X-PART:URI=\"a\",DURATION=1~#EXT-X-SKIP:SKIPPED-SEGMENTS=1; EXT-X-SKIP after a segment",
                "KIND; #EXT-X-MEDIA:TYPE=AUDIO; a tag of multivariant playlists",
                "KIND; #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1; a tag of multivariant playlists",
                "REPEATED; #EXT-X-VERSION:3~#EXT-X-VERSION:3; #EXT-X-VERSION twice",
                "REPEATED; #EXT-X-INDEPENDENT-SEGMENTS~#EXT-X-INDEPENDENT-SEGMENTS; #EXT-X-INDEPENDENT-SEGMENTS twice",
                "VALUE; #EXT-X-BITRATE:-1; not a whole number: '-1'",
                "VALUE; #EXT-X-BYTERANGE:1@-1~#EXTINF:1,~a; not a whole number: '-1'",
                "VALUE; #EXT-X-BYTERANGE:1~#EXTINF:1,~a; a byte range without an offset, and none before it",
                "VALUE; #EXT-X-START:TIME-OFFSET=--1; not a number of seconds: '-1'",
                "MISSING; #EXT-X-START:PRECISE=YES; no TIME-OFFSET",
                "MISSING; #EXT-X-PRELOAD-HINT:URI=\"a\"; no TYPE",
                "MISSING; #EXT-X-PRELOAD-HINT:TYPE=MAP; no URI",
                "MISSING; #EXT-X-RENDITION-REPORT:URI=\"a\"; no LAST-MSN",
                "MISSING; #EXT-X-PART:DURATION=1; no URI",
                "SYNTAX; #EXT-X-MAP:URI=\"a; no end of the quotes of 'URI'",
                "SYNTAX; #EXT-X-MAP:URI=\"a\"b; no comma after 'URI'",
            })
    void saysWhatIsWrong(Reason reason, String text, String message) {
        assertThatThrownBy(() -> MediaPlaylistReader.read(START + text.replace('~', '\n')))
                .hasMessageEndingWith(": " + message)
                .isInstanceOfSatisfying(
                        PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CAN-BLOCK-RELOAD=NO", "CAN-SKIP-DATERANGES=YES"})
    void aServerThatDoesNothingHasNoControl(String attributes) throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read(START + "#EXT-X-SERVER-CONTROL:" + attributes + "\n");

        assertThat(playlist.header().serverControl()).isNull();
    }

    @Test
    void takesValuesAtTheVeryLimit() {
        assertThat(new ByteRange(Long.MAX_VALUE, 0).end()).isEqualTo(Long.MAX_VALUE);
        assertThat(new ByteRange(0, Long.MAX_VALUE).end()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Variant("a", new StreamDescription(0))
                        .withFrameRate(1_000_000)
                        .framesPerSecond())
                .isEqualTo(1_000_000);
        assertThat(new Resolution(0, 0)).hasToString("0x0");
        assertThat(LivePlaylistSettings.of(1).window()).isEqualTo(1);
        assertThat(LivePlaylistSettings.of(100).withParts(60_000, false).partMillis())
                .isEqualTo(60_000);
        Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
        Instant first = Instant.parse("0000-01-01T00:00:00Z");
        assertThat(new SegmentStart(false, null, last).programDateTime()).isEqualTo(last);
        assertThat(new SegmentStart(false, null, first).programDateTime()).isEqualTo(first);
        assertThat(new MediaPart("a", Duration.ZERO, false, false, null).duration())
                .isZero();
    }

    @Test
    void showsNoMoreThanTwentyCharactersOfWhatIsWrong() {
        assertThat(Syntax.shown("12345678901234567890")).isEqualTo("'12345678901234567890'");
        assertThat(Syntax.shown("123456789012345678901")).isEqualTo("'12345678901234567890...'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T12:00:00.000Z",
                "2026-01-02T12:00:00.001Z",
                "2026-01-02T12:00:00.000001000Z",
                "2026-01-02T12:00:00.999999999Z",
                "0000-01-01T00:00:00.000Z"
            })
    void writesDatesInMillisecondsOrNanoseconds(String date) {
        assertThat(DateTime.text(Instant.parse(date))).isEqualTo(date);
        assertThat(DateTime.read(date)).isEqualTo(Instant.parse(date));
    }

    private static void refuses(String text, Reason reason) {
        assertThatThrownBy(() -> MediaPlaylistReader.read(text))
                .isInstanceOfSatisfying(
                        PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
