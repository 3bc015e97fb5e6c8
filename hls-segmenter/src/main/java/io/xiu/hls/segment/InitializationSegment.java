package io.xiu.hls.segment;

import java.util.Arrays;

/**
 * What a player must read before the media of fragmented MP4: file type and movie header (ISO/IEC 14496-12).
 *
 * @param number rises by one with each change of tracks
 * @param bytes shared, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record InitializationSegment(int number, byte[] bytes) {
    @Override
    public boolean equals(Object other) {
        return other instanceof InitializationSegment that && number == that.number && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * number + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "InitializationSegment[number=" + number + ", " + bytes.length + " bytes]";
    }
}
