package io.xiu.hls.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Part;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused, and what stays as it was then. */
class LivePlaylistEdgeTest {
    private static final InitializationSegment INITIALIZATION = new InitializationSegment(1, new byte[3]);
    private static final int BYTES = 10;

    private final AtomicReference<String> prefix = new AtomicReference<>("");
    private final LivePlaylist playlist = new LivePlaylist(
            LivePlaylistSettings.of(4).withNames(new PrefixedNames()).withParts(500, true));

    /** Names that can become impossible. */
    private final class PrefixedNames implements SegmentNames {
        @Override
        public String segment(long sequence, SegmentFormat format) {
            return prefix.get() + SegmentNames.super.segment(sequence, format);
        }

        @Override
        public String part(long sequence, int index, SegmentFormat format) {
            return prefix.get() + SegmentNames.super.part(sequence, index, format);
        }

        @Override
        public String initialization(int number) {
            return prefix.get() + SegmentNames.super.initialization(number);
        }
    }

    @AfterEach
    void close() {
        playlist.close();
        assertThat(playlist.heldBytes()).isZero();
    }

    @Test
    void aPartWhoseNameIsRefusedChangesNothing() {
        playlist.add(segment(0, null), 0);
        MediaPlaylist before = snapshot();
        Part part = part(1, 0, null);
        prefix.set("#");

        assertThatIllegalArgumentException().isThrownBy(() -> playlist.add(part, 0));

        prefix.set("");
        assertThat(part.data().refCnt()).isEqualTo(1);
        assertThat(playlist.heldBytes()).isEqualTo(BYTES);
        assertThat(snapshot()).isSameAs(before);
        assertThat(playlist.part(1, 0)).isNull();
        playlist.add(part, 0);
        assertThat(snapshot().open()).isNotNull();
    }

    @Test
    void aSegmentWhoseNameIsRefusedChangesNothing() {
        playlist.add(segment(0, INITIALIZATION), 0);
        MediaPlaylist before = snapshot();
        Segment segment = segment(1, new InitializationSegment(2, new byte[5]));
        prefix.set("#");

        assertThatIllegalArgumentException().isThrownBy(() -> playlist.add(segment, 0));

        prefix.set("");
        assertThat(segment.data().refCnt()).isEqualTo(1);
        assertThat(playlist.heldBytes()).isEqualTo(BYTES + 3);
        assertThat(snapshot()).isSameAs(before);
        assertThat(playlist.initialization(2)).isNull();
        segment.data().release();
    }

    @Test
    void hintsAtThePartThatFollows() {
        playlist.add(segment(0, INITIALIZATION), 0);
        assertThat(snapshot().preloadHints()).containsExactly(PreloadHint.part("1.0.m4s"));

        playlist.add(part(1, 0, INITIALIZATION), 0);
        assertThat(snapshot().preloadHints()).containsExactly(PreloadHint.part("1.1.m4s"));

        playlist.finish();
        assertThat(snapshot().preloadHints()).isEmpty();
    }

    @Test
    void hintsAtNothingWhereAnotherFormatFollows() {
        playlist.add(segment(0, INITIALIZATION), 0);
        playlist.add(part(1, 0, null), 0);

        assertThat(snapshot().open()).isNull();
        assertThat(snapshot().preloadHints()).isEmpty();
        assertThat(snapshot().ended()).isFalse();
    }

    @Test
    void aWholeSegmentHasNoPartsButItsOwn() {
        playlist.add(segment(0, null), 0);
        playlist.add(part(1, 0, null), 0);
        playlist.add(segment(1, null), 0);

        assertThat(playlist.part(1, -1)).isNull();
        assertThat(playlist.part(1, 1)).isNull();
        assertThat(playlist.part(0, 0)).isNull();
        ByteBuf part = Objects.requireNonNull(playlist.part(1, 0));
        assertThat(part.readableBytes()).isEqualTo(BYTES);
        part.release();
    }

    @Test
    void aSegmentHasToBeItsParts() {
        playlist.add(segment(0, null), 0);
        playlist.add(part(1, 0, null), 0);
        playlist.add(part(1, 1, null), 0);
        Segment shorter = segment(1, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> playlist.add(shorter, 0))
                .withMessage("segment 1 isn't its parts");
        assertThat(shorter.data().refCnt()).isEqualTo(1);
        shorter.data().release();
    }

    @Test
    void takesNothingOnceItHasEnded() {
        playlist.add(segment(0, null), 0);
        playlist.add(part(1, 0, null), 0);
        playlist.finish();
        playlist.finish();
        Part part = part(1, 1, null);

        assertThatIllegalStateException()
                .isThrownBy(() -> playlist.add(part, 0))
                .withMessage("ended");
        assertThat(playlist.heldBytes()).as("the open part is gone").isEqualTo(BYTES);
        part.data().release();
        playlist.close();
        playlist.close();
        assertThat(playlist.snapshot()).isNull();
    }

    private MediaPlaylist snapshot() {
        return Objects.requireNonNull(playlist.snapshot());
    }

    private static Segment segment(long sequence, @Nullable InitializationSegment initialization) {
        return new Segment(sequence, 90_000, 1, false, true, 0, format(initialization), initialization, data());
    }

    private static Part part(long sequence, int index, @Nullable InitializationSegment initialization) {
        return new Part(sequence, index, 9_000, true, false, 0, format(initialization), initialization, data());
    }

    private static SegmentFormat format(@Nullable InitializationSegment initialization) {
        return initialization == null ? SegmentFormat.TS : SegmentFormat.FMP4;
    }

    private static ByteBuf data() {
        return ByteBufAllocator.DEFAULT.buffer().writeZero(BYTES);
    }
}
