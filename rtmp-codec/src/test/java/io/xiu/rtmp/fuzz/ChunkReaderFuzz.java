package io.xiu.rtmp.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FuzzReport.class)
class ChunkReaderFuzz {
    @FuzzTest
    void readsAnyBytes(byte[] input) {
        StreamCheck.check(input, Bounds.USUAL, ChunkSubject::new);
    }
}
