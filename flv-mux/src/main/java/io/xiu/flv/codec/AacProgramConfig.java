package io.xiu.flv.codec;

import io.xiu.flv.FlvException;

/** Counts the channels where AAC lists them one by one (program_config_element, ISO/IEC 14496-3, 4.4.1.1). */
final class AacProgramConfig {
    private AacProgramConfig() {}

    static int readChannels(BitReader in) throws FlvException {
        in.skip(4 + 2 + 4);
        int front = in.bits(4);
        int side = in.bits(4);
        int back = in.bits(4);
        int lowFrequency = in.bits(2);
        int associatedData = in.bits(3);
        int coupling = in.bits(4);
        skipMixdown(in, 4);
        skipMixdown(in, 4);
        skipMixdown(in, 3);
        int channels = lowFrequency;
        for (int i = 0; i < front + side + back; i++) {
            channels += in.flag() ? 2 : 1;
            in.skip(4);
        }
        in.skip(4L * lowFrequency + 4L * associatedData + 5L * coupling);
        in.align();
        in.skip(8L * in.bits(8));
        if (channels == 0) {
            throw in.bad("no channels");
        }
        return channels;
    }

    private static void skipMixdown(BitReader in, int bits) throws FlvException {
        if (in.flag()) {
            in.skip(bits);
        }
    }
}
