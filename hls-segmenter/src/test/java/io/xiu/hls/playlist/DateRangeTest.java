package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateRangeTest {
    private static final String START = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n";
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void readsAndWritesEveryAttribute() throws PlaylistException {
        String tag = "#EXT-X-DATERANGE:ID=\"ad, 1\",CLASS=\"example.ad\",START-DATE=\"2026-01-02T12:00:00.000Z\","
                + "END-DATE=\"2026-01-02T12:00:30.000Z\",DURATION=30.000,PLANNED-DURATION=29.500,"
                + "CUE=\"PRE,ONCE\",SCTE35-OUT=0xFC30,X-COUNT=3\n";

        MediaPlaylist read = MediaPlaylistReader.read(START + "#EXTINF:1,\na.ts\n" + tag);

        Map<String, String> others = Map.of("CUE", "\"PRE,ONCE\"", "SCTE35-OUT", "0xFC30", "X-COUNT", "3");
        assertThat(read.dateRanges())
                .containsExactly(new DateRange(
                        "ad, 1",
                        "example.ad",
                        NOON,
                        NOON.plusSeconds(30),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(29_500),
                        false,
                        others));
        assertThat(new MediaPlaylistWriter().write(read)).contains("\n" + tag + "#EXTINF");
    }

    @Test
    void readsAndWritesRangesThatEndWithTheNext() throws PlaylistException {
        String tags = """
                #EXT-X-DATERANGE:ID="a",CLASS="c",START-DATE="2026-01-02T12:00:00.000Z",END-ON-NEXT=YES
                #EXT-X-DATERANGE:ID="a",START-DATE="2026-01-02T12:00:00.000Z"
                """;

        MediaPlaylist read = MediaPlaylistReader.read(START + tags);

        assertThat(read.dateRanges())
                .containsExactly(
                        new DateRange("a", "c", NOON, null, null, null, true, Map.of()), new DateRange("a", NOON));
        assertThat(new MediaPlaylistWriter().write(read)).endsWith(tags);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '|',
            delimiter = ';',
            value = {
                "MISSING; START-DATE=\"2026-01-02T12:00:00Z\"; no ID",
                "MISSING; ID=\"a\"; no START-DATE",
                "VALUE; ID=a,START-DATE=\"2026-01-02T12:00:00Z\"; ID without quotes",
                "VALUE; ID=\"a\",START-DATE=2026-01-02T12:00:00Z; START-DATE without quotes",
                "VALUE; ID=\"a\",START-DATE=\"today\"; not a date and time: 'today'",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",END-DATE=\"x\"; not a date and time: 'x'",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",DURATION=-1; not a number of seconds: '-1'",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",PLANNED-DURATION=\"1\"; PLANNED-DURATION in quotes",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",END-ON-NEXT=YES; END-ON-NEXT without a class, or with an end",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",END-DATE=\"2026-01-02T11:59:59Z\"; END-DATE before START-DATE",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",x-y=1; not the name of another attribute: 'x-y'",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",X-Y=; 'X-Y' of ''",
                "VALUE; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",X-Y=a\"b; 'X-Y' with a quote",
                "REPEATED; ID=\"a\",START-DATE=\"2026-01-02T12:00:00Z\",ID=\"a\"; attribute 'ID' twice"
            })
    void refusesARangeThatCanNotBeRead(Reason reason, String attributes, String message) {
        assertThatThrownBy(() -> MediaPlaylistReader.read(START + "#EXT-X-DATERANGE:" + attributes))
                .hasMessage("line 3: " + message)
                .isInstanceOfSatisfying(
                        PlaylistException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void endsNoEarlierThanItBegins() {
        assertThat(range("c", NOON, null, false).end()).isEqualTo(NOON);
        refuses(() -> range("c", NOON.minusNanos(1), null, false));
        refuses(() -> range("c", null, Duration.ofNanos(-1), false));
        refuses(() -> new DateRange("a", null, NOON, null, null, Duration.ofNanos(-1), false, Map.of()));
        refuses(() -> range("c", Instant.parse("+10000-01-01T00:00:00Z"), null, false));
        refuses(() -> new DateRange("a", Instant.parse("-0001-12-31T23:59:59.999Z")));
    }

    @Test
    void endsWithTheNextOnlyIfItSaysNothingElse() {
        assertThat(range("c", null, null, true).endOnNext()).isTrue();
        refuses(() -> range(null, null, null, true));
        refuses(() -> range("c", NOON, null, true));
        refuses(() -> range("c", null, SECOND, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "CLASS", "START-DATE", "END-DATE", "DURATION", "PLANNED-DURATION", "END-ON-NEXT"})
    void namesNoOtherAttributeAsItsOwn(String name) {
        refuses(() -> new DateRange("a", null, NOON, null, null, null, false, Map.of(name, "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "\"a", "a\"", "\"a\"b\"", "a,b", "\"\n\"", "\"{$a}\"", "{$a}", "\u0000"})
    void writesNoValueThatWouldBeReadAsAnother(String value) {
        refuses(() -> new DateRange("a", null, NOON, null, null, null, false, Map.of("X-A", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a,b\"", "a", "0xFF", "-1.5"})
    void keepsOtherValuesAsTheyAre(String value) throws PlaylistException {
        DateRange range = new DateRange("a", null, NOON, null, null, null, false, Map.of("X-A", value));
        MediaPlaylist playlist = new MediaPlaylist(
                MediaHeader.of(1, 0, 0), 0, List.of(), null, List.of(), List.of(), true, List.of(range));

        assertThat(MediaPlaylistReader.read(new MediaPlaylistWriter().write(playlist)))
                .isEqualTo(playlist);
    }

    @Test
    void keepsItsAttributesToItself() {
        Map<String, String> given = new HashMap<>(Map.of("X-A", "1"));
        DateRange range = new DateRange("a", null, NOON, null, null, null, false, given);
        given.put("X-B", "2");

        assertThat(range.others()).containsOnlyKeys("X-A");
        assertThatThrownBy(() -> range.others().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static DateRange range(
            @Nullable String rangeClass, @Nullable Instant end, @Nullable Duration duration, boolean endOnNext) {
        return new DateRange("a", rangeClass, NOON, end, duration, null, endOnNext, Map.of());
    }

    private static void refuses(Runnable making) {
        assertThatIllegalArgumentException().isThrownBy(making::run);
    }
}
