package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder configuration record of HEVC (ISO/IEC 14496-15, 8.3.3.1): the payload of its sequence header, whether the
 * codec is given by FourCC or by the number 12.
 *
 * @param profile profile, tier and level
 * @param minSpatialSegmentation min_spatial_segmentation_idc, 0 to 4095; 0 says nothing
 * @param parallelism 0 for unknown or several, 1 for slices, 2 for tiles, 3 for wavefronts
 * @param chromaFormat 0 for grey, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4
 * @param lumaBitDepth 8 to 15
 * @param chromaBitDepth 8 to 15
 * @param averageFrameRate frames in 256 seconds, 0 to 65,535; 0 for unknown
 * @param constantFrameRate 0 for unknown, 1 for constant, 2 for constant in each temporal layer; at most 3
 * @param temporalLayers 0 for unknown, 1 for none but the first, at most 7
 * @param temporalIdNested whether a decoder may go up to another temporal layer at any frame
 * @param nalLengthBytes bytes of the length before each NAL unit of a frame: 1, 2 or 4
 * @param arrays parameter sets and SEI, by kind
 */
public record HevcConfiguration(
        HevcProfile profile,
        int minSpatialSegmentation,
        int parallelism,
        int chromaFormat,
        int lumaBitDepth,
        int chromaBitDepth,
        int averageFrameRate,
        int constantFrameRate,
        int temporalLayers,
        boolean temporalIdNested,
        int nalLengthBytes,
        List<NalUnitArray> arrays)
        implements VideoConfiguration {

    /*
     * version 1 | profile space: 2 bits, tier: 1, profile: 5 | compatibility: 4 bytes | constraints: 6 | level
     * | 4 bits, spatial segmentation: 12 | 6 bits, parallelism: 2 | 6 bits, chroma format: 2
     * | 5 bits, luma bits - 8: 3 | 5 bits, chroma bits - 8: 3 | average frame rate: 2 bytes
     * | constant frame rate: 2 bits, temporal layers: 3, nested: 1, length bytes - 1: 2
     * | count: 1 byte | { complete: 1 bit, 1 bit, type: 6 | count: 2 bytes | { length: 2 bytes | NAL unit } }
     */
    private static final int VERSION = 1;
    private static final int SEQUENCE_PARAMETER_SET = 33;
    private static final double SECONDS_OF_AVERAGE = 256;
    private static final String WHAT = "HEVC configuration";

    /** @throws IllegalArgumentException if something is out of its range */
    public HevcConfiguration {
        boolean outOfRange = minSpatialSegmentation >> 12 != 0
                || (parallelism | chromaFormat | constantFrameRate) >> 2 != 0
                || lumaBitDepth >> 3 != 1
                || chromaBitDepth >> 3 != 1
                || averageFrameRate >> 16 != 0
                || temporalLayers >> 3 != 0
                || !AvcConfiguration.isNalLength(nalLengthBytes);
        if (outOfRange) {
            throw new IllegalArgumentException("chroma format " + chromaFormat + ", " + lumaBitDepth + " and "
                    + chromaBitDepth + " bits, frame rate " + averageFrameRate + " and " + constantFrameRate + ", "
                    + temporalLayers + " temporal layers, NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        arrays = NalUnitArray.checked(arrays);
    }

    /**
     * Reads a record. Version 0, which writers used before the format was final, is read as version 1 is.
     *
     * @throws FlvException CONFIGURATION if it's cut off, of another version, or with an impossible length size
     */
    public static HevcConfiguration read(ByteBuf record) throws FlvException {
        BitReader in = BitReader.ofRecord(record, WHAT);
        int version = in.bits(8);
        HevcProfile profile = HevcProfile.read(in);
        in.skip(4);
        int minSpatialSegmentation = in.bits(12);
        in.skip(6);
        int parallelism = in.bits(2);
        in.skip(6);
        int chromaFormat = in.bits(2);
        in.skip(5);
        int lumaBitDepth = 8 + in.bits(3);
        in.skip(5);
        int chromaBitDepth = 8 + in.bits(3);
        int averageFrameRate = in.bits(16);
        int constantFrameRate = in.bits(2);
        int temporalLayers = in.bits(3);
        boolean temporalIdNested = in.flag();
        int nalLengthBytes = in.bits(2) + 1;
        if (version > VERSION || !AvcConfiguration.isNalLength(nalLengthBytes)) {
            throw in.bad("version " + version + ", NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        return new HevcConfiguration(
                profile,
                minSpatialSegmentation,
                parallelism,
                chromaFormat,
                lumaBitDepth,
                chromaBitDepth,
                averageFrameRate,
                constantFrameRate,
                temporalLayers,
                temporalIdNested,
                nalLengthBytes,
                readArrays(in));
    }

    private static List<NalUnitArray> readArrays(BitReader in) throws FlvException {
        int count = in.bits(8);
        List<NalUnitArray> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean complete = in.flag();
            in.skip(1);
            int type = in.bits(6);
            arrays.add(new NalUnitArray(type, complete, NalUnits.read(in, in.bits(16))));
        }
        return arrays;
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.HEVC;
    }

    @Override
    public String codecString() {
        return profile.codecString();
    }

    /** As the first sequence parameter set says; what the record itself says if there is none that can be read. */
    @Override
    public PictureInfo picture() {
        double averageFramesPerSecond = averageFrameRate / SECONDS_OF_AVERAGE;
        try {
            return HevcSequenceParameterSet.read(NalUnitArray.first(arrays, SEQUENCE_PARAMETER_SET))
                    .orFramesPerSecond(averageFramesPerSecond);
        } catch (FlvException e) {
            return new PictureInfo(
                    profile.profile(),
                    profile.level(),
                    0,
                    0,
                    averageFramesPerSecond,
                    lumaBitDepth,
                    ColourInfo.UNSPECIFIED);
        }
    }

    @Override
    public void write(ByteBuf out) {
        BitWriter bits = new BitWriter(out);
        bits.bits(8, VERSION);
        profile.write(bits);
        bits.bits(4, 0xF).bits(12, minSpatialSegmentation);
        bits.bits(6, 0x3F).bits(2, parallelism);
        bits.bits(6, 0x3F).bits(2, chromaFormat);
        bits.bits(5, 0x1F).bits(3, lumaBitDepth - 8);
        bits.bits(5, 0x1F).bits(3, chromaBitDepth - 8);
        bits.bits(16, averageFrameRate);
        bits.bits(2, constantFrameRate).bits(3, temporalLayers).flag(temporalIdNested);
        bits.bits(2, nalLengthBytes - 1);
        out.writeByte(arrays.size());
        for (NalUnitArray array : arrays) {
            out.writeByte((array.complete() ? 0x80 : 0) | array.type());
            out.writeShort(array.units().size());
            NalUnits.write(array.units(), out);
        }
    }
}
