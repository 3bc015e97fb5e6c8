package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.HeaderKey.Part;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What joining viewers are given first, and how much of it is kept. */
class HeadersTest {
    private final List<ByteBuf> bodies = new ArrayList<>();

    @AfterEach
    void bodiesStayTheCallers() {
        assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isOne());
        bodies.forEach(body -> body.release());
    }

    private Headers with(Headers before, HeaderKey key, int bytes) {
        return with(before, List.of(key), bytes);
    }

    private Headers with(Headers before, List<HeaderKey> keys, int bytes) {
        ByteBuf body = Unpooled.buffer().writeZero(bytes);
        bodies.add(body);
        return before.with(keys, new MediaFrame(keys.get(0).kind(), Role.HEADER, bodies.size(), body));
    }

    private static HeaderKey key(Part part, int trackId) {
        return new HeaderKey(MediaKind.VIDEO, part, trackId);
    }

    /** The timestamps, which are the numbers of the headers as they came. */
    private static List<Long> numbers(List<MediaFrame> frames) {
        return frames.stream().map(MediaFrame::timestampMillis).toList();
    }

    @Test
    void asManyAsAllowedAreKeptAndNoneMore() {
        Headers headers = Headers.NONE;
        for (int i = 0; i < Headers.MAX_HEADERS; i++) {
            headers = with(headers, key(Part.SEQUENCE, i), 1);
        }
        assertThat(headers.frames()).hasSize(Headers.MAX_HEADERS);
        assertThat(with(headers, key(Part.SEQUENCE, Headers.MAX_HEADERS), 1)).isSameAs(headers);
        assertThat(numbers(with(headers, key(Part.SEQUENCE, 0), 1).frames()))
                .as("one in the place of another")
                .hasSize(Headers.MAX_HEADERS)
                .doesNotContain(1L)
                .contains(66L);
    }

    @Test
    void asManyBytesAsAllowedAreKeptAndNoneMore() {
        Headers half = with(Headers.NONE, key(Part.SEQUENCE, 0), Headers.MAX_BYTES / 2);
        Headers full = with(half, key(Part.SEQUENCE, 1), Headers.MAX_BYTES / 2);
        assertThat(numbers(full.frames())).containsExactly(1L, 2L);
        assertThat(with(full, key(Part.SEQUENCE, 2), 1)).isSameAs(full);
        assertThat(with(half, key(Part.SEQUENCE, 1), Headers.MAX_BYTES / 2 + 1)).isSameAs(half);
        assertThat(numbers(with(full, key(Part.SEQUENCE, 1), 1).frames())).containsExactly(1L, 5L);
    }

    @Test
    void oneThatIsTooLongByItselfIsNotKept() {
        assertThat(with(Headers.NONE, key(Part.SEQUENCE, 0), Headers.MAX_BYTES + 1))
                .isSameAs(Headers.NONE);
        assertThat(with(Headers.NONE, key(Part.SEQUENCE, 0), Headers.MAX_BYTES).frames())
                .hasSize(1);
    }

    @Test
    void aNewSequenceHeaderTakesThePlaceOfAllThatWasSaidOfItsTrack() {
        Headers headers = with(Headers.NONE, key(Part.SEQUENCE, 0), 1);
        headers = with(headers, key(Part.COLOUR, 0), 2);
        headers = with(headers, key(Part.COLOUR, 1), 3);
        headers = with(headers, new HeaderKey(MediaKind.AUDIO, Part.SEQUENCE, 0), 4);
        headers = with(headers, key(Part.SEQUENCE, 0), 5);
        assertThat(numbers(headers.frames())).containsExactly(3L, 4L, 5L);
    }

    @Test
    void metadataComesFirstAndAFrameOfSeveralHeadersOnce() {
        Headers headers = with(Headers.NONE, List.of(key(Part.SEQUENCE, 0), key(Part.SEQUENCE, 1)), 1);
        headers = with(headers, HeaderKey.METADATA, 2);
        assertThat(numbers(headers.frames())).containsExactly(2L, 1L);
    }

    @Test
    void onlyWhatIsNewIsToldToWhoHasTheOlderOnes() {
        Headers older = with(with(Headers.NONE, HeaderKey.METADATA, 1), key(Part.SEQUENCE, 0), 2);
        Headers newer = with(older, key(Part.SEQUENCE, 0), 3);
        assertThat(numbers(newer.changedSince(older))).containsExactly(3L);
        assertThat(newer.changedSince(newer)).isEmpty();
    }
}
