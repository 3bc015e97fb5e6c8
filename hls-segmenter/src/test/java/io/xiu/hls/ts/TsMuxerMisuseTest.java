package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a muxer refuses, and how much it says it writes. */
class TsMuxerMisuseTest {
    private final ByteBuf out = Unpooled.buffer();
    private final TsMuxer muxer = new TsMuxer(TsOutput.to(out), true);

    @AfterEach
    void release() {
        out.release();
    }

    @Test
    void audioIsAddedOnlyToVideoThatHasNone() throws TrackException {
        assertThatIllegalStateException().isThrownBy(() -> muxer.addAudio(TestTracks.audio(), out, 188));
        muxer.tracks(List.of(TestTracks.audio()));
        muxer.writeTables();
        assertThatIllegalStateException().isThrownBy(() -> muxer.addAudio(TestTracks.audio(), out, 188));
        muxer.tracks(List.of(TestTracks.video(), TestTracks.audio()));
        assertThatIllegalStateException().isThrownBy(() -> muxer.addAudio(TestTracks.audio(), out, 188));
        muxer.tracks(List.of(TestTracks.video()));
        assertThatIllegalStateException()
                .isThrownBy(() -> muxer.addAudio(TestTracks.otherVideo(), out, 188))
                .withMessageStartingWith("not an audio track beside video: Track[1: H264");
    }

    @Test
    void audioThatCanNotBeCarriedChangesNothing() throws TrackException {
        muxer.tracks(List.of(TestTracks.video()));
        muxer.writeTables();
        ByteBuf before = out.copy();
        Track flac = Track.audio(2, Codec.FLAC, "fLaC", 44_100, 2, new byte[42]);

        assertThatExceptionOfType(TrackException.class)
                .isThrownBy(() -> muxer.addAudio(flac, out, 188))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CODEC));

        assertThat(out).isEqualTo(before);
        before.release();
        muxer.addAudio(TestTracks.audio(), out, 188);
    }

    @Test
    void samplesNeedTheirTrack() throws TrackException {
        Sample picture = video(0, true, 10);
        Sample sound = audio(0, 10);
        refuses(picture, "no video track");
        refuses(sound, "no audio track");
        muxer.tracks(List.of(TestTracks.audio()));
        refuses(picture, "no video track");
        muxer.tracks(List.of(TestTracks.video()));
        refuses(sound, "no audio track");
    }

    private void refuses(Sample sample, String message) {
        assertThatIllegalStateException()
                .isThrownBy(() -> muxer.encodedBytes(sample))
                .withMessage(message);
        assertThatIllegalStateException()
                .isThrownBy(() -> muxer.write(sample, 0))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "60000, true", "60001, false"})
    void boundsId3Tags(int bytes, boolean taken) {
        ByteBuf tag = Unpooled.buffer().writeMedium(0x494433).writeZero(bytes - 3);
        if (taken) {
            muxer.writeMetadata(0, tag);
            assertThat(out.readableBytes()).isGreaterThan(bytes);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> muxer.writeMetadata(0, tag))
                    .withMessage("no ID3 tag of at most 60000 bytes: " + bytes);
            assertThat(out.isReadable()).isFalse();
        }
        assertThat(tag.readableBytes()).isEqualTo(bytes);
        tag.release();
    }

    @Test
    void threeLettersMakeATag() {
        ByteBuf other = Unpooled.buffer().writeMedium(0x494432).writeZero(20);
        assertThatIllegalArgumentException().isThrownBy(() -> muxer.writeMetadata(0, other));
        other.release();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void foretellsWhatAudioTakesThatIsFlushed(boolean withVideo) throws TrackException {
        muxer.tracks(withVideo ? List.of(TestTracks.video(), TestTracks.audio()) : List.of(TestTracks.audio()));
        muxer.writeTables();
        for (int bytes = 1; bytes < 2_000; bytes += 7) {
            muxer.write(audio(bytes * 90_000L, bytes), bytes * 90_000L);
            muxer.flush();
            muxer.writeTables();
            long start90k = bytes * 90_000L + 2_089;
            muxer.write(audio(start90k, bytes), start90k);
            Sample notNext = audio(start90k + 6_000, 200);
            long foretold = muxer.encodedBytes(notNext);
            int before = out.readableBytes();
            muxer.write(notNext, start90k + 6_000);
            muxer.flush();
            assertThat(out.readableBytes() - before)
                    .as("%s bytes", bytes)
                    .isGreaterThan(bytes + 200)
                    .isLessThanOrEqualTo((int) foretold);
            out.clear();
        }
    }

    @Test
    void foretellsWhatVideoTakesWithTheAudioGatheredBefore() throws TrackException {
        muxer.tracks(List.of(TestTracks.video(), TestTracks.audio()));
        muxer.writeTables();
        for (int bytes = 1; bytes < 2_000; bytes += 7) {
            long start90k = bytes * 90_000L;
            muxer.write(audio(start90k, bytes), start90k);
            Sample next = video(start90k, false, bytes);
            long foretold = muxer.encodedBytes(next);
            int before = out.readableBytes();
            muxer.write(next, start90k);
            muxer.flush();
            assertThat(out.readableBytes() - before)
                    .as("%s bytes", bytes)
                    .isGreaterThan(2 * bytes)
                    .isLessThanOrEqualTo((int) foretold);
            muxer.discontinuity();
            out.clear();
        }
    }

    @Test
    void aParserIsAskedOnlyForFramesThatItFound() {
        ByteBuf none = Unpooled.wrappedBuffer(new byte[8]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mp3Parser(1).track(none, 0))
                .withMessage("no frame");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ac3Parser(1, true).track(none, 0))
                .withMessage("no frame");
    }
}
