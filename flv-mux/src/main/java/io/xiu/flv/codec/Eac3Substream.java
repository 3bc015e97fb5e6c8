package io.xiu.flv.codec;

/**
 * An independent substream of E-AC-3 with those that depend on it: a programme (ETSI TS 102 366, E.1 and F.6).
 *
 * @param sampleRateCode fscod: 0 for 48,000 Hz, 1 for 44,100 Hz, 2 for 32,000 Hz, 3 for half of one of them
 * @param bitstreamId bsid, 11 to 16; 16 is usual
 * @param associated whether it is to be mixed with another programme
 * @param bitstreamMode bsmod, 0 to 7: 0 is the main service
 * @param channelMode acmod, 0 to 7: 1 is mono, 2 stereo, 7 three channels in front and two behind
 * @param lowFrequency whether there is a channel for low frequencies too
 * @param dependentSubstreams 0 to 15, which add channels
 * @param dependentChannels which they add, 9 bits: 1 left and right of the centre, 2 rear surround, 4 centre surround, 8
 *     top, 16 direct surround, 32 wide, 64 vertical pair, 128 vertical centre, 256 a second one of low frequency
 */
public record Eac3Substream(
        int sampleRateCode,
        int bitstreamId,
        boolean associated,
        int bitstreamMode,
        int channelMode,
        boolean lowFrequency,
        int dependentSubstreams,
        int dependentChannels) {

    /** Of the channels that may be added, those that are two. */
    private static final int PAIRS = 1 | 2 | 16 | 32 | 64;

    private static final int MAX_DEPENDENT = 15;

    /** @throws IllegalArgumentException if something is out of its range */
    public Eac3Substream {
        if (sampleRateCode >> 2 != 0
                || bitstreamId >> 5 != 0
                || (bitstreamMode | channelMode) >> 3 != 0
                || dependentSubstreams >> 4 != 0
                || dependentChannels >> 9 != 0) {
            throw new IllegalArgumentException("sample rate code " + sampleRateCode + ", bitstream id " + bitstreamId
                    + ", mode " + bitstreamMode + ", channel mode " + channelMode + ", " + dependentSubstreams
                    + " dependent substreams with channels " + dependentChannels);
        }
    }

    /** This with one more substream that depends on it. */
    Eac3Substream with(Eac3Frame frame) {
        return new Eac3Substream(
                sampleRateCode,
                bitstreamId,
                associated,
                bitstreamMode,
                channelMode,
                lowFrequency,
                Math.min(dependentSubstreams + 1, MAX_DEPENDENT),
                dependentChannels | frame.addedChannels());
    }

    /** How many channels there are with those of the dependent substreams, 1 to 20. */
    public int channels() {
        return Ac3Configuration.channels(channelMode)
                + (lowFrequency ? 1 : 0)
                + Integer.bitCount(dependentChannels)
                + Integer.bitCount(dependentChannels & PAIRS);
    }

    void write(BitWriter out) {
        out.bits(2, sampleRateCode).bits(5, bitstreamId).bits(1, 0).flag(associated);
        out.bits(3, bitstreamMode).bits(3, channelMode).flag(lowFrequency);
        out.bits(3, 0).bits(4, dependentSubstreams);
        out.bits(dependentSubstreams > 0 ? 9 : 1, dependentSubstreams > 0 ? dependentChannels : 0);
    }
}
