package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.xiu.hls.Golden;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePlaylistPartsTest {
    private static final long DATE = 1_700_000_000_000L;
    private static final InitializationSegment FIRST = new InitializationSegment(1, new byte[] {1, 1, 1});
    private static final InitializationSegment SECOND = new InitializationSegment(2, new byte[] {2, 2});

    private final LivePlaylist playlist =
            new LivePlaylist(LivePlaylistSettings.of(4).withParts(500, true));
    private @Nullable InitializationSegment initialization = FIRST;

    @AfterEach
    void close() {
        playlist.close();
        assertThat(playlist.heldBytes()).isZero();
    }

    @Test
    void listsPartsNearTheEnd() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == 6) {
                initialization = SECOND;
            }
            for (int part = 0; part < 4; part++) {
                playlist.add(part(i, part), 0);
            }
            if (i == 1 || i == 6) {
                text.append("-- the parts of segment ").append(i).append('\n').append(text());
            }
            playlist.add(segment(i), 0);
        }
        playlist.finish();
        text.append("-- finished\n").append(text());

        Golden.assertMatches("live-playlist-parts.txt", text.toString());
    }

    @Test
    void givesAPartBeforeAndAfterItsSegmentIsWhole() {
        playlist.add(segment(0), 0);
        playlist.add(part(1, 0), 0);
        playlist.add(part(1, 1), 0);
        assertThat(text(playlist.part(1, 0))).isEqualTo("1.0");
        assertThat(text(playlist.part(1, 1))).isEqualTo("1.1");
        assertThat(playlist.part(1, 2)).isNull();
        assertThat(playlist.part(1, -1)).isNull();
        assertThat(playlist.part(0, 0)).isNull();
        assertThat(playlist.part(2, 0)).isNull();

        playlist.add(part(1, 2), 0);
        playlist.add(part(1, 3), 0);
        playlist.add(segment(1), 0);

        assertThat(text(playlist.part(1, 0))).isEqualTo("1.0");
        assertThat(text(playlist.part(1, 3))).isEqualTo("1.3");
        assertThat(playlist.part(1, 4)).isNull();
        assertThat(text(playlist.segment(1))).isEqualTo("1.01.11.21.3");
    }

    @Test
    void holdsBytesOfPartsAndTheirSegmentOnce() {
        playlist.add(segment(0), 0);
        assertThat(playlist.heldBytes()).isEqualTo(12 + 3);
        playlist.add(part(1, 0), 0);
        Part second = part(1, 1);
        playlist.add(second, 0);
        assertThat(playlist.heldBytes()).isEqualTo(12 + 3 + 6);
        playlist.add(part(1, 2), 0);
        playlist.add(part(1, 3), 0);
        playlist.add(segment(1), 0);

        assertThat(playlist.heldBytes()).isEqualTo(12 + 3 + 12);
        assertThat(second.data().refCnt()).isZero();
    }

    @Test
    void aReaderKeepsAPartThatBecameARangeOfItsSegment() {
        playlist.add(segment(0), 0);
        playlist.add(part(1, 0), 0);
        ByteBuf open = Objects.requireNonNull(playlist.part(1, 0));
        for (int part = 1; part < 4; part++) {
            playlist.add(part(1, part), 0);
        }
        playlist.add(segment(1), 0);
        ByteBuf whole = Objects.requireNonNull(playlist.part(1, 0));
        playlist.close();

        assertThat(text(open)).isEqualTo("1.0");
        assertThat(text(whole)).isEqualTo("1.0");
    }

    @Test
    void keepsAnInitializationSegmentAsLongAsASegmentNeedsIt() {
        for (int i = 0; i < 6; i++) {
            playlist.add(segment(i), i * 2_000L);
        }
        initialization = SECOND;
        for (int i = 6; i < 12; i++) {
            playlist.add(segment(i), i * 2_000L);
        }
        assertThat(snapshot().segments()).noneMatch(segment -> uriOfMap(segment).equals("init-1.mp4"));
        assertThat(text(playlist.segment(5))).isEqualTo("5.05.15.25.3");
        assertThat(bytes(playlist.initialization(1))).containsExactly(1, 1, 1);

        playlist.expire(1_000_000);
        assertThat(playlist.segment(5)).isNull();
        assertThat(playlist.initialization(1)).isNull();
        assertThat(bytes(playlist.initialization(2))).containsExactly(2, 2);
        assertThat(playlist.initialization(3)).isNull();
    }

    @Test
    void anInitializationSegmentIsThereWithTheFirstPartThatNeedsIt() {
        playlist.add(segment(0), 0);
        initialization = SECOND;
        playlist.add(part(1, 0), 0);

        assertThat(bytes(playlist.initialization(2))).containsExactly(2, 2);
        playlist.finish();
        assertThat(playlist.initialization(2)).isNull();
        assertThat(snapshot().open()).isNull();
    }

    @Test
    void leavesFarSegmentsOutOfADeltaUpdate() {
        LivePlaylist longer = new LivePlaylist(LivePlaylistSettings.of(20).withParts(500, true));
        assertThat(longer.deltaUpdate()).isNull();
        for (int i = 0; i < 12; i++) {
            longer.add(segment(i), 0);
        }
        assertThat(longer.deltaUpdate()).as("24 s, of which 12 are kept").isNotNull();
        MediaPlaylist whole = Objects.requireNonNull(longer.snapshot());
        MediaPlaylist delta = Objects.requireNonNull(longer.deltaUpdate());

        assertThat(delta).isSameAs(longer.deltaUpdate());
        assertThat(delta.skippedSegments()).isEqualTo(5);
        assertThat(delta.segments()).isEqualTo(whole.segments().subList(5, 12));
        assertThat(delta.header()).isEqualTo(whole.header());
        assertThat(delta.nextSequence()).isEqualTo(12);
        assertThat(new MediaPlaylistWriter().write(delta))
                .startsWith("#EXTM3U\n#EXT-X-VERSION:9\n")
                .contains("\n#EXT-X-SKIP:SKIPPED-SEGMENTS=5\n");

        longer.finish();
        assertThat(longer.deltaUpdate()).isSameAs(longer.snapshot());
        longer.close();
    }

    @Test
    void withoutAServerControlThereAreNoDeltaUpdates() {
        LivePlaylist longer = new LivePlaylist(LivePlaylistSettings.of(20));
        for (int i = 0; i < 12; i++) {
            longer.add(segment(i), 0);
        }

        assertThat(longer.deltaUpdate()).isNotNull().isSameAs(longer.snapshot());
        longer.close();
    }

    @Test
    void aShortPlaylistIsItsOwnDeltaUpdate() {
        playlist.add(segment(0), 0);

        assertThat(playlist.deltaUpdate()).isSameAs(playlist.snapshot());
    }

    @Test
    void knowsWhatABlockedRequestWaitsFor() {
        playlist.add(segment(0), 0);
        for (int part = 0; part < 4; part++) {
            playlist.add(part(1, part), 0);
        }
        playlist.add(segment(1), 0);
        assertThat(has(0, -1)).isTrue();
        assertThat(has(1, -1)).isTrue();
        assertThat(has(1, 3)).isTrue();
        assertThat(has(1, 4)).as("the first of the next").isFalse();
        assertThat(has(2, 0)).isFalse();
        assertThat(has(2, -1)).isFalse();

        playlist.add(part(2, 0), 0);
        assertThat(has(1, 4)).isTrue();
        assertThat(has(2, 0)).isTrue();
        assertThat(has(2, 1)).isFalse();
        assertThat(has(2, -1)).isFalse();
        assertThat(has(3, 0)).isFalse();
    }

    @Test
    void forgetsPartsOfASegmentWhoseFirstIsMissing() {
        Part late = part(7, 2);
        playlist.add(late, 0);
        assertThat(late.data().refCnt()).isZero();
        playlist.add(segment(7), 0);

        assertThat(snapshot().segments()).allMatch(segment -> segment.parts().isEmpty());
        assertThat(playlist.part(7, 2)).isNull();
    }

    @Test
    void refusesPartsThatDoNotFit() {
        playlist.add(segment(0), 0);
        playlist.add(part(1, 0), 0);
        refuses(part(1, 0));
        refuses(part(1, 2));
        refuses(part(2, 0));
        Segment tooEarly = segment(1);
        assertThatThrownBy(() -> playlist.add(tooEarly, 0)).isInstanceOf(IllegalArgumentException.class);
        tooEarly.data().release();

        LivePlaylist without = new LivePlaylist(4);
        Part part = part(0, 0);
        assertThatThrownBy(() -> without.add(part, 0)).isInstanceOf(IllegalStateException.class);
        part.data().release();
    }

    @Test
    void beginsAnewWhereSegmentsNoLongerHaveAnInitialization() {
        for (int i = 0; i < 3; i++) {
            playlist.add(segment(i), 0);
        }
        initialization = null;
        playlist.add(part(3, 0), 0);
        assertThat(snapshot().segments()).hasSize(3);
        assertThat(snapshot().open()).isNull();
        for (int part = 1; part < 4; part++) {
            playlist.add(part(3, part), 0);
        }
        playlist.add(segment(3), 0);

        assertThat(snapshot().mediaSequence()).isEqualTo(3);
        assertThat(snapshot().segments()).hasSize(1);
        assertThat(text(playlist.segment(2))).as("still there").isEqualTo("2.02.12.22.3");
    }

    @Test
    void measuresBitsPerSecond() {
        LivePlaylist measured = new LivePlaylist(10);
        assertThat(measured.peakBitsPerSecond()).isZero();
        int[] bytes = {1_000, 4_000, 1_000, 1_000};
        for (int i = 0; i < bytes.length; i++) {
            ByteBuf data = ByteBufAllocator.DEFAULT.buffer().writeZero(bytes[i]);
            measured.add(new Segment(i, 90_000, 2, false, true, DATE, SegmentFormat.TS, null, data), 0);
        }

        assertThat(measured.peakBitsPerSecond())
                .as("one segment is half a target duration")
                .isEqualTo(32_000);
        assertThat(measured.averageBitsPerSecond()).isEqualTo(14_000);
        measured.close();
        assertThat(measured.averageBitsPerSecond()).isZero();
    }

    @Test
    void measuresThePeakOverHalfATargetDurationAtLeast() {
        LivePlaylist measured = new LivePlaylist(10);
        int[] bytes = {1_000, 9_000, 5_000, 5_000, 1_000};
        for (int i = 0; i < bytes.length; i++) {
            ByteBuf data = ByteBufAllocator.DEFAULT.buffer().writeZero(bytes[i]);
            measured.add(new Segment(i, 90_000, 4, false, true, DATE, SegmentFormat.TS, null, data), 0);
        }

        assertThat(measured.peakBitsPerSecond())
                .as("two seconds of 14,000 bytes")
                .isEqualTo(56_000);
        measured.close();
    }

    @Test
    void aServerThatHoldsRequestsNeedsNoParts() {
        LivePlaylist blocking = new LivePlaylist(LivePlaylistSettings.of(4).withParts(0, true));
        blocking.add(segment(0), 0);
        MediaPlaylist present = Objects.requireNonNull(blocking.snapshot());

        assertThat(present.preloadHints()).isEmpty();
        assertThat(new MediaPlaylistWriter().write(present))
                .contains("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12.000\n")
                .doesNotContain("PART");
        blocking.close();
    }

    @Test
    void takesNothingOnceItIsClosed() {
        playlist.close();
        Part part = part(0, 0);
        Segment segment = segment(0);

        assertThatThrownBy(() -> playlist.add(part, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> playlist.add(segment, 0)).isInstanceOf(IllegalStateException.class);
        part.data().release();
        segment.data().release();
    }

    private void refuses(Part part) {
        assertThatThrownBy(() -> playlist.add(part, 0)).isInstanceOf(IllegalArgumentException.class);
        part.data().release();
    }

    private boolean has(long sequence, int part) {
        return snapshot().has(sequence, part);
    }

    private MediaPlaylist snapshot() {
        return Objects.requireNonNull(playlist.snapshot());
    }

    private String text() {
        return new MediaPlaylistWriter().write(snapshot());
    }

    private static String uriOfMap(MediaSegment segment) {
        return Objects.requireNonNull(segment.start().map()).uri();
    }

    private static String text(@Nullable ByteBuf data) {
        String text = Objects.requireNonNull(data).toString(StandardCharsets.US_ASCII);
        data.release();
        return text;
    }

    private static byte[] bytes(@Nullable ByteBuf data) {
        byte[] bytes = ByteBufUtil.getBytes(Objects.requireNonNull(data));
        data.release();
        return bytes;
    }

    private Segment segment(long sequence) {
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < 4; part++) {
            text.append(sequence).append('.').append(part);
        }
        return new Segment(
                sequence,
                2 * 90_000,
                2,
                sequence == 6,
                true,
                DATE + sequence * 2_000,
                format(),
                initialization,
                data(text.toString()));
    }

    private Part part(long sequence, int index) {
        return new Part(
                sequence,
                index,
                45_000,
                index == 0,
                sequence == 6,
                DATE + sequence * 2_000,
                format(),
                initialization,
                data(sequence + "." + index));
    }

    private SegmentFormat format() {
        return initialization == null ? SegmentFormat.TS : SegmentFormat.FMP4;
    }

    private static ByteBuf data(String text) {
        ByteBuf data = ByteBufAllocator.DEFAULT.buffer();
        data.writeCharSequence(text, StandardCharsets.US_ASCII);
        return data;
    }
}
