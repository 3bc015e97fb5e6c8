package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptionKeyTest {
    private static final String START = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
    private static final String IV = "0x0123456789abcdef0123456789ABCDEF";
    private static final EncryptionKey FIRST = new EncryptionKey("AES-128", "1.key");
    private static final EncryptionKey SECOND = new EncryptionKey("AES-128", "2.key", IV, null, null);
    private static final EncryptionKey OTHER = new EncryptionKey("SAMPLE-AES", "skd://k", null, "com.other", "1/2");
    private static final String FIRST_TAG = "#EXT-X-KEY:METHOD=AES-128,URI=\"1.key\"";
    private static final String SECOND_TAG = "#EXT-X-KEY:METHOD=AES-128,URI=\"2.key\",IV=" + IV;
    private static final String OTHER_TAG =
            "#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://k\",KEYFORMAT=\"com.other\",KEYFORMATVERSIONS=\"1/2\"";
    private static final String END_TAG = "#EXT-X-KEY:METHOD=NONE";

    @Test
    void keysAreWrittenWhereTheyChange() throws PlaylistException {
        MediaPlaylist playlist = playlist(
                segment("0.ts", null, FIRST),
                segment("1.ts", null, FIRST),
                segment("2.ts", null, SECOND),
                segment("3.ts", null, SECOND, OTHER),
                segment("4.ts", null, OTHER),
                segment("5.ts", null),
                segment("6.ts", null, OTHER, FIRST),
                segment("7.ts", null, OTHER, SECOND));

        String text = new MediaPlaylistWriter().write(playlist);

        assertThat(keysAndUris(text))
                .containsExactly(
                        FIRST_TAG,
                        "0.ts",
                        "1.ts",
                        SECOND_TAG,
                        "2.ts",
                        OTHER_TAG,
                        "3.ts",
                        END_TAG,
                        OTHER_TAG,
                        "4.ts",
                        END_TAG,
                        "5.ts",
                        OTHER_TAG,
                        FIRST_TAG,
                        "6.ts",
                        SECOND_TAG,
                        "7.ts");
        assertThat(MediaPlaylistReader.read(text)).isEqualTo(playlist);
    }

    @Test
    void keysInAnotherOrderBeginAnew() throws PlaylistException {
        MediaPlaylist playlist = playlist(segment("0.ts", null, FIRST, OTHER), segment("1.ts", null, OTHER, FIRST));

        String text = new MediaPlaylistWriter().write(playlist);

        assertThat(keysAndUris(text))
                .containsExactly(FIRST_TAG, OTHER_TAG, "0.ts", END_TAG, OTHER_TAG, FIRST_TAG, "1.ts");
        assertThat(MediaPlaylistReader.read(text)).isEqualTo(playlist);
    }

    @Test
    void anInitializationSectionHasTheKeysBeforeIt() throws PlaylistException {
        InitializationSection clear = InitializationSection.of("clear.mp4");
        InitializationSection encrypted = new InitializationSection("encrypted.mp4", null, List.of(FIRST));
        MediaPlaylist playlist = playlist(
                segment("0.m4s", clear, FIRST),
                segment("1.m4s", encrypted, FIRST),
                segment("2.m4s", encrypted, SECOND),
                segment("3.m4s", clear, SECOND));

        String text = new MediaPlaylistWriter().write(playlist);

        String clearTag = "#EXT-X-MAP:URI=\"clear.mp4\"";
        assertThat(keysAndUris(text))
                .containsExactly(
                        clearTag,
                        FIRST_TAG,
                        "0.m4s",
                        "#EXT-X-MAP:URI=\"encrypted.mp4\"",
                        "1.m4s",
                        SECOND_TAG,
                        "2.m4s",
                        END_TAG,
                        clearTag,
                        SECOND_TAG,
                        "3.m4s");
        assertThat(MediaPlaylistReader.read(text)).isEqualTo(playlist);
    }

    @Test
    void theOpenSegmentHasKeysToo() throws PlaylistException {
        MediaHeader header = MediaHeader.of(4, 0, 0)
                .withServerControl(new ServerControl(true, null, null, Duration.ofSeconds(3)), Duration.ofSeconds(1));
        MediaPart part = new MediaPart("1.0.ts", Duration.ofSeconds(1), true, false, null);
        OpenSegment open = new OpenSegment(new SegmentStart(false, null, null, List.of(OTHER)), List.of(part));
        MediaPlaylist playlist =
                new MediaPlaylist(header, 0, List.of(segment("0.ts", null)), open, List.of(), List.of(), false);

        assertThat(playlist.version()).isEqualTo(5);
        assertThat(MediaPlaylistReader.read(new MediaPlaylistWriter().write(playlist)))
                .isEqualTo(playlist);
    }

    @Test
    void theFormatOfAKeyNeedsVersionFive() {
        EncryptionKey versions = new EncryptionKey("AES-128", "1.key", null, null, "1");
        InitializationSection map = new InitializationSection("a.mp4", null, List.of(OTHER));
        MediaHeader keyFrames = new MediaHeader(4, 0, 0, null, false, true, null, null, null);

        assertThat(playlist(segment("0.ts", null, SECOND)).version()).isEqualTo(3);
        assertThat(playlist(segment("0.ts", null, OTHER)).version()).isEqualTo(5);
        assertThat(playlist(segment("0.ts", null, versions)).version()).isEqualTo(5);
        assertThat(playlist(segment("0.ts", map)).version()).isEqualTo(6);
        assertThat(MediaPlaylist.of(keyFrames, List.of(segment("0.ts", null, OTHER)), false)
                        .version())
                .isEqualTo(5);
    }

    @Test
    void aMethodThatIsNotKnownIsKept() throws PlaylistException {
        MediaPlaylist read = MediaPlaylistReader.read(
                START + "#EXT-X-KEY:METHOD=AES-512,URI=\"a\",IV=0X1,KEYFORMAT=\"identity\"\n#EXTINF:1,\na.ts\n");

        assertThat(read.segments().get(0).start().keys())
                .containsExactly(new EncryptionKey("AES-512", "a", "0X1", "identity", null));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "MISSING; #EXT-X-KEY:URI=\"a\"; no METHOD",
                "MISSING; #EXT-X-KEY:METHOD=AES-128; no URI",
                "VALUE; #EXT-X-KEY:METHOD=\"AES-128\",URI=\"a\"; METHOD in quotes",
                "VALUE; #EXT-X-KEY:METHOD=,URI=\"a\"; METHOD of ''",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"\"; not a URI: ''",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=\"0x1\"; IV in quotes",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=1; not an IV: '1'",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=0x; not an IV: '0x'",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",IV=0xg; not an IV: '0xg'",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",KEYFORMAT=b; KEYFORMAT without quotes",
                "VALUE; #EXT-X-KEY:METHOD=AES-128,URI=\"a\",KEYFORMATVERSIONS=1; KEYFORMATVERSIONS without quotes",
            })
    void refusesAKeyThatCanNotBeRead(Reason reason, String tag, String message) {
        assertRefused(START + tag, reason, "line 3: " + message);
    }

    @Test
    void refusesAKeyAfterAPartOfItsSegment() {
        assertRefused(
                START + "#EXT-X-PART:URI=\"a\",DURATION=1\n" + FIRST_TAG,
                Reason.ORDER,
                "line 4: #EXT-X-KEY after a part of its segment");
    }

    @Test
    void keepsKeysOfSixteenFormats() throws PlaylistException {
        StringBuilder text = new StringBuilder(START);
        for (int i = 0; i < 16; i++) {
            text.append("#EXT-X-KEY:METHOD=A,URI=\"a\",KEYFORMAT=\"").append(i).append("\"\n");
        }

        assertThat(MediaPlaylistReader.read(text + "#EXTINF:1,\na.ts\n")
                        .segments()
                        .get(0)
                        .start()
                        .keys())
                .hasSize(16);
        assertRefused(text + FIRST_TAG, Reason.TOO_LONG, "line 19: keys of more than 16 formats");
    }

    @Test
    void noKeyIsOneOfThese() {
        refuses(() -> new EncryptionKey("NONE", "a"));
        refuses(() -> new EncryptionKey("", "a"));
        refuses(() -> new EncryptionKey("A,B", "a"));
        refuses(() -> new EncryptionKey("A\"B", "a"));
        refuses(() -> new EncryptionKey("A", "#a"));
        refuses(() -> new EncryptionKey("A", "a", IV + "0", null, null));
        refuses(() -> new EncryptionKey("A", "a", null, "\"", null));
        refuses(() -> new EncryptionKey("A", "a", null, null, "\n"));
        List<EncryptionKey> alike = List.of(FIRST, new EncryptionKey("A", "a", null, "identity", null));
        refuses(() -> new SegmentStart(false, null, null, alike));
        refuses(() -> new InitializationSection("a", null, alike));
    }

    private static void refuses(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }

    private static void assertRefused(String text, Reason reason, String message) {
        assertThatThrownBy(() -> MediaPlaylistReader.read(text))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static MediaPlaylist playlist(MediaSegment... segments) {
        return MediaPlaylist.of(MediaHeader.of(4, 0, 0), List.of(segments), false);
    }

    private static MediaSegment segment(String uri, @Nullable InitializationSection map, EncryptionKey... keys) {
        return new MediaSegment(new SegmentStart(false, map, null, List.of(keys)), uri, Duration.ofSeconds(1));
    }

    private static List<String> keysAndUris(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#EXT-X-KEY") || line.startsWith("#EXT-X-MAP") || !line.startsWith("#"))
                .toList();
    }
}
