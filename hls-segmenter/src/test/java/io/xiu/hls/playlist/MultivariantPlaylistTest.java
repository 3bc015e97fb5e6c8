package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xiu.hls.Golden;
import io.xiu.hls.playlist.PlaylistException.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultivariantPlaylistTest {
    @Test
    void writesVariantsAndTheirRenditions() {
        StreamDescription small = new StreamDescription(2_000_000)
                .withAverage(1_700_000)
                .withCodecs("avc1.64001f,mp4a.40.2")
                .withResolution(1280, 720);
        StreamDescription large = new StreamDescription(9_000_000)
                .withCodecs("hvc1.2.4.L153.B0,mp4a.40.2")
                .withResolution(3840, 2160)
                .withVideoRange(VideoRange.PQ);
        MultivariantPlaylist playlist = new MultivariantPlaylist(
                true,
                null,
                List.of(Rendition.audio("sound", "English", "en.m3u8", "en", true)),
                List.of(
                        new Variant("720.m3u8", small).withFrameRate(29.97).withAudio("sound"),
                        new Variant("2160.m3u8", large)
                                .withFrameRate(59.94005994)
                                .withAudio("sound")),
                List.of(new IFrameVariant("720-keys.m3u8", new StreamDescription(200_000), null)));

        Golden.assertMatches("multivariant-playlist.txt", new MultivariantPlaylistWriter().write(playlist));
    }

    @Test
    void refusesAGroupWithoutRenditions() {
        Variant variant = new Variant("a.m3u8", new StreamDescription(1)).withAudio("sound");

        assertThatThrownBy(() -> MultivariantPlaylist.of(List.of(variant)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AUDIO");
    }

    @Test
    void aVariantHasItsGroups() throws PlaylistException {
        Variant variant = new Variant("a.m3u8", new StreamDescription(1))
                .withFrameRate(25)
                .withAudio("sound")
                .withSubtitles("text");
        String header = """
                #EXTM3U
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="a"
                #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="b",URI="b.m3u8"
                """;

        assertThat(variant).isEqualTo(new Variant("a.m3u8", new StreamDescription(1), 25, "sound", null, "text", null));
        assertThat(MultivariantPlaylistReader.read(
                                header
                                        + "#EXT-X-STREAM-INF:BANDWIDTH=1,FRAME-RATE=25,AUDIO=\"sound\",SUBTITLES=\"text\"\na.m3u8\n")
                        .variants())
                .containsExactly(variant);
    }

    @Test
    void passesOverWordsItDoesNotKnow() throws PlaylistException {
        MultivariantPlaylist playlist = MultivariantPlaylistReader.read("""
                #EXTM3U
                #EXT-X-SESSION-DATA:DATA-ID="a",VALUE="b"
                #EXT-X-MEDIA:TYPE=SMELL,GROUP-ID="a",NAME="a"
                #EXT-X-STREAM-INF:BANDWIDTH=1,VIDEO-RANGE=BRIGHT
                a.m3u8
                #EXT-X-STREAM-INF:BANDWIDTH=2,SCORE=1.5,HDCP-LEVEL=NONE
                b.m3u8
                #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1,VIDEO-RANGE=BRIGHT,URI="c.m3u8"
                """);

        assertThat(playlist)
                .isEqualTo(MultivariantPlaylist.of(List.of(new Variant("b.m3u8", new StreamDescription(2)))));
    }

    @ParameterizedTest(name = "{0} in line {1}: {2}")
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "KIND; 1; nothing",
                "KIND; 2; #EXTM3U~#EXT-X-TARGETDURATION:4",
                "MISSING; 2; #EXTM3U~a.m3u8",
                "MISSING; 2; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1",
                "MISSING; 3; #EXTM3U~#EXT-X-STREAM-INF:CODECS=\"a\"~a.m3u8",
                "MISSING; 2; #EXTM3U~#EXT-X-MEDIA:TYPE=AUDIO,NAME=\"a\"",
                "MISSING; 2; #EXTM3U~#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=1",
                "ORDER; 3; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1~#EXT-X-INDEPENDENT-SEGMENTS",
                "REPEATED; 3; #EXTM3U~#EXT-X-START:TIME-OFFSET=1~#EXT-X-START:TIME-OFFSET=1",
                "VALUE; 3; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=much~a.m3u8",
                "VALUE; 3; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=1920~a.m3u8",
                "VALUE; 3; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1,FRAME-RATE=1000001~a.m3u8",
                "VALUE; 3; #EXTM3U~#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO=\"a\"~a.m3u8",
                "VALUE; 2; #EXTM3U~#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID=\"a\",NAME=\"a\"",
                "VALUE; 2; #EXTM3U~#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID=\"a\",NAME=\"a\"",
                "VALUE; 2; #EXTM3U~#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID=\"a\",NAME=\"a\",FORCED=YES"
            })
    void saysWhatIsWrongAndWhere(Reason reason, int line, String text) {
        assertFails(text.replace('~', '\n'), reason, line);
    }

    @Test
    void readsNoMoreThanItsLimits() {
        String variant = "#EXT-X-STREAM-INF:BANDWIDTH=1\na\n";
        assertFails("#EXTM3U\n" + variant.repeat(5_001), Reason.TOO_LONG, 2 * 5_001);
        assertFails("#EXTM3U\n" + "#".repeat(1 << 20), Reason.TOO_LONG, 1);
    }

    private static void assertFails(String text, Reason reason, int line) {
        PlaylistException failure =
                catchThrowableOfType(PlaylistException.class, () -> MultivariantPlaylistReader.read(text));
        assertThat(failure).as("failure").isNotNull();
        assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
        assertThat(failure.line()).as(failure.getMessage()).isEqualTo(line);
    }
}
