package io.xiu.flv.codec;

/**
 * What a video configuration says about the pictures.
 *
 * @param profile the codec's own number: profile_idc of AVC, HEVC and VVC, 0 to 3 for AV1 and VP9
 * @param level the codec's own number: level_idc (AVC: ten times the level; HEVC: 30 times; VVC: 16 times the major
 *     number plus three times the minor), seq_level_idx of AV1, ten times the level for VP9; 0 may mean not stated
 * @param width pixels to be shown, 1 to 65,536; 0 if it isn't stated or can't be read
 * @param height pixels to be shown, 1 to 65,536; 0 if it isn't stated or can't be read
 * @param framesPerSecond as stated, 0 if it isn't
 * @param bitDepth bits of a luma sample, 8 to 16
 * @param colour unspecified where nothing is said
 */
public record PictureInfo(
        int profile, int level, int width, int height, double framesPerSecond, int bitDepth, ColourInfo colour) {

    static final int MAX_PIXELS = 65_536;

    /** This with a rate where it states none. */
    PictureInfo orFramesPerSecond(double otherwise) {
        return framesPerSecond > 0 ? this : new PictureInfo(profile, level, width, height, otherwise, bitDepth, colour);
    }
}
