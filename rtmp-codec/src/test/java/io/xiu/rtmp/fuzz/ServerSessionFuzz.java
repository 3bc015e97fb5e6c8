package io.xiu.rtmp.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.Choices;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FuzzReport.class)
class ServerSessionFuzz {
    @FuzzTest
    void hearsAnyClient(byte[] input) {
        Choices choices = new Choices(input);
        int seed = choices.next();
        byte[] said = Script.of(choices, Script.CLIENT);
        StreamCheck.check(said, Bounds.USUAL, () -> new ServerSubject(seed));
    }
}
