package io.xiu.hls.mp4;

import java.util.List;

/** Writes one movie fragment and what may stand before it. */
final class FragmentWriter {
    /*
     * [styp  at the start of a segment (ISO/IEC 14496-12, 8.16.2)]
     * [prft  a time of the day for the first picture (8.16.5)]
     * moof   mfhd, a traf for each track that has samples (8.8.4)
     * mdat   the samples of the first track, of the second, ...
     */
    static final int MAX_FIXED_BYTES = 24 + 32 + 8 + 16 + 8;

    private static final int MDAT_HEADER_BYTES = 8;
    private static final int CONSISTENT_CLOCK = 24;

    private FragmentWriter() {}

    /** Writes a styp box: the segment can be read after the initialization segment alone. */
    static void writeSegmentType(BoxWriter boxes) {
        boxes.start("styp").code("msdh").int32(0).code("msdh").code("iso6").end();
    }

    /**
     * Writes a prft box.
     *
     * @param reference the track that has the picture
     */
    static void writeProducerTime(ProducerTime time, TrackRun reference, BoxWriter boxes) {
        boxes.startFull("prft", 1, CONSISTENT_CLOCK).int32(reference.trackId());
        boxes.int64(time.ntpTimestamp()).int64(reference.firstPresentation()).end();
    }

    /** Writes moof and mdat. */
    static void write(int sequence, List<TrackRun> runs, BoxWriter boxes) {
        int start = boxes.position();
        boxes.start("moof").startFull("mfhd", 0, 0).int32(sequence).end();
        runs.forEach(run -> run.write(boxes));
        boxes.end();
        int offset = boxes.position() - start + MDAT_HEADER_BYTES;
        boxes.start("mdat");
        for (TrackRun run : runs) {
            run.patchDataOffset(boxes, offset);
            run.writeData(boxes);
            offset += run.bytes();
        }
        boxes.end();
    }
}
