package io.xiu.hls.ts;

/**
 * What a decoder configuration record repeats of a sequence parameter set (ITU-T H.264, 7.3.2.1.1; H.265, 7.3.2.2).
 *
 * @param width pixels to be shown; 0 if the set can't be read
 * @param height pixels to be shown; 0 if the set can't be read
 * @param chromaFormat 0 (none) to 3; 1 (4:2:0) if the set can't be read
 * @param lumaBits 8 to 16
 * @param chromaBits 8 to 16
 * @param subLayers of HEVC: 1 to 7; else 1
 * @param nested of HEVC: sps_temporal_id_nesting_flag
 */
record SequenceParameterSet(
        int width, int height, int chromaFormat, int lumaBits, int chromaBits, int subLayers, boolean nested) {
    /** profile_tier_level of HEVC as far as the level: profile (1), compatibility (4), constraints (6), level (1). */
    static final int PROFILE_BYTES = 12;

    private static final SequenceParameterSet UNKNOWN = new SequenceParameterSet(0, 0, 1, 8, 8, 1, true);
    private static final int MAX_PIXELS = 16_384;
    private static final int MAX_EXTRA_BITS = 8;
    private static final int MAX_SUB_LAYERS = 7;
    private static final int MACROBLOCK = 16;

    static SequenceParameterSet read(NalCodec codec, byte[] nalUnit) {
        BitCursor in = BitCursor.ofNalUnit(nalUnit, codec.headerBytes());
        SequenceParameterSet read = codec == NalCodec.H264 ? h264(in) : hevc(in);
        boolean good = !in.isOverrun()
                && read.width >= 1
                && read.width <= MAX_PIXELS
                && read.height >= 1
                && read.height <= MAX_PIXELS
                && read.chromaFormat <= 3
                && read.lumaBits <= 8 + MAX_EXTRA_BITS
                && read.chromaBits <= 8 + MAX_EXTRA_BITS
                && read.subLayers <= MAX_SUB_LAYERS;
        return good ? read : UNKNOWN;
    }

    private static SequenceParameterSet h264(BitCursor in) {
        int profile = in.bits(8);
        in.skip(16);
        in.golomb();
        int chroma = 1;
        int lumaBits = 8;
        int chromaBits = 8;
        boolean separatePlanes = false;
        if (hasChromaFormat(profile)) {
            chroma = in.golomb();
            separatePlanes = chroma == 3 && in.flag();
            lumaBits += in.golomb();
            chromaBits += in.golomb();
            in.skip(1);
            skipScalingMatrix(in, chroma);
        }
        in.golomb();
        skipPictureOrder(in);
        in.golomb();
        in.skip(1);
        long width = MACROBLOCK * (in.golomb() + 1L);
        long height = MACROBLOCK * (in.golomb() + 1L);
        int fields = in.flag() ? 1 : 2;
        in.skip(fields == 1 ? 1 : 2);
        int planes = separatePlanes ? 0 : chroma;
        Window window = Window.read(in, planes, fields);
        return of(width - window.width, height * fields - window.height, chroma, lumaBits, chromaBits, 1, true);
    }

    private static void skipScalingMatrix(BitCursor in, int chroma) {
        if (!in.flag()) {
            return;
        }
        int lists = chroma == 3 ? 12 : 8;
        for (int list = 0; list < lists; list++) {
            int size = list < 6 ? 16 : 64;
            boolean present = in.flag();
            int scale = 8;
            for (int i = 0; present && i < size && scale != 0; i++) {
                scale = (scale + signed(in.golomb())) & 0xFF;
            }
        }
    }

    private static int signed(int golomb) {
        return (golomb & 1) != 0 ? (golomb >>> 1) + 1 : -(golomb >>> 1);
    }

    private static void skipPictureOrder(BitCursor in) {
        int type = in.golomb();
        if (type == 0) {
            in.golomb();
        } else if (type == 1) {
            in.skip(1);
            in.golomb();
            in.golomb();
            for (int left = Math.min(in.golomb(), 255); left > 0; left--) {
                in.golomb();
            }
        }
    }

    private static SequenceParameterSet hevc(BitCursor in) {
        in.skip(4);
        int moreSubLayers = in.bits(3);
        boolean nested = in.flag();
        in.skip(8 * PROFILE_BYTES);
        skipSubLayers(in, moreSubLayers);
        in.golomb();
        int chroma = in.golomb();
        boolean separatePlanes = chroma == 3 && in.flag();
        long width = in.golomb();
        long height = in.golomb();
        Window window = Window.read(in, separatePlanes ? 0 : chroma, 1);
        int lumaBits = 8 + in.golomb();
        int chromaBits = 8 + in.golomb();
        return of(
                width - window.width, height - window.height, chroma, lumaBits, chromaBits, moreSubLayers + 1, nested);
    }

    private static void skipSubLayers(BitCursor in, int moreSubLayers) {
        if (moreSubLayers == 0) {
            return;
        }
        int present = in.bits(16);
        for (int i = 0; i < moreSubLayers; i++) {
            boolean profile = (present >> (15 - 2 * i) & 1) != 0;
            boolean level = (present >> (14 - 2 * i) & 1) != 0;
            in.skip((profile ? 88 : 0) + (level ? 8 : 0));
        }
    }

    private static SequenceParameterSet of(
            long width, long height, int chroma, int lumaBits, int chromaBits, int subLayers, boolean nested) {
        int checkedWidth = (int) Math.max(0, Math.min(width, MAX_PIXELS + 1));
        int checkedHeight = (int) Math.max(0, Math.min(height, MAX_PIXELS + 1));
        return new SequenceParameterSet(checkedWidth, checkedHeight, chroma, lumaBits, chromaBits, subLayers, nested);
    }

    private static boolean hasChromaFormat(int profile) {
        return switch (profile) {
            case 44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244 -> true;
            default -> false;
        };
    }

    /** What isn't shown of the pictures, in pixels. */
    private record Window(long width, long height) {
        static Window read(BitCursor in, int chroma, int fields) {
            if (!in.flag()) {
                return new Window(0, 0);
            }
            long left = in.golomb();
            long right = in.golomb();
            long top = in.golomb();
            long bottom = in.golomb();
            int unitX = chroma == 1 || chroma == 2 ? 2 : 1;
            int unitY = (chroma == 1 ? 2 : 1) * fields;
            return new Window(unitX * (left + right), unitY * (top + bottom));
        }
    }
}
