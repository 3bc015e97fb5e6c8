package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    private static final String START = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
    private static final String DEFINE = "#EXT-X-DEFINE:NAME=\"a\",VALUE=\"%s\"\n";

    @Test
    void valuesStandInUrisAndAttributes() throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read("""
                #EXTM3U
                #EXT-X-VERSION:8
                #EXT-X-TARGETDURATION:4
                #EXT-X-DEFINE:NAME="host",VALUE="https://cdn.example"
                #EXT-X-DEFINE:NAME="path-1_Z",VALUE="{$host}/live"
                #EXT-X-DEFINE:NAME="Host",VALUE=""
                #EXT-X-DEFINE:NAME="iv",VALUE="0x17"
                #EXT-X-KEY:METHOD=AES-128,URI="{$path-1_Z}/a.key",IV={$iv}
                #EXT-X-MAP:URI="{$host}/init.mp4"
                #EXTINF:1,{$host}
                {$path-1_Z}/{$iv}{$iv}{$Host}.m4s
                """);

        List<EncryptionKey> keys =
                List.of(new EncryptionKey("AES-128", "https://cdn.example/live/a.key", "0x17", null, null));
        InitializationSection map = new InitializationSection("https://cdn.example/init.mp4", null, keys);
        assertThat(playlist.segments())
                .containsExactly(new MediaSegment(
                        new SegmentStart(false, map, null, keys),
                        "https://cdn.example/live/0x170x17.m4s",
                        Duration.ofSeconds(1),
                        "{$host}",
                        null,
                        false,
                        0,
                        List.of()));
    }

    @Test
    void valuesStandInMultivariantPlaylists() throws PlaylistException {
        MultivariantPlaylist playlist = MultivariantPlaylistReader.read("""
                #EXTM3U
                #EXT-X-DEFINE:NAME="c",VALUE="mp4a.40.2"
                #EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1,{$c}"
                {$c}.m3u8
                """);

        assertThat(playlist.variants())
                .containsExactly(new Variant("mp4a.40.2.m3u8", new StreamDescription(1).withCodecs("avc1,mp4a.40.2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{$}", "{$a", "{a}", "${a}", "{$ a}", "{$a.b}", "{$ä}", "$a"})
    void otherTextIsWhatItIs(String text) throws PlaylistException {
        MediaPlaylist playlist = MediaPlaylistReader.read(START + DEFINE.formatted("b") + "#EXTINF:1,\n" + text);

        assertThat(playlist.segments()).extracting(MediaSegment::uri).containsExactly(text);
        assertThat(MediaPlaylistReader.read(new MediaPlaylistWriter().write(playlist)))
                .isEqualTo(playlist);
    }

    @ParameterizedTest(name = "{0} in line {1}: {2}")
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "MISSING; 4; #EXTINF:1,~{$b}; no variable 'b'",
                "MISSING; 4; #EXTINF:1,~{$a}~#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"; no variable 'a'",
                "MISSING; 3; #EXT-X-MAP:URI=\"{$b}\"; no variable 'b'",
                "MISSING; 3; #EXT-X-DEFINE:NAME=\"a\",VALUE=\"{$a}\"; no variable 'a'",
                "MISSING; 3; #EXT-X-DEFINE:VALUE=\"a\"; no NAME",
                "MISSING; 3; #EXT-X-DEFINE:NAME=\"a\"; no VALUE",
                "MISSING; 3; #EXT-X-DEFINE:IMPORT=\"a\"; no value of the IMPORT 'a'",
                "MISSING; 3; #EXT-X-DEFINE:QUERYPARAM=\"a\"; no value of the QUERYPARAM 'a'",
                "VALUE; 3; #EXT-X-DEFINE:NAME=a,VALUE=\"b\"; NAME without quotes",
                "VALUE; 3; #EXT-X-DEFINE:NAME=\"a\",VALUE=b; VALUE without quotes",
                "VALUE; 3; #EXT-X-DEFINE:IMPORT=a; IMPORT without quotes",
                "VALUE; 3; #EXT-X-DEFINE:NAME=\"\",VALUE=\"b\"; not the name of a variable: ''",
                "VALUE; 3; #EXT-X-DEFINE:NAME=\"a b\",VALUE=\"b\"; not the name of a variable: 'a b'",
                "REPEATED; 4; #EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"~#EXT-X-DEFINE:NAME=\"a\",VALUE=\"b\"; variable 'a' twice",
            })
    void refusesWhatIsNotDefined(Reason reason, int line, String text, String message) {
        assertRefused(START + text.replace('~', '\n'), reason, "line " + line + ": " + message);
    }

    @Test
    void aMultivariantPlaylistRefusesThemToo() {
        assertThatThrownBy(() -> MultivariantPlaylistReader.read("#EXTM3U\n#EXT-X-DEFINE:QUERYPARAM=\"a\"\n"))
                .isInstanceOf(PlaylistException.class)
                .hasMessage("line 2: no value of the QUERYPARAM 'a'");
        assertThatThrownBy(() -> MultivariantPlaylistReader.read("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{$a}\n"))
                .isInstanceOf(PlaylistException.class)
                .hasMessage("line 3: no variable 'a'");
    }

    @Test
    void standForNoMoreThanAPlaylistMayHave() throws PlaylistException {
        String text = START + DEFINE.formatted("b".repeat(1 << 20)) + "#EXTINF:1,\n{$a}\n".repeat(4);

        assertThat(MediaPlaylistReader.read(text).segments()).hasSize(4);
        assertRefused(text + "#EXTINF:1,\n{$a}", Reason.TOO_LONG, "line 13: too much in the place of variables");
    }

    @Test
    void standForNoMoreThanFollowsFromWhatIsThere() throws PlaylistException {
        String start = START + DEFINE.formatted("b".repeat(1_000));
        String segment = "#EXTINF:1,\n{$a}\n";
        int most = (65_536 + 40 * start.length()) / (1_000 - 40 * segment.length());

        assertThat(MediaPlaylistReader.read(start + segment.repeat(most)).segments())
                .hasSize(most);
        assertThatThrownBy(() -> MediaPlaylistReader.read(start + segment.repeat(most + 1)))
                .isInstanceOf(PlaylistException.class)
                .hasMessageEndingWith("too much in the place of variables");
    }

    @Test
    void noValueHasAReference() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaSegment(SegmentStart.PLAIN, "a/{$b}", Duration.ofSeconds(1)))
                .withMessage("URI with a variable: 'a/{$b}'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StreamDescription(1).withCodecs("{$b}"))
                .withMessage("codecs with a variable: '{$b}'");
    }

    private static void assertRefused(String text, Reason reason, String message) {
        assertThatThrownBy(() -> MediaPlaylistReader.read(text))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
