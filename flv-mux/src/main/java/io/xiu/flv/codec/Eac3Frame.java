package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;

/**
 * The beginning of an E-AC-3 frame (ETSI TS 102 366, E.1.2.2).
 *
 * @param substreamId 0 to 7
 * @param bytes of the whole frame, 2 to 4096
 * @param samples of each channel: 256, 512, 768 or 1536
 * @param addedChannels what a dependent one adds, as in {@link Eac3Substream#dependentChannels}
 */
record Eac3Frame(
        boolean dependent,
        int substreamId,
        int bytes,
        int sampleRateCode,
        int sampleRate,
        int samples,
        int bitstreamId,
        int bitstreamMode,
        int channelMode,
        boolean lowFrequency,
        int addedChannels) {

    static final String WHAT = "E-AC-3 frame";

    private static final int DEPENDENT = 1;
    private static final int RESERVED_TYPE = 3;
    private static final int HALF_RATE = 3;
    private static final int BLOCK_SAMPLES = 256;
    private static final int[] BLOCKS = {1, 2, 3, 6};
    private static final int LEAST_ID = 11;
    private static final int GREATEST_ID = 16;
    private static final int DUAL_MONO = 0;

    static Eac3Frame read(ByteBuf frame) throws FlvException {
        BitReader in = new BitReader(frame, WHAT);
        int sync = in.bits(16);
        int type = in.bits(2);
        int substreamId = in.bits(3);
        int bytes = 2 * (in.bits(11) + 1);
        int rateCode = in.bits(2);
        int blocksOrRate = in.bits(2);
        boolean halved = rateCode == HALF_RATE;
        int channelMode = in.bits(3);
        boolean lowFrequency = in.flag();
        int bitstreamId = in.bits(5);
        boolean possible = sync == Ac3Configuration.SYNC
                && type != RESERVED_TYPE
                && !(halved && blocksOrRate == HALF_RATE)
                && bitstreamId >= LEAST_ID
                && bitstreamId <= GREATEST_ID;
        if (!possible) {
            throw in.bad("sync " + Integer.toHexString(sync) + ", type " + type + ", sample rate codes " + rateCode
                    + " and " + blocksOrRate + ", bitstream id " + bitstreamId);
        }
        int blocks = halved ? BLOCKS[3] : BLOCKS[blocksOrRate];
        skipLoudness(in, channelMode);
        boolean dependent = type == DEPENDENT;
        int addedChannels = dependent && in.flag() ? added(in.bits(16)) : 0;
        if (in.flag()) {
            Eac3Mixing.skip(in, channelMode, lowFrequency, type == 0, blocks);
        }
        int bitstreamMode = in.flag() ? in.bits(3) : 0;
        return new Eac3Frame(
                dependent,
                substreamId,
                bytes,
                rateCode,
                halved ? Ac3Configuration.sampleRate(blocksOrRate) / 2 : Ac3Configuration.sampleRate(rateCode),
                BLOCK_SAMPLES * blocks,
                bitstreamId,
                bitstreamMode,
                channelMode,
                lowFrequency,
                addedChannels);
    }

    private static void skipLoudness(BitReader in, int channelMode) throws FlvException {
        for (int i = 0; i < (channelMode == DUAL_MONO ? 2 : 1); i++) {
            in.skip(5);
            if (in.flag()) {
                in.skip(8);
            }
        }
    }

    /** From the map of a dependent substream, highest bit first from the left channel on, to the order of the box. */
    private static int added(int map) {
        int locations = Integer.reverse(map >> 3 & 0xFF) >>> 24;
        boolean secondLowFrequency = (map & 2) != 0;
        return locations | (secondLowFrequency ? 0x100 : 0);
    }

    Eac3Substream substream() {
        return new Eac3Substream(sampleRateCode, bitstreamId, false, bitstreamMode, channelMode, lowFrequency, 0, 0);
    }
}
