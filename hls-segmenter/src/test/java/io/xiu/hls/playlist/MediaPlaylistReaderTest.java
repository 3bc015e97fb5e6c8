package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaPlaylistReaderTest {
    private static final String START = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";

    @Test
    void readsAPlaylistOfAnotherWriter() throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read("""
                #EXTM3U
                # made by hand
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:4

                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,CAN-SKIP-UNTIL=24,UNKNOWN="a,b"
                #EXT-X-PART-INF:PART-TARGET=0.33334
                #EXT-X-MEDIA-SEQUENCE:266
                #EXT-X-UNKNOWN-TAG:1
                #EXT-X-MAP:URI="init.mp4",BYTERANGE="720"
                #EXT-X-PROGRAM-DATE-TIME:2024-02-14T03:13:36.106+01:00
                #EXTINF:4.00008,
                266.mp4
                #EXT-X-PART:DURATION=0.33334,URI="267.mp4",BYTERANGE="1000@0",INDEPENDENT=YES
                #EXT-X-PART:DURATION=.3,URI="267.mp4",BYTERANGE="500",INDEPENDENT=NO
                #EXTINF:4,the second, with a comma
                #EXT-X-BYTERANGE:1500@0
                267.mp4
                #EXT-X-DISCONTINUITY
                #EXT-X-PART:DURATION=0.33334,URI="268.0.mp4"
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="268.1.mp4",BYTERANGE-START=5
                #EXT-X-PRELOAD-HINT:TYPE=SOMETHING,URI="later"
                #EXT-X-RENDITION-REPORT:URI="../other.m3u8",LAST-MSN=268,LAST-PART=0
                """);

        InitializationSection map = new InitializationSection("init.mp4", new ByteRange(720, 0));
        MediaHeader header = MediaHeader.of(4, 266, 0)
                .withServerControl(
                        new ServerControl(true, Duration.ofSeconds(24), null, Duration.ofSeconds(1)),
                        Duration.ofNanos(333_340_000));
        assertThat(playlist.header()).isEqualTo(header);
        assertThat(playlist.segments())
                .containsExactly(
                        new MediaSegment(
                                new SegmentStart(false, map, Instant.parse("2024-02-14T02:13:36.106Z")),
                                "266.mp4",
                                Duration.ofNanos(4_000_080_000L)),
                        new MediaSegment(
                                new SegmentStart(false, map, null),
                                "267.mp4",
                                Duration.ofSeconds(4),
                                "the second, with a comma",
                                new ByteRange(1_500, 0),
                                false,
                                0,
                                List.of(
                                        part("267.mp4", 333_340_000, true, new ByteRange(1_000, 0)),
                                        part("267.mp4", 300_000_000, false, new ByteRange(500, 1_000)))));
        assertThat(playlist.open())
                .isEqualTo(new OpenSegment(
                        new SegmentStart(true, map, null),
                        List.of(new MediaPart("268.0.mp4", Duration.ofNanos(333_340_000), false, false, null))));
        assertThat(playlist.preloadHints())
                .containsExactly(new PreloadHint(PreloadHint.Type.PART, "268.1.mp4", 5, null));
        assertThat(playlist.renditionReports()).containsExactly(new RenditionReport("../other.m3u8", 268, 0));
        assertThat(playlist.nextSequence()).isEqualTo(268);
    }

    @Test
    void readsLinesThatEndInCarriageReturnsAndAMissingLastEnd() throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read(
                "#EXTM3U\r\n#EXT-X-TARGETDURATION:4\r\n#EXTINF:2.5,\r\na.ts\r\n#EXT-X-ENDLIST");

        assertThat(playlist.segments())
                .containsExactly(new MediaSegment(SegmentStart.PLAIN, "a.ts", Duration.ofMillis(2_500)));
        assertThat(playlist.ended()).isTrue();
    }

    @Test
    void continuesByteRangesOfTheSameResourceOnly() throws PlaylistException {
        String first = START + "#EXTINF:2,\n#EXT-X-BYTERANGE:10@5\na.ts\n#EXTINF:2,\n#EXT-X-BYTERANGE:7\n";

        assertThat(MediaPlaylistReader.read(first + "a.ts\n").segments())
                .extracting(MediaSegment::byteRange)
                .containsExactly(new ByteRange(10, 5), new ByteRange(7, 15));
        assertFails(first + "b.ts\n", Reason.VALUE, 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-14T03:13:36.5Z",
                "2024-02-14T03:13:36.500",
                "2024-02-14T04:13:36.500000+01:00",
                "2024-02-13T22:13:36.5-0500",
                "2024-02-14T05:13:36.5+02"
            })
    void readsDatesInEveryOffset(String date) throws PlaylistException {
        String text = START + "#EXT-X-PROGRAM-DATE-TIME:" + date + "\n#EXTINF:2,\na.ts\n";

        assertThat(MediaPlaylistReader.read(text).segments().get(0).start().programDateTime())
                .isEqualTo(Instant.parse("2024-02-14T03:13:36.500Z"));
    }

    @Test
    void forgetsTagsOfASegmentThatHasNoPartYet() throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read(START + "#EXTINF:2,\na.ts\n#EXT-X-DISCONTINUITY\n");

        assertThat(playlist.open()).isNull();
    }

    @ParameterizedTest(name = "{0} in line {1}: {2}")
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "KIND; 1; #EXTM3U8",
                "KIND; 1; ||",
                "KIND; 2; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1~a.m3u8",
                "MISSING; 3; #EXTM3U~#EXTINF:1,~a.ts",
                "MISSING; 3; #EXTM3U~#EXT-X-TARGETDURATION:4~a.ts",
                "MISSING; 3; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXTINF:1,",
                "MISSING; 2; #EXTM3U~#EXT-X-MAP:BYTERANGE=\"1@2\"",
                "MISSING; 2; #EXTM3U~#EXT-X-PART:URI=\"a\"",
                "MISSING; 2; #EXTM3U~#EXT-X-PART-INF:",
                "MISSING; 2; #EXTM3U~#EXT-X-SKIP:RECENTLY-REMOVED-DATERANGES=\"\"",
                "REPEATED; 3; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXT-X-TARGETDURATION:4",
                "REPEATED; 2; #EXTM3U~#EXT-X-START:TIME-OFFSET=1,TIME-OFFSET=1",
                "REPEATED; 3; #EXTM3U~#EXT-X-SKIP:SKIPPED-SEGMENTS=1~#EXT-X-SKIP:SKIPPED-SEGMENTS=1",
                "ORDER; 5; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXTINF:1,~a.ts~#EXT-X-MEDIA-SEQUENCE:1",
                "ORDER; 5; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXTINF:1,~a.ts~#EXT-X-SKIP:SKIPPED-SEGMENTS=1",
                "ORDER; 3; #EXTM3U~#EXT-X-PART:URI=\"a\",DURATION=1~#EXT-X-DISCONTINUITY",
                "ORDER; 3; #EXTM3U~#EXT-X-PART:URI=\"a\",DURATION=1~#EXT-X-MAP:URI=\"b\"",
                "ORDER; 3; #EXTM3U~#EXT-X-PART:URI=\"a\",DURATION=1~#EXT-X-PROGRAM-DATE-TIME:2024-01-01T00:00:00Z",
                "SYNTAX; 2; #EXTM3U~#EXT-X-START:TIME-OFFSET",
                "SYNTAX; 2; #EXTM3U~#EXT-X-START:=1",
                "SYNTAX; 2; #EXTM3U~#EXT-X-MAP:URI=\"a",
                "SYNTAX; 2; #EXTM3U~#EXT-X-MAP:URI=\"a\"b",
                "VALUE; 2; #EXTM3U~#EXT-X-TARGETDURATION:four",
                "VALUE; 2; #EXTM3U~#EXT-X-TARGETDURATION:-4",
                "VALUE; 2; #EXTM3U~#EXT-X-TARGETDURATION:3000000000",
                "VALUE; 2; #EXTM3U~#EXT-X-MEDIA-SEQUENCE:1000000000000000000",
                "VALUE; 2; #EXTM3U~#EXT-X-PLAYLIST-TYPE:LIVE",
                "VALUE; 2; #EXTM3U~#EXT-X-VERSION:",
                "VALUE; 2; #EXTM3U~#EXTINF:,title",
                "VALUE; 2; #EXTM3U~#EXTINF:1.,title",
                "VALUE; 2; #EXTM3U~#EXTINF:1e3,title",
                "VALUE; 2; #EXTM3U~#EXTINF:-1,title",
                "VALUE; 2; #EXTM3U~#EXTINF:10000000000,title",
                "VALUE; 2; #EXTM3U~#EXT-X-MAP:URI=a",
                "VALUE; 2; #EXTM3U~#EXT-X-MAP:URI=\"\"",
                "VALUE; 2; #EXTM3U~#EXT-X-PART-INF:PART-TARGET=\"1\"",
                "VALUE; 2; #EXTM3U~#EXT-X-PROGRAM-DATE-TIME:yesterday",
                "VALUE; 2; #EXTM3U~#EXT-X-PROGRAM-DATE-TIME:2024-01-01T00:60:00Z",
                "VALUE; 2; #EXTM3U~#EXT-X-PART:URI=\"a\",DURATION=1,BYTERANGE=\"5\"",
                "VALUE; 2; #EXTM3U~#EXT-X-PART:URI=\"a\",DURATION=1,BYTERANGE=\"5@x\"",
                "VALUE; 2; #EXTM3U~#EXT-X-RENDITION-REPORT:URI=\"a\",LAST-MSN=x",
                "VALUE; 3; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXT-X-PART-INF:PART-TARGET=1",
                "VALUE; 3; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXT-X-PART:URI=\"a\",DURATION=1",
                "VALUE; 4; #EXTM3U~#EXT-X-TARGETDURATION:4~#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"a\"~#EXT-X-ENDLIST"
            })
    void saysWhatIsWrongAndWhere(Reason reason, int line, String text) {
        assertFails(text.replace('~', '\n'), reason, line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\u0000", "\u0085"})
    void refusesControlCharacters(String character) {
        assertFails(START + "#EXTINF:1," + character + "\na.ts\n", Reason.VALUE, 4);
    }

    @Test
    void readsNoMoreThanItsLimits() {
        String segment = "#EXTINF:1,\na\n";
        assertFails(START + segment.repeat(50_001), Reason.TOO_LONG, 2 + 2 * 50_001);
        assertFails(START + "#".repeat(4 << 20), Reason.TOO_LONG, 1);
        StringBuilder attributes = new StringBuilder("#EXT-X-MAP:URI=\"a\"");
        for (int i = 0; i < 64; i++) {
            attributes.append(",A").append(i).append("=1");
        }
        assertFails(START + attributes, Reason.TOO_LONG, 3);
    }

    @Test
    void messagesAreShort() {
        String text = START + "#EXTINF:" + "9".repeat(1_000_000) + ",\n";
        assertThatThrownBy(() -> MediaPlaylistReader.read(text))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
    }

    @Test
    void damagedPlaylistsAreReadOrRefused() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        RandomPlaylists playlists = new RandomPlaylists(seed);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = damaged(new MediaPlaylistWriter().write(playlists.media()), random);
            try {
                MediaPlaylist read = MediaPlaylistReader.read(text);
                String again = new MediaPlaylistWriter().write(read);
                assertThat(MediaPlaylistReader.read(again)).as(again).isEqualTo(read);
            } catch (PlaylistException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i + ":\n" + text, e);
            }
        }
        assertThat(refused).as("seed %s", seed).isBetween(1_000, 19_000);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int count = 1 + random.nextInt(3); count > 0 && !damaged.isEmpty(); count--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(4)) {
                case 0 -> damaged.setCharAt(at, "\n\",=:#0A.@-".charAt(random.nextInt(11)));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(10)));
                case 2 -> damaged.insert(at, damaged.substring(0, random.nextInt(damaged.length())));
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString();
    }

    private static void assertFails(String text, Reason reason, int line) {
        PlaylistException failure = catchThrowableOfType(PlaylistException.class, () -> MediaPlaylistReader.read(text));
        assertThat(failure).as("failure").isNotNull();
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure.line()).as(failure.getMessage()).isEqualTo(line);
        assertThat(failure.getStackTrace()).isEmpty();
    }

    private static MediaPart part(String uri, long nanos, boolean independent, ByteRange range) {
        return new MediaPart(uri, Duration.ofNanos(nanos), independent, false, range);
    }
}
