package io.xiu.flv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.flv.KeyframeIndex.Keyframe;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyframeCollectorTest {
    private static List<Long> kept(int capacity, int added) {
        KeyframeCollector collector = new KeyframeCollector(capacity);
        for (int i = 0; i < added; i++) {
            collector.add(new Keyframe(i, 10L * i));
        }
        return collector.index().keyframes().stream()
                .map(Keyframe::timestampMillis)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, ''",
        "1, 1, 0",
        "1, 100, 0",
        "2, 3, 0 2",
        "2, 100, 0 64",
        "3, 3, 0 1 2",
        "3, 4, 0 2",
        "3, 5, 0 2 4",
        "4, 4, 0 1 2 3",
        "4, 5, 0 2 4",
        "4, 7, 0 2 4 6",
        "4, 8, 0 2 4 6",
        "4, 9, 0 4 8"
    })
    void keepsEverySecondOneWhenItIsFull(int capacity, int added, String expected) {
        List<Long> wanted = expected.isEmpty()
                ? List.of()
                : List.of(expected.split(" ", -1)).stream().map(Long::valueOf).toList();
        assertThat(kept(capacity, added)).isEqualTo(wanted);
    }

    @Test
    void keepsEqualDistancesAndAtLeastHalfOfItsRoom() {
        for (int capacity = 2; capacity < 20; capacity++) {
            for (int added = 1; added < 300; added++) {
                List<Long> kept = kept(capacity, added);
                long step = kept.size() < 2 ? 1 : kept.get(1);
                assertThat(kept)
                        .as("%d of %d", capacity, added)
                        .isEqualTo(LongStream.range(0, kept.size())
                                .map(i -> i * step)
                                .boxed()
                                .toList());
                assertThat(kept.size()).isBetween(Math.min(added, capacity / 2), capacity);
            }
        }
    }
}
