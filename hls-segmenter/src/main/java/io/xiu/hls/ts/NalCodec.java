package io.xiu.hls.ts;

/** The codecs made of NAL units, with their NAL unit types (ITU-T H.264, table 7-1; H.265, table 7-1). */
enum NalCodec {
    /** Parameter sets: SPS, PPS. */
    H264(1, 7, 2, 9),
    /** Parameter sets: VPS, SPS, PPS. */
    HEVC(2, 32, 3, 35);

    private static final int H264_IDR = 5;
    private static final int HEVC_FIRST_IRAP = 16;
    private static final int HEVC_LAST_IRAP = 23;
    private static final int HEVC_LAST_SLICE = 31;

    private final int headerBytes;
    private final int firstSetType;
    private final int setTypes;
    private final int delimiterType;

    NalCodec(int headerBytes, int firstSetType, int setTypes, int delimiterType) {
        this.headerBytes = headerBytes;
        this.firstSetType = firstSetType;
        this.setTypes = setTypes;
        this.delimiterType = delimiterType;
    }

    /** nal_unit_type. */
    int type(int firstByte) {
        return this == H264 ? firstByte & 0x1F : firstByte >> 1 & 0x3F;
    }

    /** Bytes of the NAL unit header. */
    int headerBytes() {
        return headerBytes;
    }

    /** How many types of parameter sets there are; each is needed. */
    int setTypes() {
        return setTypes;
    }

    /** The first of the types of parameter sets, which follow one another and depend on each other in this order. */
    int firstSetType() {
        return firstSetType;
    }

    boolean isParameterSet(int type) {
        return type >= firstSetType && type < firstSetType + setTypes;
    }

    boolean isSlice(int type) {
        return this == H264 ? type >= 1 && type <= H264_IDR : type <= HEVC_LAST_SLICE;
    }

    /** Says whether a slice of this type is of a picture at which decoding can begin: IDR; IRAP. */
    boolean isKey(int type) {
        return this == H264 ? type == H264_IDR : type >= HEVC_FIRST_IRAP && type <= HEVC_LAST_IRAP;
    }

    boolean isDelimiter(int type) {
        return type == delimiterType;
    }

    /** An access unit delimiter that allows slices of every type, with its start code. */
    byte[] delimiter() {
        return this == H264 ? new byte[] {0, 0, 0, 1, 9, (byte) 0xF0} : new byte[] {0, 0, 0, 1, 35 << 1, 1, 0x50};
    }
}
