package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decoder configuration record of VVC (ISO/IEC 14496-15, 11.2.4.2): the payload of its sequence header.
 *
 * @param nalLengthBytes bytes of the length before each NAL unit of a frame: 1, 2 or 4
 * @param operatingPoint what the pictures are like; null if the record doesn't say, which is allowed where they are the
 *     subpictures of another track
 * @param arrays parameter sets and SEI, by kind
 */
public record VvcConfiguration(
        int nalLengthBytes, @Nullable VvcOperatingPoint operatingPoint, List<NalUnitArray> arrays)
        implements VideoConfiguration {

    /*
     * 5 bits, length bytes - 1: 2, operating point: 1 | maybe the operating point
     * | count: 1 byte | { complete: 1 bit, 2 bits, type: 5 | count: 2 bytes | { length: 2 bytes | NAL unit } }
     * There is one operating point information and one decoding capability information at most: those have no count.
     */
    private static final int OPERATING_POINT_INFORMATION = 12;
    private static final int DECODING_CAPABILITY_INFORMATION = 13;
    private static final int SEQUENCE_PARAMETER_SET = 15;
    private static final double SECONDS_OF_AVERAGE = 256;
    private static final String WHAT = "VVC configuration";

    /** @throws IllegalArgumentException if something is out of its range */
    public VvcConfiguration {
        if (!AvcConfiguration.isNalLength(nalLengthBytes)) {
            throw new IllegalArgumentException("NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        for (NalUnitArray array : arrays) {
            if (array.type() >> 5 != 0
                    || (isSingle(array.type()) && array.units().size() != 1)) {
                throw new IllegalArgumentException(array.units().size() + " NAL units of type " + array.type());
            }
        }
        arrays = NalUnitArray.checked(arrays);
    }

    private static boolean isSingle(int type) {
        return type == OPERATING_POINT_INFORMATION || type == DECODING_CAPABILITY_INFORMATION;
    }

    /**
     * Reads a record.
     *
     * @throws FlvException CONFIGURATION if it's cut off or has an impossible length size
     */
    public static VvcConfiguration read(ByteBuf record) throws FlvException {
        BitReader in = BitReader.ofRecord(record, WHAT);
        in.skip(5);
        int nalLengthBytes = in.bits(2) + 1;
        if (!AvcConfiguration.isNalLength(nalLengthBytes)) {
            throw in.bad("NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        VvcOperatingPoint operatingPoint = in.flag() ? VvcOperatingPoint.read(in) : null;
        int count = in.bits(8);
        List<NalUnitArray> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean complete = in.flag();
            in.skip(2);
            int type = in.bits(5);
            arrays.add(new NalUnitArray(type, complete, NalUnits.read(in, isSingle(type) ? 1 : in.bits(16))));
        }
        return new VvcConfiguration(nalLengthBytes, operatingPoint, arrays);
    }

    @Override
    public VideoCodec codec() {
        return VideoCodec.VVC;
    }

    /** Just {@code vvc1} if the record has no operating point. */
    @Override
    public String codecString() {
        return operatingPoint == null ? "vvc1" : operatingPoint.profile().codecString();
    }

    /** As the first sequence parameter set says; what the record itself says if there is none that can be read. */
    @Override
    public PictureInfo picture() {
        VvcOperatingPoint point = operatingPoint;
        double averageFramesPerSecond = point == null ? 0 : point.averageFrameRate() / SECONDS_OF_AVERAGE;
        try {
            return VvcSequenceParameterSet.read(NalUnitArray.first(arrays, SEQUENCE_PARAMETER_SET))
                    .orFramesPerSecond(averageFramesPerSecond);
        } catch (FlvException e) {
            return point == null
                    ? new PictureInfo(0, 0, 0, 0, 0, 8, ColourInfo.UNSPECIFIED)
                    : new PictureInfo(
                            point.profile().profile(),
                            point.profile().level(),
                            point.maxWidth(),
                            point.maxHeight(),
                            averageFramesPerSecond,
                            point.bitDepth(),
                            ColourInfo.UNSPECIFIED);
        }
    }

    @Override
    public void write(ByteBuf out) {
        BitWriter bits = new BitWriter(out);
        bits.bits(5, 0x1F).bits(2, nalLengthBytes - 1).flag(operatingPoint != null);
        if (operatingPoint != null) {
            operatingPoint.write(bits);
        }
        out.writeByte(arrays.size());
        for (NalUnitArray array : arrays) {
            out.writeByte((array.complete() ? 0x80 : 0) | array.type());
            if (!isSingle(array.type())) {
                out.writeShort(array.units().size());
            }
            NalUnits.write(array.units(), out);
        }
    }

    /** The record behind version and flags. */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer().writeInt(0);
        write(out);
        return ByteBufUtil.getBytes(out);
    }
}
