package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.TestSamples;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsListing.Pes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many frames of audio a PES packet holds: 100 ms, 32 KiB, and nothing from behind a gap. */
class AudioGroupsTest {
    private final ByteBuf out = Unpooled.buffer();
    private final TsMuxer muxer = new TsMuxer(TsOutput.to(out));

    @Test
    void aGroupLastsAHundredMilliseconds() throws TrackException {
        start(CodecTracks.OPUS);
        for (int i = 0; i < 11; i++) {
            muxer.write(CodecTracks.audio(CodecTracks.OPUS, i * 1_800L, 10), i * 1_800L);
        }

        assertThat(payloads()).containsExactly(5 * (10 + 3), 5 * (10 + 3), 10 + 3);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "900, 1", "901, 2", "-900, 1", "-901, 2"})
    void aFrameJoinsWithinHalfItsLength(long off90k, int groups) throws TrackException {
        start(CodecTracks.OPUS);
        muxer.write(CodecTracks.audio(CodecTracks.OPUS, 9_000, 10), 9_000);
        muxer.write(CodecTracks.audio(CodecTracks.OPUS, 10_800 + off90k, 10), 10_800);

        assertThat(payloads()).hasSize(groups);
    }

    @ParameterizedTest
    @CsvSource({"8184, 4", "6546, 5", "6547, 4"})
    void aGroupHasNoMoreThan32KiB(int bytes, int frames) throws TrackException {
        Track track = TestTracks.aac(96_000, 2, "1010");
        start(track);
        for (int i = 0; i < frames + 1; i++) {
            muxer.write(TestSamples.audio(i * 960L, bytes), i * 960L);
        }

        assertThat(payloads()).containsExactly(frames * (bytes + 7), bytes + 7);
    }

    private void start(Track track) throws TrackException {
        muxer.tracks(List.of(track));
        muxer.writeTables();
    }

    /** Bytes of the PES packets, and forgets them. */
    private List<Integer> payloads() {
        muxer.flush();
        List<Integer> bytes = new TsListing()
                .read(out).stream()
                        .filter(Pes.class::isInstance)
                        .map(item -> ((Pes) item).payload().length)
                        .toList();
        out.release();
        return bytes;
    }
}
