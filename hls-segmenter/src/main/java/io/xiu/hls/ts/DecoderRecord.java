package io.xiu.hls.ts;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a track of the parameter sets of H.264 or HEVC; the record's layout: see {@link ParameterSets}. */
final class DecoderRecord {
    private static final int MAX_SETS_OF_A_TYPE = 31;
    private static final int AVC_PROFILE_AT = 1;
    private static final int HEVC_PROFILE_AT = 1;
    private static final int LENGTHS_OF_FOUR_BYTES = 3;
    private static final int BASELINE = 66;
    private static final int MAIN = 77;
    private static final int EXTENDED = 88;

    private final NalCodec codec;
    /** By type, from {@link NalCodec#firstSetType}. */
    private final List<List<byte[]>> sets;

    DecoderRecord(NalCodec codec) {
        this.codec = codec;
        List<List<byte[]>> empty = new ArrayList<>();
        for (int i = 0; i < codec.setTypes(); i++) {
            empty.add(new ArrayList<>());
        }
        this.sets = List.copyOf(empty);
    }

    /** Adds a parameter set; one too many of its type is left out. */
    void add(int type, byte[] set) {
        List<byte[]> known = sets.get(type - codec.firstSetType());
        if (known.size() < MAX_SETS_OF_A_TYPE && known.stream().noneMatch(other -> Arrays.equals(other, set))) {
            known.add(set);
        }
    }

    /** Whether there is a parameter set of every type. */
    boolean isComplete() {
        return sets.stream().noneMatch(List::isEmpty);
    }

    boolean isSameAs(DecoderRecord other) {
        for (int type = 0; type < sets.size(); type++) {
            List<byte[]> mine = sets.get(type);
            List<byte[]> theirs = other.sets.get(type);
            if (mine.size() != theirs.size()) {
                return false;
            }
            for (int i = 0; i < mine.size(); i++) {
                if (!Arrays.equals(mine.get(i), theirs.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The track; null if the sets are too short, or take more bytes than a configuration may. */
    @Nullable
    Track track(int id) {
        byte[] sps = sets.get(codec.setTypes() - 2).get(0);
        SequenceParameterSet info = SequenceParameterSet.read(codec, sps);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String codecString = codec == NalCodec.H264 ? writeAvc(sps, info, out) : writeHevc(sps, info, out);
        if (codecString == null || out.size() > Track.MAX_CONFIGURATION_BYTES) {
            return null;
        }
        Codec named = codec == NalCodec.H264 ? Codec.H264 : Codec.HEVC;
        return Track.video(id, named, codecString, info.width(), info.height(), out.toByteArray());
    }

    private @Nullable String writeAvc(byte[] sps, SequenceParameterSet info, ByteArrayOutputStream out) {
        if (sps.length < AVC_PROFILE_AT + 3) {
            return null;
        }
        int profile = sps[AVC_PROFILE_AT] & 0xFF;
        out.write(1);
        out.write(sps, AVC_PROFILE_AT, 3);
        out.write(0xFC | LENGTHS_OF_FOUR_BYTES);
        out.write(0xE0 | sets.get(0).size());
        writeSets(sets.get(0), out);
        out.write(sets.get(1).size());
        writeSets(sets.get(1), out);
        if (profile != BASELINE && profile != MAIN && profile != EXTENDED) {
            out.write(0xFC | info.chromaFormat());
            out.write(0xF8 | (info.lumaBits() - 8));
            out.write(0xF8 | (info.chromaBits() - 8));
            out.write(0);
        }
        return "avc1.%02X%02X%02X".formatted(profile, sps[AVC_PROFILE_AT + 1], sps[AVC_PROFILE_AT + 2]);
    }

    private @Nullable String writeHevc(byte[] sps, SequenceParameterSet info, ByteArrayOutputStream out) {
        BitCursor in = BitCursor.ofNalUnit(sps, codec.headerBytes());
        in.skip(8 * HEVC_PROFILE_AT);
        byte[] profile = new byte[SequenceParameterSet.PROFILE_BYTES];
        for (int i = 0; i < profile.length; i++) {
            profile[i] = (byte) in.bits(8);
        }
        if (in.isOverrun()) {
            return null;
        }
        out.write(1);
        out.writeBytes(profile);
        out.writeBytes(new byte[] {(byte) 0xF0, 0, (byte) 0xFC});
        out.write(0xFC | info.chromaFormat());
        out.write(0xF8 | (info.lumaBits() - 8));
        out.write(0xF8 | (info.chromaBits() - 8));
        out.writeBytes(new byte[] {0, 0});
        out.write(info.subLayers() << 3 | (info.nested() ? 4 : 0) | LENGTHS_OF_FOUR_BYTES);
        out.write(sets.size());
        for (int type = 0; type < sets.size(); type++) {
            out.write(0x80 | (codec.firstSetType() + type));
            out.write(0);
            out.write(sets.get(type).size());
            writeSets(sets.get(type), out);
        }
        return hevcString(profile);
    }

    private static void writeSets(List<byte[]> sets, ByteArrayOutputStream out) {
        for (byte[] set : sets) {
            out.write(set.length >> 8);
            out.write(set.length);
            out.writeBytes(set);
        }
    }

    /** ISO/IEC 14496-15, E.3: profile, compatibility from its last bit, tier and level, constraints but for zeros. */
    private static String hevcString(byte[] profile) {
        int compatibility = 0;
        for (int i = 1; i <= 4; i++) {
            compatibility = compatibility << 8 | (profile[i] & 0xFF);
        }
        StringBuilder text = new StringBuilder("hvc1.");
        int space = profile[0] >> 6 & 3;
        if (space > 0) {
            text.append((char) ('A' + space - 1));
        }
        text.append(profile[0] & 0x1F).append('.');
        text.append(Integer.toHexString(Integer.reverse(compatibility)).toUpperCase(Locale.ROOT));
        text.append((profile[0] & 0x20) != 0 ? ".H" : ".L").append(profile[11] & 0xFF);
        int constraints = 6;
        while (constraints > 0 && profile[4 + constraints] == 0) {
            constraints--;
        }
        for (int i = 0; i < constraints; i++) {
            text.append(".%X".formatted(profile[5 + i]));
        }
        return text.toString();
    }
}
