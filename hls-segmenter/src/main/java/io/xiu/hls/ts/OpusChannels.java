package io.xiu.hls.ts;

import java.util.Arrays;

/** The channels of an Opus stream: as dOps has them, and as the one byte that a PMT has room for. */
final class OpusChannels {
    /*
     * dOps (RFC 7845, 5.1 but for its magic; big endian):
     *   version (1)  channels (1)  pre-skip (2)  input sample rate (4)  output gain (2)  mapping family (1)
     *   [families but 0: streams (1)  coupled streams (1)  the channels' places (1 each)]
     * channel configuration in the PMT: 1 to 8: family 0 or 1 with so many channels; 82 to 88: 2 to 8 channels, each
     *   coded on its own, in their order
     */
    private static final int FIXED_BYTES = 11;
    private static final int CHANNELS_AT = 1;
    private static final int FAMILY_AT = 10;
    private static final int MAPPING_AT = 13;
    private static final int MAX_CHANNELS = 8;
    private static final int SEPARATE = 0x80;
    private static final int DISCRETE_FAMILY = 255;
    private static final byte[] COUPLED = {0, 0, 1, 1, 2, 2, 2, 3, 3};
    private static final byte[][] VORBIS_ORDER = {
        {},
        {0},
        {0, 1},
        {0, 2, 1},
        {0, 1, 2, 3},
        {0, 4, 1, 2, 3},
        {0, 4, 1, 2, 3, 5},
        {0, 4, 1, 2, 3, 5, 6},
        {0, 6, 1, 2, 3, 4, 5, 7}
    };

    private OpusChannels() {}

    /** The channel configuration of a PMT; 0 if it can't say what the record says, or that can't be read. */
    static int code(byte[] record) {
        if (record.length < FIXED_BYTES) {
            return 0;
        }
        int channels = record[CHANNELS_AT] & 0xFF;
        if (record[FAMILY_AT] == 0) {
            return channels <= 2 ? channels : 0;
        }
        if (channels == 0 || channels > MAX_CHANNELS || record.length < MAPPING_AT + channels) {
            return 0;
        }
        for (int code : new int[] {channels, SEPARATE | channels}) {
            if (Arrays.equals(mapping(code), Arrays.copyOfRange(record, FIXED_BYTES, MAPPING_AT + channels))) {
                return code;
            }
        }
        return 0;
    }

    /** Channels of a channel configuration; 0 if it is none of those above. */
    static int channels(int code) {
        int channels = code & ~SEPARATE;
        boolean known = channels >= (code == channels ? 1 : 2) && channels <= MAX_CHANNELS;
        return known ? channels : 0;
    }

    /** The record of a channel configuration with channels, without pre-skip, which the PMT doesn't say. */
    static byte[] record(int code) {
        int channels = channels(code);
        byte[] record = new byte[FIXED_BYTES];
        record[CHANNELS_AT] = (byte) channels;
        record[6] = (byte) (OpusPacket.SAMPLE_RATE >> 8);
        record[7] = (byte) OpusPacket.SAMPLE_RATE;
        if (code <= 2) {
            return record;
        }
        record[FAMILY_AT] = (byte) (code == channels ? 1 : DISCRETE_FAMILY);
        byte[] mapping = mapping(code);
        byte[] whole = Arrays.copyOf(record, FIXED_BYTES + mapping.length);
        System.arraycopy(mapping, 0, whole, FIXED_BYTES, mapping.length);
        return whole;
    }

    /** Streams, coupled streams, places. */
    private static byte[] mapping(int code) {
        int channels = channels(code);
        boolean separate = code != channels;
        byte[] mapping = new byte[2 + channels];
        mapping[0] = (byte) (separate ? channels : channels - COUPLED[channels]);
        mapping[1] = separate ? 0 : COUPLED[channels];
        for (int i = 0; i < channels; i++) {
            mapping[2 + i] = separate ? (byte) i : VORBIS_ORDER[channels][i];
        }
        return mapping;
    }
}
