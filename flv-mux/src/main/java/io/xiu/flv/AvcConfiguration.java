package io.xiu.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The decoder configuration record of AVC (ISO/IEC 14496-15, 5.3.3.1): the payload of its sequence header.
 *
 * @param profile profile_idc
 * @param compatibility the constraint flags between profile and level
 * @param level level_idc, ten times the level
 * @param nalLengthBytes bytes of the length before each NAL unit of a frame: 1, 2 or 4
 * @param sequenceParameterSets NAL units, 1 to 31; not to be changed
 * @param pictureParameterSets NAL units, 1 to 255; not to be changed
 */
public record AvcConfiguration(
        int profile,
        int compatibility,
        int level,
        int nalLengthBytes,
        List<byte[]> sequenceParameterSets,
        List<byte[]> pictureParameterSets) {

    /*
     * version 1 | profile | compatibility | level | 6 bits, length bytes - 1: 2 bits
     * | 3 bits, count: 5 bits | { length: 2 bytes | sequence parameter set }
     * | count: 1 byte         | { length: 2 bytes | picture parameter set } | extensions of the high profiles
     */
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 6;
    private static final int MAX_SEQUENCE_PARAMETER_SETS = 31;

    public AvcConfiguration {
        sequenceParameterSets = List.copyOf(sequenceParameterSets);
        pictureParameterSets = List.copyOf(pictureParameterSets);
    }

    /**
     * Reads a record; the indexes of the buffer stay as they are.
     *
     * @throws FlvException CONFIGURATION if it's cut off, of another version, without parameter sets, or with an
     *     impossible length size
     */
    public static AvcConfiguration read(ByteBuf record) throws FlvException {
        ByteBuf in = record.slice();
        need(in, FIXED_BYTES);
        int version = in.readUnsignedByte();
        int profile = in.readUnsignedByte();
        int compatibility = in.readUnsignedByte();
        int level = in.readUnsignedByte();
        int nalLengthBytes = (in.readByte() & 3) + 1;
        if (version != VERSION || nalLengthBytes == 3) {
            throw bad("version " + version + ", NAL unit lengths of " + nalLengthBytes + " bytes");
        }
        List<byte[]> sequenceParameterSets = sets(in, in.readByte() & MAX_SEQUENCE_PARAMETER_SETS);
        need(in, 1);
        List<byte[]> pictureParameterSets = sets(in, in.readUnsignedByte());
        return new AvcConfiguration(
                profile, compatibility, level, nalLengthBytes, sequenceParameterSets, pictureParameterSets);
    }

    private static List<byte[]> sets(ByteBuf in, int count) throws FlvException {
        if (count == 0) {
            throw bad("no parameter sets");
        }
        List<byte[]> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            need(in, 2);
            int length = in.readUnsignedShort();
            need(in, length);
            if (length == 0) {
                throw bad("an empty parameter set");
            }
            sets.add(ByteBufUtil.getBytes(in.readSlice(length)));
        }
        return sets;
    }

    private static void need(ByteBuf in, int bytes) throws FlvException {
        if (in.readableBytes() < bytes) {
            throw bad(bytes + " bytes needed, " + in.readableBytes() + " left");
        }
    }

    private static FlvException bad(String message) {
        return new FlvException(Reason.CONFIGURATION, "AVC configuration: " + message);
    }
}
