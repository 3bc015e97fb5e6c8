package io.xiu.amf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.xiu.amf.Amf3Reader;
import io.xiu.amf.Amf3Writer;
import io.xiu.amf.AmfException;
import io.xiu.amf.AmfLimits;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FuzzReport.class)
class Amf3Fuzz {
    @FuzzTest
    void readsAnyBytes(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL, in -> values(in, AmfLimits.COMMAND));
        RoundTrip.check(
                input,
                in -> values(in, AmfLimits.COMMAND),
                (value, out) -> new Amf3Writer(out).write(value),
                in -> values(in, RoundTrip.LIMITS));
    }

    /** The values of a message, and last why it was refused, if it was. */
    private static List<Object> values(ByteBuf in, AmfLimits limits) {
        List<Object> seen = new ArrayList<>();
        Amf3Reader reader = new Amf3Reader(limits);
        try {
            while (in.isReadable()) {
                seen.add(reader.read(in));
            }
        } catch (AmfException e) {
            seen.add(e.reason());
        }
        return seen;
    }
}
