package io.xiu.hls.ts;

import java.util.Arrays;

/** Follows the continuity counters of all PIDs (ISO/IEC 13818-1, 2.4.3.3). */
final class ContinuityCheck {
    private static final int PIDS = 1 << 13;
    private static final byte UNKNOWN = -1;
    private static final byte REPEATED = 0x10;
    private static final int COUNTER = 0x0F;

    private final byte[] last = new byte[PIDS];

    ContinuityCheck() {
        Arrays.fill(last, UNKNOWN);
    }

    /** How a TS packet stands to the one before it. */
    enum Step {
        NEXT,
        /** The same TS packet once more, which is allowed. */
        REPEATED,
        /** Something is missing in between. */
        GAP
    }

    Step step(TsPacket packet) {
        byte before = last[packet.pid()];
        int counter = packet.counter();
        last[packet.pid()] = (byte) counter;
        int beforeCounter = before & COUNTER;
        int expected = packet.hasPayload() ? (beforeCounter + 1) & COUNTER : beforeCounter;
        if (before == UNKNOWN || packet.isDiscontinuity() || counter == expected) {
            return Step.NEXT;
        }
        if (counter == beforeCounter && (before & REPEATED) == 0) {
            last[packet.pid()] = (byte) (counter | REPEATED);
            return Step.REPEATED;
        }
        return Step.GAP;
    }
}
