package io.xiu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaBenchmarksTest {
    private static final int BODY_BYTES = 4 * 60_000 + 236 * 7_500 + 240 * 370;
    private static final int TAG_BYTES = 11 + 4;
    private static final int CHUNK_HEADER_BYTES = 12;

    @Test
    void theHandshakeSucceedsWithDigests() throws Exception {
        HandshakeBenchmark benchmark = new HandshakeBenchmark();
        benchmark.prepare();
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isTrue();
            assertThat(benchmark.copy()).isEqualTo(2 * (1 + 2 * 1536));
        }
        benchmark.release();
    }

    @Test
    void allTagsAreRead() throws Exception {
        FlvReaderBenchmark benchmark = new FlvReaderBenchmark();
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isEqualTo(BODY_BYTES);
            assertThat(benchmark.copy()).isEqualTo(BODY_BYTES + Footage.MESSAGES * TAG_BYTES);
        }
        benchmark.release();
    }

    @Test
    void allTagsAreWritten() {
        FlvWriterBenchmark benchmark = new FlvWriterBenchmark();
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isEqualTo(BODY_BYTES + Footage.MESSAGES * TAG_BYTES);
            assertThat(benchmark.copy()).isEqualTo(BODY_BYTES);
        }
        benchmark.release();
    }

    @Test
    void theMuxerWritesWholePacketsWithLittleOnTop() throws Exception {
        TsBenchmark benchmark = new TsBenchmark();
        int first = benchmark.xiu();
        assertThat(first % 188).isZero();
        assertThat(first).isBetween(BODY_BYTES, BODY_BYTES + BODY_BYTES / 10);
        assertThat(benchmark.xiu()).isEqualTo(first);
        assertThat(benchmark.copy()).isEqualTo(BODY_BYTES);
        benchmark.release();
    }

    @Test
    void theSegmentsHoldEverything() throws Exception {
        SegmenterBenchmark benchmark = new SegmenterBenchmark();
        int first = benchmark.xiu();
        assertThat(first).isBetween(BODY_BYTES, BODY_BYTES + BODY_BYTES / 10);
        assertThat(benchmark.xiu()).isEqualTo(first);
        assertThat(benchmark.copy()).isEqualTo(BODY_BYTES);
        benchmark.release();
    }

    @Test
    void whatIsAppendedReachesTheViewer() {
        LogAppendBenchmark benchmark = new LogAppendBenchmark();
        long encoded = BODY_BYTES + Footage.MESSAGES * CHUNK_HEADER_BYTES;
        long before = benchmark.xiu();
        assertThat(benchmark.xiu() - before).isEqualTo(encoded);
        assertThat(benchmark.copy()).isEqualTo(BODY_BYTES);
        benchmark.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void everyViewerGetsEverything(int viewers) {
        FanOutBenchmark benchmark = new FanOutBenchmark();
        benchmark.viewers = viewers;
        benchmark.prepare();
        long encoded = BODY_BYTES + Footage.MESSAGES * CHUNK_HEADER_BYTES;
        long before = benchmark.xiu();
        assertThat(benchmark.xiu() - before).isEqualTo(viewers * encoded);
        assertThat(benchmark.copy()).isEqualTo((long) viewers * BODY_BYTES);
        benchmark.release();
    }
}
