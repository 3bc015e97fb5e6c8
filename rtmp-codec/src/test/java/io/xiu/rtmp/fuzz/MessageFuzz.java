package io.xiu.rtmp.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.Choices;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages of every type, whole and well chunked, so that what is in them is reached. */
@ExtendWith(FuzzReport.class)
class MessageFuzz {
    @FuzzTest
    void readsAnyMessages(byte[] input) {
        byte[] messages = Script.of(new Choices(input), Script.CLIENT);
        StreamCheck.check(messages, Bounds.USUAL, ChunkSubject::new);
    }
}
