package io.xiu.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AmfBenchmarksTest {
    @ParameterizedTest
    @EnumSource
    void bothReadersFindTheSameValues(AmfInput message) throws Exception {
        AmfReaderBenchmark benchmark = new AmfReaderBenchmark();
        benchmark.message = message;
        benchmark.prepare();
        for (int round = 0; round < 2; round++) {
            assertThat(benchmark.xiu()).isEqualTo(message.content());
            assertThat(benchmark.copy()).isGreaterThan(100);
            assertThat(benchmark.red5()).hasSameSizeAs(message.content());
        }
        benchmark.release();
    }

    @ParameterizedTest
    @EnumSource
    void bothWritersWriteTheMessage(AmfInput message) {
        AmfWriterBenchmark benchmark = new AmfWriterBenchmark();
        benchmark.message = message;
        benchmark.prepare();
        for (int round = 0; round < 2; round++) {
            int bytes = benchmark.copy();
            assertThat(benchmark.xiu()).isEqualTo(bytes);
            assertThat(benchmark.red5()).isCloseTo(bytes, within(4));
        }
        benchmark.release();
    }
}
