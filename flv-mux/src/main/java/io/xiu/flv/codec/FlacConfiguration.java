package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;

/**
 * How a FLAC decoder is set up, the payload of its sequence header: the STREAMINFO block (RFC 9639, 8.2).
 *
 * <p>ffmpeg sends a second one when a stream ends, with the numbers that weren't known before.
 *
 * @param minBlockSamples samples in the shortest block, the last aside, 16 to 65,535
 * @param maxBlockSamples samples in the longest block, 16 to 65,535
 * @param minFrameBytes 0 to 2^24 - 1, 0 if unknown
 * @param maxFrameBytes 0 to 2^24 - 1, 0 if unknown
 * @param sampleRate in Hz, 1 to 1,048,575
 * @param channels 1 to 8
 * @param bitsPerSample 4 to 32
 * @param totalSamples of each channel, 0 to 2^36 - 1, 0 if unknown
 * @param md5 16 bytes, the checksum of all samples; zeros if unknown
 * @param marked whether the block stands behind {@code fLaC} and a block header, as Enhanced RTMP specifies; ffmpeg 8
 *     leaves both out
 */
public record FlacConfiguration(
        int minBlockSamples,
        int maxBlockSamples,
        int minFrameBytes,
        int maxFrameBytes,
        int sampleRate,
        int channels,
        int bitsPerSample,
        long totalSamples,
        Octets md5,
        boolean marked)
        implements AudioConfiguration {

    /*
     * maybe "fLaC" | last: 1 bit, type 0: 7 bits, length 34: 3 bytes
     * least and most samples in a block: 2 bytes each | least and most bytes in a frame: 3 bytes each
     * | sample rate: 20 bits, channels - 1: 3, bits - 1: 5, samples: 36 | MD5: 16 bytes
     */
    private static final int BLOCK_BYTES = 34;
    private static final int MARKER = 0x664C6143;
    private static final int LAST_STREAMINFO = 0x80000000 | BLOCK_BYTES;
    private static final int MIN_BLOCK_SAMPLES = 16;
    private static final int MD5_BYTES = 16;
    private static final String WHAT = "FLAC configuration";

    /** @throws IllegalArgumentException if something is out of its range */
    public FlacConfiguration {
        if ((minBlockSamples | maxBlockSamples) >> 16 != 0
                || (minFrameBytes | maxFrameBytes) >> 24 != 0
                || totalSamples >> 36 != 0
                || md5.length() != MD5_BYTES) {
            throw new IllegalArgumentException("blocks of " + minBlockSamples + " to " + maxBlockSamples
                    + " samples, frames of " + minFrameBytes + " to " + maxFrameBytes + " bytes, " + totalSamples
                    + " samples, checksum of " + md5.length() + " bytes");
        }
        String fault = fault(minBlockSamples, maxBlockSamples, sampleRate, channels, bitsPerSample);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(fault);
        }
    }

    private static String fault(int minBlock, int maxBlock, int sampleRate, int channels, int bits) {
        boolean possible = minBlock >= MIN_BLOCK_SAMPLES
                && maxBlock >= minBlock
                && sampleRate >= 1
                && sampleRate >> 20 == 0
                && (channels - 1) >> 3 == 0
                && bits >= 4
                && bits <= 32;
        return possible
                ? ""
                : "blocks of " + minBlock + " to " + maxBlock + " samples, " + sampleRate + " Hz, " + channels
                        + " channels, " + bits + " bits";
    }

    /**
     * Reads a STREAMINFO block, with or without what stands before it. Blocks behind it are passed over.
     *
     * @throws FlvException CONFIGURATION if it's cut off, another block, or holds a number out of its range
     */
    public static FlacConfiguration read(ByteBuf block) throws FlvException {
        BitReader in = new BitReader(block, WHAT);
        boolean marked = block.readableBytes() >= 4 && block.getInt(block.readerIndex()) == MARKER;
        if (marked) {
            in.skip(32);
            int header = in.bits(32);
            if ((header & 0x7FFFFFFF) != BLOCK_BYTES) {
                throw in.bad("block header " + Integer.toHexString(header));
            }
        }
        int minBlockSamples = in.bits(16);
        int maxBlockSamples = in.bits(16);
        int minFrameBytes = in.bits(24);
        int maxFrameBytes = in.bits(24);
        int sampleRate = in.bits(20);
        int channels = in.bits(3) + 1;
        int bitsPerSample = in.bits(5) + 1;
        long totalSamples = in.longBits(36);
        Octets md5 = in.bytes(MD5_BYTES);
        String fault = fault(minBlockSamples, maxBlockSamples, sampleRate, channels, bitsPerSample);
        if (!fault.isEmpty()) {
            throw in.bad(fault);
        }
        return new FlacConfiguration(
                minBlockSamples,
                maxBlockSamples,
                minFrameBytes,
                maxFrameBytes,
                sampleRate,
                channels,
                bitsPerSample,
                totalSamples,
                md5,
                marked);
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.FLAC;
    }

    /** {@code fLaC}: so browsers want it. */
    @Override
    public String codecString() {
        return "fLaC";
    }

    /** As many as the longest block has; the last of a stream may have fewer. */
    @Override
    public int frameSamples() {
        return maxBlockSamples;
    }

    @Override
    public void write(ByteBuf out) {
        if (marked) {
            out.writeInt(MARKER).writeInt(LAST_STREAMINFO);
        }
        writeBlock(out);
    }

    private void writeBlock(ByteBuf out) {
        out.writeShort(minBlockSamples).writeShort(maxBlockSamples);
        out.writeMedium(minFrameBytes).writeMedium(maxFrameBytes);
        BitWriter bits = new BitWriter(out);
        bits.bits(20, sampleRate).bits(3, channels - 1).bits(5, bitsPerSample - 1);
        bits.bits(4, (int) (totalSamples >> 32)).bits(32, (int) totalSamples);
        md5.write(out);
    }

    /** The payload of {@code dfLa} (Encapsulation of FLAC in ISO Base Media File Format, 3.3.2): version, flags, block. */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        out.writeInt(0).writeInt(LAST_STREAMINFO);
        writeBlock(out);
        return ByteBufUtil.getBytes(out);
    }
}
