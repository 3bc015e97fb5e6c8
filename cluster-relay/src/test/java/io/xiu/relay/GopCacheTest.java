package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.relay.MediaFrame.Role;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is kept, what is given back, and each bound to the byte and to the frame. */
class GopCacheTest {
    private static final int MAX_FRAMES = 10;
    private static final long MAX_BYTES = 1_000;

    private final GopCache cache = new GopCache(2, MAX_FRAMES, MAX_BYTES);
    private final List<ByteBuf> bodies = new ArrayList<>();

    @AfterEach
    void nothingIsHeldBesides() {
        cache.clear();
        assertThat(cache.bytes()).isZero();
        assertThat(cache.firstHeaders()).isNull();
        assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isOne());
        bodies.forEach(body -> body.release());
    }

    private boolean add(Role role, int bytes, Headers headers) {
        ByteBuf body = Unpooled.buffer().writeZero(bytes);
        bodies.add(body);
        return cache.add(new MediaFrame(MediaKind.VIDEO, role, bodies.size(), body), headers);
    }

    private boolean add(Role role, int bytes) {
        return add(role, bytes, Headers.NONE);
    }

    /** The timestamps of what is kept, which are the numbers of the frames. */
    private List<Long> kept() {
        List<Long> numbers = new ArrayList<>();
        cache.forEach((frame, headers) -> numbers.add(frame.timestampMillis()));
        return numbers;
    }

    @Test
    void asManyBytesAsAllowedAreKeptAndOneMoreEmptiesIt() {
        assertThat(add(Role.SYNC, 400)).isTrue();
        assertThat(add(Role.CODED, 600)).isTrue();
        assertThat(cache.bytes()).isEqualTo(MAX_BYTES);
        assertThat(kept()).containsExactly(1L, 2L);
        assertThat(add(Role.CODED, 1)).as("emptied").isFalse();
        assertThat(kept()).isEmpty();
        assertThat(cache.bytes()).isZero();
        assertThat(bodies).allSatisfy(body -> assertThat(body.refCnt()).isOne());
    }

    @Test
    void asManyFramesAsAllowedForEachGopAreKeptAndOneMoreEmptiesIt() {
        add(Role.SYNC, 1);
        for (int i = 1; i < 2 * MAX_FRAMES; i++) {
            assertThat(add(Role.CODED, 1)).isTrue();
        }
        assertThat(kept()).hasSize(2 * MAX_FRAMES);
        assertThat(add(Role.CODED, 1)).isFalse();
        assertThat(kept()).isEmpty();
    }

    @Test
    void afterABoundWasPassedItWaitsForASyncPoint() {
        add(Role.SYNC, 400);
        add(Role.CODED, 601);
        assertThat(add(Role.CODED, 1)).isTrue();
        assertThat(add(Role.HEADER, 1)).isTrue();
        assertThat(kept()).isEmpty();
        add(Role.SYNC, 1);
        add(Role.CODED, 1);
        assertThat(kept()).containsExactly(5L, 6L);
    }

    @Test
    void aFrameLargerThanTheBoundIsNotKept() {
        assertThat(add(Role.SYNC, 1_001)).isFalse();
        assertThat(kept()).isEmpty();
        assertThat(add(Role.SYNC, 1_000)).isTrue();
        assertThat(kept()).containsExactly(2L);
    }

    @Test
    void theOldestGopGoesWhenOneTooManyHasCome() {
        add(Role.CODED, 1);
        add(Role.SYNC, 10);
        add(Role.CODED, 20);
        add(Role.SYNC, 30);
        assertThat(kept()).containsExactly(2L, 3L, 4L);
        add(Role.SYNC, 40);
        assertThat(kept()).containsExactly(4L, 5L);
        assertThat(cache.bytes()).isEqualTo(70);
        assertThat(bodies.get(1).refCnt()).isOne();
        assertThat(bodies.get(3).refCnt()).isEqualTo(2);
    }

    @Test
    void withoutSyncPointsWantedItKeepsNothing() {
        GopCache none = new GopCache(0, MAX_FRAMES, MAX_BYTES);
        ByteBuf body = Unpooled.buffer().writeZero(2_000);
        bodies.add(body);
        assertThat(none.add(new MediaFrame(MediaKind.VIDEO, Role.SYNC, 0, body), Headers.NONE))
                .isTrue();
        assertThat(none.bytes()).isZero();
        assertThat(none.firstHeaders()).isNull();
    }

    @Test
    void itKnowsTheHeadersOfEachFrame() {
        ByteBuf body = Unpooled.buffer().writeZero(3);
        bodies.add(body);
        Headers headers =
                Headers.NONE.with(HeaderKey.METADATA_ALONE, new MediaFrame(MediaKind.DATA, Role.HEADER, 0, body));
        add(Role.SYNC, 1, headers);
        add(Role.CODED, 1);
        assertThat(cache.firstHeaders()).isSameAs(headers);
        List<Headers> there = new ArrayList<>();
        cache.forEach((frame, of) -> there.add(of));
        assertThat(there).containsExactly(headers, Headers.NONE);
    }

    @Test
    void framesTimesGopsMayBeMoreThanAnIntHolds() {
        GopCache many = new GopCache(Integer.MAX_VALUE, Integer.MAX_VALUE, MAX_BYTES);
        ByteBuf body = Unpooled.buffer().writeZero(1);
        bodies.add(body);
        assertThat(many.add(new MediaFrame(MediaKind.VIDEO, Role.SYNC, 0, body), Headers.NONE))
                .isTrue();
        assertThat(many.bytes()).isOne();
        many.clear();
    }
}
