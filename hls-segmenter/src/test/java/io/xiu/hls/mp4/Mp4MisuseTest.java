package io.xiu.hls.mp4;

import static io.xiu.hls.mp4.Mp4Tracks.AUDIO;
import static io.xiu.hls.mp4.Mp4Tracks.VIDEO;
import static io.xiu.hls.mp4.Mp4Tracks.fragment;
import static io.xiu.hls.mp4.Mp4Tracks.muxer;
import static io.xiu.hls.mp4.Mp4Tracks.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Mp4MisuseTest {
    private static final long LONGEST_STEP_90K = 4_000 * 90_000L;

    static Stream<Sample> refused() {
        return Stream.of(
                sample(Mp4Tracks.of(Codec.H264, 3), 9_001, true, 5),
                sample(Mp4Tracks.of(Codec.HEVC, VIDEO.id()), 9_001, true, 5),
                sample(Track.video(VIDEO.id(), Codec.H264, "avc1", 640, 360, VIDEO.configuration()), 9_001, true, 5),
                sample(VIDEO, 9_000, true, 5),
                sample(VIDEO, 8_999, true, 5),
                sample(VIDEO, Long.MIN_VALUE, true, 5),
                sample(VIDEO, Mp4Muxer.MAX_TIME_90K + 1, true, 5),
                sample(AUDIO, -Mp4Muxer.MAX_TIME_90K - 1, true, 5),
                sample(VIDEO, 9_000 + LONGEST_STEP_90K + 1, true, 5),
                sample(VIDEO, 9_001, 9_001 + (1L << 31), true, 5),
                sample(VIDEO, 9_001, 9_000 - (1L << 31), true, 5),
                sample(VIDEO, 9_001, Long.MAX_VALUE, true, 5),
                sample(VIDEO, 9_001, Long.MIN_VALUE, true, 5),
                sample(VIDEO, 9_001, true, 0));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesASampleThatCantBeWrittenAndReleasesIt(Sample sample) {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        muxer.add(sample(VIDEO, 9_000, true, 5));
        long bytes = muxer.encodedBytes();

        assertThatThrownBy(() -> muxer.add(sample)).isInstanceOf(IllegalArgumentException.class);

        assertThat(sample.data().refCnt()).isZero();
        assertThat(muxer.encodedBytes()).isEqualTo(bytes);
        muxer.add(sample(VIDEO, 9_001, true, 5));
        assertThat(Box.read(fragment(muxer, 0)).get(1).only("traf", "trun").int32(4))
                .isEqualTo(2);
    }

    static Stream<Sample> taken() {
        return Stream.of(
                sample(VIDEO, 9_001, true, 1),
                sample(VIDEO, 9_000 + LONGEST_STEP_90K, true, 5),
                sample(VIDEO, 9_001, 9_000 + (1L << 31), true, 5),
                sample(VIDEO, 9_001, 9_001 - (1L << 31), true, 5),
                sample(AUDIO, -Mp4Muxer.MAX_TIME_90K, true, 5),
                sample(AUDIO, Mp4Muxer.MAX_TIME_90K, true, 5),
                sample(AUDIO, 9_001, Long.MAX_VALUE, false, 5));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void takesASampleAtTheVeryLimit(Sample sample) {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        muxer.add(sample(VIDEO, 9_000, true, 5));

        muxer.add(sample);

        assertThat(sample.data().refCnt()).isEqualTo(1);
        fragment(muxer, 0);
        assertThat(sample.data().refCnt()).isZero();
    }

    @Test
    void refusesASampleFromBeforeTheMovieBegan() {
        Mp4Muxer muxer = muxer(VIDEO, AUDIO);
        muxer.add(sample(VIDEO, -9_000, true, 5));
        fragment(muxer, 0);

        assertThatThrownBy(() -> muxer.add(sample(AUDIO, -9_001, true, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DTS -9001, -9000 to 4503599627370496 allowed");
        muxer.add(sample(AUDIO, -9_000, true, 5));
        fragment(muxer, 0);
    }

    @Test
    void takesAStepOfOverAnHourFromOneFragmentToTheNext() {
        Mp4Muxer muxer = muxer(VIDEO);
        muxer.add(sample(VIDEO, 0, true, 5));
        fragment(muxer, 0);
        muxer.add(sample(VIDEO, 40 * LONGEST_STEP_90K, true, 5));

        assertThat(Box.read(fragment(muxer, 0)).get(1).only("traf", "tfdt").int64(4))
                .isEqualTo(40 * LONGEST_STEP_90K);
    }

    @Test
    void refusesSamplesBeyondTheLimitOfAFragment() {
        Mp4Muxer muxer = muxer(AUDIO);
        for (int i = 0; i < Mp4Muxer.MAX_FRAGMENT_SAMPLES; i++) {
            muxer.add(sample(AUDIO, i * 2_090L, true, 1));
        }
        Sample oneMore = sample(AUDIO, Mp4Muxer.MAX_FRAGMENT_SAMPLES * 2_090L, true, 1);

        assertThatIllegalStateException()
                .isThrownBy(() -> muxer.add(oneMore))
                .withMessageStartingWith("a fragment of 65537 samples");

        assertThat(oneMore.data().refCnt()).isZero();
        assertThat(Box.read(fragment(muxer, 0)).get(1).only("traf", "trun").int32(4))
                .isEqualTo(Mp4Muxer.MAX_FRAGMENT_SAMPLES);
    }

    @Test
    void refusesBytesBeyondTheLimitOfAFragment() {
        Mp4Muxer muxer = muxer(VIDEO);
        ByteBuf mebibyte = Unpooled.wrappedBuffer(new byte[1 << 20]);
        int taken = 0;
        for (; muxer.encodedBytes() + (1 << 20) + 16 <= Mp4Muxer.MAX_FRAGMENT_BYTES; taken++) {
            muxer.add(new Sample(VIDEO, taken, taken, true, mebibyte.retainedDuplicate()));
        }
        int left = (int) (Mp4Muxer.MAX_FRAGMENT_BYTES - muxer.encodedBytes()) - 16;
        Sample tooLong = new Sample(VIDEO, taken, taken, true, mebibyte.retainedSlice(0, left + 1));
        Sample longest = new Sample(VIDEO, taken, taken, true, mebibyte.retainedSlice(0, left));

        assertThatIllegalStateException().isThrownBy(() -> muxer.add(tooLong));
        muxer.add(longest);

        assertThat(taken).isEqualTo(127);
        assertThat(muxer.encodedBytes()).isEqualTo(Mp4Muxer.MAX_FRAGMENT_BYTES);
        assertThat(mebibyte.refCnt()).isEqualTo(1 + 128);
        muxer.release();
        assertThat(mebibyte.refCnt()).isEqualTo(1);
        mebibyte.release();
    }

    @Test
    void refusesToWriteAFragmentOfNothing() {
        Mp4Muxer muxer = muxer(VIDEO);
        ByteBuf out = Unpooled.buffer();

        assertThatIllegalStateException().isThrownBy(() -> muxer.writeFragment(out, 0, true, null));
        assertThat(out.isReadable()).isFalse();
        out.release();
    }

    @Test
    void keepsItsSamplesWhenTheBufferCantGrow() {
        Mp4Muxer muxer = muxer(VIDEO);
        muxer.add(sample(VIDEO, -900, true, 500));
        ByteBuf small = Unpooled.buffer(16, 400);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> muxer.writeFragment(small, 0, true, null));

        assertThat(small.isReadable()).isFalse();
        small.release();
        muxer.add(sample(VIDEO, -450, true, 500));
        Box moof = Box.read(fragment(muxer, 0)).get(1);
        assertThat(moof.only("mfhd").int32(4)).isEqualTo(1);
        assertThat(moof.only("traf", "trun").int32(4)).isEqualTo(2);
    }

    @Test
    void releasesWhatWaitsAndGoesOn() {
        Mp4Muxer muxer = muxer(VIDEO);
        Sample dropped = sample(VIDEO, 0, true, 500);
        long empty = muxer.encodedBytes();
        muxer.add(dropped);
        assertThat(muxer.isEmpty()).isFalse();

        muxer.release();

        assertThat(dropped.data().refCnt()).isZero();
        assertThat(muxer.isEmpty()).isTrue();
        assertThat(muxer.encodedBytes()).isEqualTo(empty);
        muxer.add(sample(VIDEO, 3_600, true, 5));
        assertThat(Box.read(fragment(muxer, 0)).get(1).only("traf", "tfdt").int64(4))
                .isEqualTo(3_600);
    }
}
