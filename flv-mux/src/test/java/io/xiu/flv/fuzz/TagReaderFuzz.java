package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xiu.flv.FlvTagReader;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import org.junit.jupiter.api.extension.ExtendWith;

/** The strict reader gets the inputs of odd length. */
@ExtendWith(FuzzReport.class)
class TagReaderFuzz {
    private static final int MAX_BODY_BYTES = 1_000;

    @FuzzTest
    void readsAnyBytes(byte[] input) {
        boolean strict = input.length % 2 == 1;
        StreamCheck.check(
                input,
                Bounds.USUAL,
                () -> new TagSubject(strict ? FlvTagReader.strict(MAX_BODY_BYTES) : new FlvTagReader(MAX_BODY_BYTES)));
    }
}
