package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The decoder configuration record of AV1 (AV1 Codec ISO Media File Format Binding, 2.3.3): the payload of its sequence
 * header.
 *
 * @param profile seq_profile, 0 to 7: 0 is Main, 1 High, 2 Professional
 * @param level seq_level_idx, 0 to 31: 4 times the major number of the level plus the minor, less 8
 * @param highTier whether it's the high tier and not the main one
 * @param bitDepth 8, 10 or 12
 * @param monochrome whether there is no chroma
 * @param subsampledX whether chroma has half the luma's width
 * @param subsampledY whether chroma has half the luma's height
 * @param chromaSamplePosition 0 for unknown, 1 for in line with the luma samples on the left, 2 for at one of them; at
 *     most 3
 * @param initialPresentationDelay samples to be decoded before the first is shown, 1 to 16; 0 if it isn't stated
 * @param obus the sequence header as an OBU, perhaps with metadata behind it; may be empty
 */
public record Av1Configuration(
        int profile,
        int level,
        boolean highTier,
        int bitDepth,
        boolean monochrome,
        boolean subsampledX,
        boolean subsampledY,
        int chromaSamplePosition,
        int initialPresentationDelay,
        Octets obus)
        implements VideoConfiguration {

    /*
     * marker 1: 1 bit, version 1: 7 bits | profile: 3, level: 5
     * | high tier: 1, high bit depth: 1, 12 bits: 1, monochrome: 1, subsampled x: 1, y: 1, sample position: 2
     * | 3 bits, delay stated: 1, delay - 1: 4 | OBUs
     * The descriptor of MPEG-2 TS is tag 80 and length 4, and the same without OBUs.
     */
    private static final int DESCRIPTOR_TAG = 0x80;
    private static final int DESCRIPTOR_BYTES = 4;
    private static final int MARKER_AND_VERSION = 0x81;
    private static final int MAX_DELAY = 16;
    private static final String WHAT = "AV1 configuration";

    /** @throws IllegalArgumentException if something is out of its range */
    public Av1Configuration {
        if (profile >> 3 != 0 || level >> 5 != 0 || (bitDepth != 8 && bitDepth != 10 && bitDepth != 12)) {
            throw new IllegalArgumentException("profile " + profile + ", level " + level + ", " + bitDepth + " bits");
        }
        if (chromaSamplePosition >> 2 != 0 || initialPresentationDelay < 0 || initialPresentationDelay > MAX_DELAY) {
            throw new IllegalArgumentException("chroma sample position " + chromaSamplePosition
                    + ", initial presentation delay " + initialPresentationDelay);
        }
    }

    /**
     * Reads a record. ffmpeg may send a sequence header without a payload before it has the real one: to be passed over.
     *
     * @throws FlvException CONFIGURATION if it's cut off or of another version
     */
    public static Av1Configuration read(ByteBuf record) throws FlvException {
        BitReader in = BitReader.ofRecord(record, WHAT);
        int version = in.bits(8);
        if (version != MARKER_AND_VERSION) {
            throw in.bad("marker and version " + version);
        }
        int profile = in.bits(3);
        int level = in.bits(5);
        boolean highTier = in.flag();
        boolean highBitDepth = in.flag();
        boolean twelveBit = in.flag();
        boolean monochrome = in.flag();
        boolean subsampledX = in.flag();
        boolean subsampledY = in.flag();
        int chromaSamplePosition = in.bits(2);
        in.skip(3);
        boolean delayed = in.flag();
        int delay = in.bits(4) + 1;
        return new Av1Configuration(
                profile,
                level,
                highTier,
                highBitDepth ? (twelveBit ? 12 : 10) : 8,
                monochrome,
                subsampledX,
                subsampledY,
                chromaSamplePosition,
                delayed ? delay : 0,
                in.bytes((int) (in.remainingBits() / 8)));
    }

    /**
     * Reads the descriptor of MPEG-2 TS (Carriage of AV1 in MPEG-2 TS, 2.2), which is the payload of a packet of type
     * {@link io.xiu.flv.VideoPacketType#MPEG2TS_SEQUENCE_START}. It has no sequence header in it.
     *
     * @throws FlvException CONFIGURATION if it's cut off, another descriptor, or of another version
     */
    public static Av1Configuration ofDescriptor(ByteBuf descriptor) throws FlvException {
        BitReader in = new BitReader(descriptor, "AV1 descriptor");
        int tag = in.bits(8);
        int length = in.bits(8);
        if (tag != DESCRIPTOR_TAG || length < DESCRIPTOR_BYTES) {
            throw in.bad("tag " + tag + ", " + length + " bytes");
        }
        return read(in.bytes(length).toBuffer().slice(0, DESCRIPTOR_BYTES));
    }

    /**
     * Makes a record from the sequence header that a key frame holds, for publishers that send none.
     *
     * @param frame a temporal unit: OBUs with their sizes; its indexes stay as they are
     * @throws FlvException CONFIGURATION if there is no sequence header in it, or none that can be read
     */
    public static Av1Configuration ofFrame(ByteBuf frame) throws FlvException {
        Av1SequenceHeader header = Av1SequenceHeader.find(frame);
        if (header == null) {
            throw new BitReader(frame, WHAT).bad("a frame without a sequence header");
        }
        Av1ColourFormat format = header.format();
        return new Av1Configuration(
                header.profile(),
                header.level(),
                header.highTier(),
                format.bitDepth(),
                format.monochrome(),
                format.subsampledX(),
                format.subsampledY(),
                format.chromaSamplePosition(),
                0,
                header.obu());
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.AV1;
    }

    /** {@code av01.0.04M.08}; the colours are named too unless they are the usual ones. */
    @Override
    public String codecString() {
        String name = String.format(Locale.ROOT, "av01.%d.%02d%s.%02d", profile, level, highTier ? "H" : "M", bitDepth);
        ColourInfo colour = picture().colour();
        boolean usual = !monochrome && subsampledX && subsampledY && chromaSamplePosition == 0 && colour.isUsual();
        if (usual) {
            return name;
        }
        return name
                + String.format(
                        Locale.ROOT,
                        ".%d.%d%d%d.%02d.%02d.%02d.%d",
                        digit(monochrome),
                        digit(subsampledX),
                        digit(subsampledY),
                        subsampledX && subsampledY ? chromaSamplePosition : 0,
                        colour.primaries(),
                        colour.transfer(),
                        colour.matrix(),
                        digit(colour.fullRange()));
    }

    private static int digit(boolean flag) {
        return flag ? 1 : 0;
    }

    /** As the sequence header says; what the record itself says if there is none that can be read. */
    @Override
    public PictureInfo picture() {
        Av1SequenceHeader header = sequenceHeader();
        if (header == null) {
            return new PictureInfo(profile, level, 0, 0, 0, bitDepth, ColourInfo.UNSPECIFIED);
        }
        return new PictureInfo(
                header.profile(),
                header.level(),
                header.width(),
                header.height(),
                header.framesPerSecond(),
                header.format().bitDepth(),
                header.format().colour());
    }

    private @Nullable Av1SequenceHeader sequenceHeader() {
        try {
            return Av1SequenceHeader.find(obus.toBuffer());
        } catch (FlvException e) {
            return null;
        }
    }

    @Override
    public void write(ByteBuf out) {
        BitWriter bits = new BitWriter(out);
        bits.bits(8, MARKER_AND_VERSION).bits(3, profile).bits(5, level);
        bits.flag(highTier).flag(bitDepth > 8).flag(bitDepth > 10).flag(monochrome);
        bits.flag(subsampledX).flag(subsampledY).bits(2, chromaSamplePosition);
        bits.bits(3, 0).flag(initialPresentationDelay > 0).bits(4, Math.max(0, initialPresentationDelay - 1));
        obus.write(out);
    }
}
