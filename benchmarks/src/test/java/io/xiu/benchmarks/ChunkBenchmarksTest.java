package io.xiu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkBenchmarksTest {
    private static final int BODY_BYTES = 4 * 60_000 + 236 * 7_500 + 240 * 370;
    private static final int HEADER_BYTES = 12;

    @ParameterizedTest
    @EnumSource
    void allReadersFindTheSameBodies(ChunkLayout layout) throws Exception {
        ChunkReaderBenchmark benchmark = new ChunkReaderBenchmark();
        benchmark.layout = layout;
        benchmark.prepare();
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isEqualTo(BODY_BYTES);
            assertThat(benchmark.copy()).isGreaterThanOrEqualTo(BODY_BYTES + Footage.MESSAGES * HEADER_BYTES);
            assertThat(benchmark.red5()).isEqualTo(BODY_BYTES);
        }
        benchmark.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 4096, 60_000})
    void bothWritersWriteAllBodies(int chunkSize) throws Exception {
        ChunkWriterBenchmark benchmark = new ChunkWriterBenchmark();
        benchmark.chunkSize = chunkSize;
        benchmark.prepare();
        int continuations = 4 * ((60_000 - 1) / chunkSize) + 236 * ((7_500 - 1) / chunkSize) + 240 * (369 / chunkSize);
        int encoded = BODY_BYTES + Footage.MESSAGES * HEADER_BYTES + continuations;
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isEqualTo(encoded);
            assertThat(benchmark.copy()).isEqualTo(BODY_BYTES);
            assertThat(benchmark.red5()).isBetween(BODY_BYTES + continuations, encoded);
        }
        benchmark.release();
    }
}
