package io.xiu.hls.ts;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a byte stream needs of the decoder configuration record of H.264 or HEVC (ISO/IEC 14496-15, 5.3.3.1, 8.3.3.1). */
final class ParameterSets {
    /*
     * avcC: version (1)  profile, compatibility, level (3)  111111 lengthSizeMinusOne (2 bits)
     *       111 number of SPS (5 bits), each: length (2) NAL unit
     *       number of PPS (1), each: length (2) NAL unit        then what the high profiles add
     * hvcC: version (1)  profile, level, format, rate (20)  ... lengthSizeMinusOne (2 bits)
     *       number of arrays (1), each: 1 bit 0 NAL unit type (6 bits)  number (2), each: length (2) NAL unit
     */
    private static final int VERSION = 1;
    private static final int AVC_LENGTH_SIZE_AT = 4;
    private static final int AVC_SPS_COUNT_AT = 5;
    private static final int HEVC_LENGTH_SIZE_AT = 21;
    private static final int HEVC_ARRAYS_AT = 22;
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private final NalCodec codec;
    private final byte[] bytes;
    private final ByteArrayOutputStream[] found;
    private int at;
    private int nalLengthBytes;
    private byte[] annexB = {};

    private ParameterSets(NalCodec codec, byte[] bytes) {
        this.codec = codec;
        this.bytes = bytes;
        this.found = new ByteArrayOutputStream[codec.setTypes()];
        Arrays.setAll(found, i -> new ByteArrayOutputStream());
    }

    /**
     * Reads the configuration of a track of H.264 or HEVC.
     *
     * @throws TrackException CONFIGURATION if it is cut short, of another version, has lengths of three bytes, or lacks
     *     parameter sets of a type
     */
    static ParameterSets read(Track track) throws TrackException {
        NalCodec codec = track.codec() == Codec.H264 ? NalCodec.H264 : NalCodec.HEVC;
        ParameterSets sets = new ParameterSets(codec, track.configuration());
        if (codec == NalCodec.H264) {
            sets.readAvc();
        } else {
            sets.readHevc();
        }
        sets.finish();
        return sets;
    }

    NalCodec codec() {
        return codec;
    }

    /** Bytes of the length before each NAL unit of a sample: 1, 2 or 4. */
    int nalLengthBytes() {
        return nalLengthBytes;
    }

    /** The parameter sets in the order of their types, each behind a start code; not to be changed. */
    byte[] annexB() {
        return annexB;
    }

    private void readAvc() throws TrackException {
        readFixed(AVC_LENGTH_SIZE_AT);
        at = AVC_SPS_COUNT_AT;
        for (int mask : new int[] {0x1F, 0xFF}) {
            int count = next8() & mask;
            for (int i = 0; i < count; i++) {
                readSet();
            }
        }
    }

    private void readHevc() throws TrackException {
        readFixed(HEVC_LENGTH_SIZE_AT);
        at = HEVC_ARRAYS_AT;
        for (int arrays = next8(); arrays > 0; arrays--) {
            at++;
            for (int count = next8() << 8 | next8(); count > 0; count--) {
                readSet();
            }
        }
    }

    private void readFixed(int lengthSizeAt) throws TrackException {
        if (bytes.length <= lengthSizeAt) {
            throw bad("record of " + bytes.length + " bytes");
        }
        if (bytes[0] != VERSION) {
            throw bad("version " + (bytes[0] & 0xFF));
        }
        nalLengthBytes = (bytes[lengthSizeAt] & 3) + 1;
        if (nalLengthBytes == 3) {
            throw bad("NAL unit lengths of 3 bytes");
        }
    }

    /** Keeps a parameter set under its type; what else a record may hold (SEI messages) is passed over. */
    private void readSet() throws TrackException {
        int length = next8() << 8 | next8();
        if (length < codec.headerBytes() || length > bytes.length - at) {
            throw bad("parameter set of " + length + " bytes, " + (bytes.length - at) + " left");
        }
        int type = codec.type(bytes[at]);
        if (codec.isParameterSet(type)) {
            ByteArrayOutputStream sets = found[type - codec.firstSetType()];
            sets.writeBytes(START_CODE);
            sets.write(bytes, at, length);
        }
        at += length;
    }

    private void finish() throws TrackException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < found.length; i++) {
            if (found[i].size() == 0) {
                throw bad("no parameter set of NAL unit type " + (codec.firstSetType() + i));
            }
            all.writeBytes(found[i].toByteArray());
        }
        annexB = all.toByteArray();
    }

    private int next8() throws TrackException {
        if (at >= bytes.length) {
            throw bad("cut short at " + bytes.length + " bytes");
        }
        return bytes[at++] & 0xFF;
    }

    private TrackException bad(String message) {
        return new TrackException(Reason.CONFIGURATION, codec + " decoder configuration record: " + message);
    }
}
