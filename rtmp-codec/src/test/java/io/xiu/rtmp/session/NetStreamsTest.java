package io.xiu.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetStreamsTest {
    private static final int MOST = 3;
    private static final StreamName NAME = StreamName.of("demo?key=1");

    private final NetStreams streams = new NetStreams(MOST);

    @Test
    void areNumberedFromOneUpToTheMost() {
        for (int id = 1; id <= MOST; id++) {
            NetStream stream = create();
            assertThat(stream.id()).isEqualTo(id);
            assertThat(streams.get(id)).isSameAs(stream);
        }
        assertThat(streams.create()).isNull();
        assertThat(streams).hasToString("{1=Idle, 2=Idle, 3=Idle}");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 2, 3, 4, Integer.MAX_VALUE})
    void noOtherNumberNamesOne(int id) {
        create();
        assertThat(streams.get(id)).isNull();
    }

    @Test
    void takeTheLowestNumberThatIsFree() {
        create();
        NetStream second = create();
        create();
        streams.remove(second);
        assertThat(streams).hasToString("{1=Idle, 3=Idle}");
        assertThat(create().id()).isEqualTo(2);
    }

    @Test
    void areMeantByZeroIfTheyAreTheNewest() {
        assertThat(streams.addressed(0)).isNull();
        NetStream first = create();
        NetStream second = create();
        assertThat(streams.addressed(0)).isSameAs(second);
        assertThat(streams.addressed(1)).isSameAs(first);
        streams.remove(first);
        assertThat(streams.addressed(0)).isSameAs(second);
        streams.remove(second);
        assertThat(streams.addressed(0)).isNull();
    }

    @Test
    void areMeantByTheirNumbersOnlyOnceTheNewestIsGone() {
        NetStream first = create();
        NetStream second = create();
        NetStream third = create();
        streams.remove(third);
        streams.remove(second);
        assertThat(streams.addressed(0)).isNull();
        assertThat(streams.addressed(1)).isSameAs(first);
        NetStream again = create();
        assertThat(streams.addressed(0)).isSameAs(again);
    }

    @Test
    void areFoundByTheNameTheyPublishUnder() {
        NetStream stream = create();
        stream.use(new NetStream.Use.PublishPending(NAME, false));
        assertThat(streams.publishing(NAME)).isNull();
        stream.publish();
        assertThat(streams.publishing(StreamName.of("demo"))).isSameAs(stream);
        assertThat(streams.publishing(StreamName.of("other"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takeMediaOfMessageStreamZeroOnlyIfTheyWereAskedForThere(boolean addressedAsZero) {
        NetStream stream = create();
        stream.use(new NetStream.Use.PublishPending(NAME, addressedAsZero));
        assertThat(stream.publishes(1)).isFalse();
        stream.publish();
        assertThat(stream.publishes(1)).isTrue();
        assertThat(stream.publishes(0)).isEqualTo(addressedAsZero);
    }

    @Test
    void goOnlyFromPendingToBegun() {
        NetStream stream = create();
        assertThatIllegalStateException()
                .isThrownBy(stream::publish)
                .withMessage("no publish is pending on message stream 1");
        assertThatIllegalStateException()
                .isThrownBy(stream::play)
                .withMessage("no play is pending on message stream 1");
        stream.use(new NetStream.Use.PlayPending(NAME));
        assertThatIllegalStateException().isThrownBy(stream::publish);
        stream.play();
        assertThat(stream.isPlaying()).isTrue();
        stream.idle();
        assertThat(stream.isIdle()).isTrue();
    }

    private NetStream create() {
        NetStream stream = streams.create();
        if (stream == null) {
            throw new AssertionError("there are too many");
        }
        return stream;
    }
}
