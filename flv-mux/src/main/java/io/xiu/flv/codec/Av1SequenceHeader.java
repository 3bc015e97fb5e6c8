package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import org.jspecify.annotations.Nullable;

/**
 * The sequence header of AV1 (AV1 Bitstream and Decoding Process Specification, 5.5), as far as the pictures need.
 *
 * @param profile seq_profile, 0 to 2
 * @param level seq_level_idx of the first operating point, 0 to 31
 * @param highTier seq_tier of that
 * @param width of the largest frame, 1 to 65,536
 * @param height of the largest frame, 1 to 65,536
 * @param framesPerSecond 0 if it isn't stated
 * @param format bit depth and colours
 * @param obu all of it, from its header on
 */
record Av1SequenceHeader(
        int profile,
        int level,
        boolean highTier,
        int width,
        int height,
        double framesPerSecond,
        Av1ColourFormat format,
        Octets obu) {

    /*
     * An open bitstream unit: 1 bit, type: 4, extension: 1, size: 1, 1 bit | maybe an extension byte
     * | maybe its size, 7 bits in each byte, the lowest first | payload
     */
    private static final int SEQUENCE_HEADER = 1;
    private static final int MAX_SIZE_BYTES = 8;
    private static final int MAX_OBU_BYTES = 4096;

    /** How many OBUs are looked through: the sequence header comes first, or behind a temporal delimiter. */
    private static final int MAX_OBUS = 16;

    private static final int FIRST_LEVEL_WITH_TIERS = 8;
    private static final int UNDECIDED = 2;
    private static final int MAX_LEADING_ZEROS = 32;
    private static final String WHAT = "AV1 sequence header";

    /**
     * Reads the first sequence header among OBUs.
     *
     * @param obus each with its size, but for the last
     * @return null if there is none among the first 16
     * @throws FlvException CONFIGURATION if an OBU is cut off or the sequence header can't be read
     */
    static @Nullable Av1SequenceHeader find(ByteBuf obus) throws FlvException {
        BitReader in = new BitReader(obus, WHAT);
        for (int i = 0; in.remainingBits() > 0 && i < MAX_OBUS; i++) {
            long before = in.remainingBits();
            in.skip(1);
            int type = in.bits(4);
            boolean extended = in.flag();
            boolean sized = in.flag();
            in.skip(extended ? 9 : 1);
            long size = sized ? size(in) : in.remainingBits() / 8;
            long payload = in.remainingBits();
            in.skip(8 * size);
            if (type == SEQUENCE_HEADER) {
                int start = obus.writerIndex() - (int) (before / 8);
                int header = (int) ((before - payload) / 8);
                return read(obus.slice(start, header + (int) size), header);
            }
        }
        return null;
    }

    private static long size(BitReader in) throws FlvException {
        long size = 0;
        for (int i = 0; i < MAX_SIZE_BYTES; i++) {
            boolean more = in.flag();
            size |= (long) in.bits(7) << (7 * i);
            if (!more) {
                return size;
            }
        }
        throw in.bad("a size of more than " + MAX_SIZE_BYTES + " bytes");
    }

    private static Av1SequenceHeader read(ByteBuf obu, int headerBytes) throws FlvException {
        BitReader in = new BitReader(obu, WHAT);
        if (obu.readableBytes() > MAX_OBU_BYTES) {
            throw in.bad(obu.readableBytes() + " bytes");
        }
        in.skip(8L * headerBytes);
        int profile = in.bits(3);
        in.skip(1);
        boolean reduced = in.flag();
        double framesPerSecond = 0;
        int level;
        boolean highTier = false;
        if (reduced) {
            level = in.bits(5);
        } else {
            boolean timed = in.flag();
            framesPerSecond = timed ? framesPerSecond(in) : 0;
            int delayBits = timed && in.flag() ? delayBits(in) : 0;
            boolean displayDelays = in.flag();
            int points = in.bits(5) + 1;
            in.skip(12);
            level = in.bits(5);
            highTier = level >= FIRST_LEVEL_WITH_TIERS && in.flag();
            skipDelays(in, delayBits, displayDelays);
            for (int i = 1; i < points; i++) {
                in.skip(12);
                if (in.bits(5) >= FIRST_LEVEL_WITH_TIERS) {
                    in.skip(1);
                }
                skipDelays(in, delayBits, displayDelays);
            }
        }
        int widthBits = in.bits(4) + 1;
        int heightBits = in.bits(4) + 1;
        int width = in.bits(widthBits) + 1;
        int height = in.bits(heightBits) + 1;
        if (!reduced && in.flag()) {
            in.skip(7);
        }
        in.skip(3);
        if (!reduced) {
            skipTools(in);
        }
        in.skip(3);
        Av1ColourFormat format = Av1ColourFormat.read(in, profile);
        in.skip(1);
        return new Av1SequenceHeader(profile, level, highTier, width, height, framesPerSecond, format, Octets.of(obu));
    }

    private static double framesPerSecond(BitReader in) throws FlvException {
        double ticksPerSecond = UsabilityInformation.rate(in.bits(32), in.bits(32));
        return in.flag() ? ticksPerSecond / (variableLength(in) + 1) : 0;
    }

    private static long variableLength(BitReader in) throws FlvException {
        int zeros = 0;
        while (!in.flag()) {
            zeros++;
        }
        return zeros >= MAX_LEADING_ZEROS
                ? (1L << MAX_LEADING_ZEROS) - 1
                : (1L << zeros) - 1 + Integer.toUnsignedLong(in.bits(zeros));
    }

    /** Reads the decoder model: how many bits its delays take. */
    private static int delayBits(BitReader in) throws FlvException {
        int bits = in.bits(5) + 1;
        in.skip(32 + 5 + 5);
        return bits;
    }

    private static void skipDelays(BitReader in, int delayBits, boolean displayDelays) throws FlvException {
        if (delayBits > 0 && in.flag()) {
            in.skip(2L * delayBits + 1);
        }
        if (displayDelays && in.flag()) {
            in.skip(4);
        }
    }

    private static void skipTools(BitReader in) throws FlvException {
        in.skip(4);
        boolean ordered = in.flag();
        if (ordered) {
            in.skip(2);
        }
        int screenContent = in.flag() ? UNDECIDED : in.bits(1);
        if (screenContent > 0 && !in.flag()) {
            in.skip(1);
        }
        if (ordered) {
            in.skip(3);
        }
    }
}
