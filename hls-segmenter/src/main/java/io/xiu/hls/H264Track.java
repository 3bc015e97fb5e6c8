package io.xiu.hls;

import io.xiu.hls.TrackException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * H.264, described by its AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). Its samples are access units of
 * length-prefixed NAL units.
 */
public final class H264Track implements Track {
    /*
     * version (1) profile (1) compatibility (1) level (1)
     * 111111 lengthSizeMinusOne (2 bits)
     * 111 number of SPS (5 bits), each: length (2) NAL unit
     * number of PPS (1), each: length (2) NAL unit
     * what follows for the high profiles isn't needed here
     */
    private static final int MAX_RECORD_BYTES = 16 * 1024;
    private static final int FIXED_BYTES = 6;
    private static final int NAL_TYPE_SPS = 7;
    private static final int NAL_TYPE_PPS = 8;

    private final byte[] configurationRecord;
    private final int nalLengthBytes;
    private final List<byte[]> parameterSets;

    private H264Track(byte[] configurationRecord, int nalLengthBytes, List<byte[]> parameterSets) {
        this.configurationRecord = configurationRecord;
        this.nalLengthBytes = nalLengthBytes;
        this.parameterSets = parameterSets;
    }

    /**
     * Reads a decoder configuration record of at most 16 KiB; the array is copied.
     *
     * @throws TrackException with {@link Reason#AVCC_BAD}
     */
    public static H264Track read(byte[] configurationRecord) throws TrackException {
        if (configurationRecord.length > MAX_RECORD_BYTES) {
            throw bad("record of " + configurationRecord.length + " bytes");
        }
        byte[] bytes = configurationRecord.clone();
        if (bytes.length < FIXED_BYTES + 1) {
            throw bad("record of " + bytes.length + " bytes");
        }
        if (bytes[0] != 1) {
            throw bad("version " + (bytes[0] & 0xFF));
        }
        int nalLengthBytes = (bytes[4] & 3) + 1;
        if (nalLengthBytes == 3) {
            throw bad("NAL unit lengths of 3 bytes");
        }
        List<byte[]> sets = new ArrayList<>();
        int at = readSets(bytes, FIXED_BYTES, bytes[5] & 0x1F, NAL_TYPE_SPS, sets);
        if (at >= bytes.length) {
            throw bad("no picture parameter sets");
        }
        readSets(bytes, at + 1, bytes[at] & 0xFF, NAL_TYPE_PPS, sets);
        return new H264Track(bytes, nalLengthBytes, List.copyOf(sets));
    }

    private static int readSets(byte[] bytes, int start, int count, int nalType, List<byte[]> sets)
            throws TrackException {
        if (count == 0) {
            throw bad("no parameter set of NAL unit type " + nalType);
        }
        int at = start;
        for (int i = 0; i < count; i++) {
            if (bytes.length - at < 2) {
                throw bad("cut short");
            }
            int length = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
            at += 2;
            if (length == 0 || length > bytes.length - at) {
                throw bad("parameter set of " + length + " bytes, " + (bytes.length - at) + " left");
            }
            if ((bytes[at] & 0x1F) != nalType) {
                throw bad("NAL unit type " + (bytes[at] & 0x1F) + " instead of " + nalType);
            }
            sets.add(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        return at;
    }

    private static TrackException bad(String message) {
        return new TrackException(Reason.AVCC_BAD, "H.264 decoder configuration record: " + message);
    }

    @Override
    public TrackKind kind() {
        return TrackKind.VIDEO;
    }

    /** Bytes of the length before each NAL unit of a sample: 1, 2 or 4. */
    public int nalLengthBytes() {
        return nalLengthBytes;
    }

    /** The parameter sets as bare NAL units, all SPS before all PPS; copies. */
    public List<byte[]> parameterSets() {
        return parameterSets.stream().map(byte[]::clone).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof H264Track that && Arrays.equals(configurationRecord, that.configurationRecord);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(configurationRecord);
    }

    @Override
    public String toString() {
        return "H264Track[profile=%d, level=%d]"
                .formatted(configurationRecord[1] & 0xFF, configurationRecord[3] & 0xFF);
    }
}
