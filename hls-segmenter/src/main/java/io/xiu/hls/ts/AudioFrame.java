package io.xiu.hls.ts;

/**
 * Where a frame of audio stands in an elementary stream, and how long it lasts.
 *
 * @param headerBytes what isn't part of the sample: the ADTS or the control header
 * @param dataBytes the sample
 * @param samples sampling periods
 * @param sampleRate in Hz
 */
record AudioFrame(int headerBytes, int dataBytes, int samples, int sampleRate) {
    /** A frame whose header isn't all there: it ends past every end. */
    static final AudioFrame CUT = new AudioFrame(0, Integer.MAX_VALUE, 0, 1);

    /** Whether it ends within so many bytes. */
    boolean isWithin(int bytes) {
        return (long) headerBytes + dataBytes <= bytes;
    }
}
