package io.xiu.hls.ts;

/**
 * The clock of the transport stream. Its PTS and DTS are the samples' plus 1.4 s, so that small negative times stay
 * above zero; its PCR is 0.7 s behind the DTS, which leaves room for a track that arrives after the other.
 */
final class TsTime {
    private static final long OFFSET_90K = 126_000;
    private static final long DECODER_DELAY_90K = 63_000;
    private static final long MASK = (1L << 33) - 1;

    private TsTime() {}

    /** PTS or DTS field: 33 bits. */
    static long stamp(long time90k) {
        return (time90k + OFFSET_90K) & MASK;
    }

    /** PCR base: 33 bits. */
    static long pcrBase(long clock90k) {
        return (clock90k + OFFSET_90K - DECODER_DELAY_90K) & MASK;
    }
}
