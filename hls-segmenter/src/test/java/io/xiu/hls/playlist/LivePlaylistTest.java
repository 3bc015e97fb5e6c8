package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Golden;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivePlaylistTest {
    private static final long DATE = 1_700_000_000_000L;

    private final LivePlaylist playlist = new LivePlaylist(6);
    private final MediaPlaylistWriter writer = new MediaPlaylistWriter();

    @AfterEach
    void close() {
        playlist.close();
    }

    @Test
    void hasNothingBeforeTheFirstSegment() {
        assertThat(playlist.snapshot()).isNull();
        assertThat(playlist.segment(0)).isNull();
    }

    @Test
    void slidesOverASixSegmentWindow() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            playlist.add(segment(i, i < 3 ? 2_000 : 4_000, i == 2), i * 4_000L);
            if (i == 0 || i == 5 || i >= 8) {
                text.append("-- ").append(i + 1).append(" segments written\n").append(text());
            }
        }
        playlist.finish();
        text.append("-- finished\n").append(text());

        Golden.assertMatches("live-playlist.txt", text.toString());
    }

    @Test
    void keepsThreeTargetDurationsHoweverShortTheSegments() {
        for (int i = 0; i < 20; i++) {
            playlist.add(segment(i, 1_000, false), 0);
        }

        assertThat(snapshot().segments()).hasSize(15);
    }

    @Test
    void listsNoMoreThan100Segments() {
        for (int i = 0; i < 300; i++) {
            playlist.add(segment(i, 1, false), 0);
            assertThat(snapshot().segments()).hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void countsDiscontinuitiesThatLeft() {
        for (int i = 0; i < 12; i++) {
            playlist.add(segment(i, 5_000, i == 1 || i == 2 || i == 7), 0);
        }

        assertThat(snapshot().mediaSequence()).isEqualTo(6);
        assertThat(snapshot().header().discontinuitySequence()).isEqualTo(2);
        assertThat(snapshot().segments())
                .filteredOn(MediaSegment::discontinuity)
                .extracting(MediaSegment::uri)
                .containsExactly("7.ts");
    }

    @Test
    void keepsARemovedSegmentForItsOwnAndThePlaylistsDuration() {
        for (int i = 0; i < 6; i++) {
            playlist.add(segment(i, 5_000, false), i * 5_000L);
        }
        playlist.add(segment(6, 5_000, false), 30_000);
        assertThat(snapshot().mediaSequence()).isEqualTo(1);

        playlist.expire(30_000 + 5_000 + 30_000 - 1);
        assertThat(text(0)).isEqualTo("segment 0");
        playlist.expire(30_000 + 5_000 + 30_000);
        assertThat(playlist.segment(0)).isNull();
        assertThat(text(1)).isEqualTo("segment 1");
    }

    @Test
    void accountsForWhatItHolds() {
        for (int i = 0; i < 7; i++) {
            playlist.add(segment(i, 5_000, false), 0);
        }
        assertThat(playlist.heldBytes()).isEqualTo(7L * "segment 0".length());

        playlist.expire(1_000_000);
        assertThat(playlist.heldBytes()).isEqualTo(6L * "segment 0".length());

        playlist.close();
        assertThat(playlist.heldBytes()).isZero();
        assertThat(playlist.snapshot()).isNull();
        assertThat(playlist.segment(3)).isNull();
    }

    @Test
    void givesTheSameSnapshotUntilSomethingChanges() {
        playlist.add(segment(0, 5_000, false), 0);
        MediaPlaylist before = snapshot();
        playlist.expire(1);
        assertThat(snapshot()).isSameAs(before);

        playlist.finish();
        assertThat(playlist.snapshot()).isNotSameAs(before);
        assertThat(snapshot().ended()).isTrue();
    }

    @Test
    void aReaderKeepsItsBytesWhenThePlaylistIsClosed() {
        playlist.add(segment(0, 5_000, false), 0);
        ByteBuf data = Objects.requireNonNull(playlist.segment(0));
        playlist.close();

        assertThat(data.toString(StandardCharsets.US_ASCII)).isEqualTo("segment 0");
        data.release();
    }

    @Test
    void goesOnFromAnyFirstNumber() {
        playlist.add(segment(3_000_000_000L, 5_000, false), 0);

        assertThat(text()).contains("#EXT-X-MEDIA-SEQUENCE:3000000000\n").endsWith("\n3000000000.ts\n");
    }

    @Test
    void refusesAGapAndSegmentsAfterTheEnd() {
        playlist.add(segment(0, 5_000, false), 0);
        Segment second = segment(2, 5_000, false);
        assertThatThrownBy(() -> playlist.add(second, 0)).isInstanceOf(IllegalArgumentException.class);
        playlist.finish();
        assertThatThrownBy(() -> playlist.add(second, 0)).isInstanceOf(IllegalStateException.class);
        second.data().release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 101})
    void refusesAWindowOutOfRange(int window) {
        assertThatThrownBy(() -> new LivePlaylist(window)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesSegmentsAsItIsTold() {
        SegmentNames names = SegmentNames.prefixed("http://cdn.example/live/a/");
        LivePlaylist other = new LivePlaylist(LivePlaylistSettings.of(6).withNames(names));
        other.add(segment(0, 5_000, false), 0);

        assertThat(writer.write(Objects.requireNonNull(other.snapshot())))
                .endsWith("\nhttp://cdn.example/live/a/0.ts\n");
        other.close();
    }

    private MediaPlaylist snapshot() {
        return Objects.requireNonNull(playlist.snapshot());
    }

    private String text() {
        return writer.write(snapshot());
    }

    private String text(long sequence) {
        ByteBuf data = Objects.requireNonNull(playlist.segment(sequence));
        String text = data.toString(StandardCharsets.US_ASCII);
        data.release();
        return text;
    }

    private static Segment segment(long sequence, long millis, boolean discontinuity) {
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer();
        data.writeCharSequence("segment " + sequence % 10, StandardCharsets.US_ASCII);
        return new Segment(
                sequence, millis * 90, 5, discontinuity, true, DATE + sequence * 4_000, SegmentFormat.TS, null, data);
    }
}
