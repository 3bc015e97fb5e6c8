package io.xiu.hls.mp4;

import io.xiu.hls.Track;
import java.util.List;

/**
 * The samples of one track in one fragment: a traf box, and their bytes in mdat. What all samples share is said once.
 */
final class TrackRun {
    /*
     * traf
     *   tfhd  track_ID  [duration of each]  [bytes of each]       default-base-is-moof: offsets count from moof's start
     *   tfdt  version 1: decoding time of the first (8)
     *   trun  version 1: samples (4)  from moof's start to the first byte (4)  [flags of the first (4)]
     *         each: [duration (4)] [bytes (4)] [flags (4)] [composition offset, signed (4)]
     *                                                                      ISO/IEC 14496-12, 8.8.7, 8.8.8, 8.8.12
     */
    static final int MAX_HEADER_BYTES = 8 + 24 + 20 + 24;
    static final int MAX_BYTES_PER_SAMPLE = 16;

    private static final int HEADER_DURATION = 0x8;
    private static final int HEADER_SIZE = 0x10;
    private static final int HEADER_BASE_IS_MOOF = 0x20000;
    private static final int RUN_DATA_OFFSET = 0x1;
    private static final int RUN_FIRST_FLAGS = 0x4;
    private static final int RUN_DURATION = 0x100;
    private static final int RUN_SIZE = 0x200;
    private static final int RUN_FLAGS = 0x400;
    private static final int RUN_COMPOSITION_OFFSET = 0x800;

    private final int trackId;
    private final long start;
    private final List<PendingSample> samples;
    private final int[] durations;
    private final int runFlags;
    private int dataOffsetPosition;

    /** Samples, at least one, at their times plus {@code shift}; the last lasts {@code lastLength}. */
    TrackRun(Track track, long shift, List<PendingSample> samples, long lastLength) {
        this.trackId = track.id();
        this.start = Math.max(0, samples.get(0).time() + shift); // two times may have been rounded down
        this.samples = samples;
        this.durations = durations(samples, lastLength);
        this.runFlags = RUN_DATA_OFFSET
                | (sameDuration() ? 0 : RUN_DURATION)
                | (sameSize() ? 0 : RUN_SIZE)
                | flagFields(PendingSample.usualFlags(track.kind()))
                | (samples.stream().allMatch(sample -> sample.compositionOffset() == 0) ? 0 : RUN_COMPOSITION_OFFSET);
    }

    private static int[] durations(List<PendingSample> samples, long lastLength) {
        int last = samples.size() - 1;
        int[] durations = new int[last + 1];
        for (int i = 0; i < last; i++) {
            durations[i] = (int) (samples.get(i + 1).time() - samples.get(i).time());
        }
        durations[last] = (int) Math.min(lastLength, Integer.MAX_VALUE);
        return durations;
    }

    private boolean sameDuration() {
        for (int duration : durations) {
            if (duration != durations[0]) {
                return false;
            }
        }
        return true;
    }

    private boolean sameSize() {
        int bytes = samples.get(0).bytes();
        return samples.stream().allMatch(sample -> sample.bytes() == bytes);
    }

    private int flagFields(int usual) {
        if (samples.stream().skip(1).anyMatch(sample -> sample.flags() != usual)) {
            return RUN_FLAGS;
        }
        return samples.get(0).flags() == usual ? 0 : RUN_FIRST_FLAGS;
    }

    /** Writes the traf box; {@link #patchDataOffset} completes it. */
    void write(BoxWriter boxes) {
        boxes.start("traf");
        writeHeader(boxes);
        boxes.startFull("tfdt", 1, 0).int64(start).end();
        writeRun(boxes);
        boxes.end();
    }

    private void writeHeader(BoxWriter boxes) {
        boolean duration = (runFlags & RUN_DURATION) == 0;
        boolean size = (runFlags & RUN_SIZE) == 0;
        int flags = HEADER_BASE_IS_MOOF | (duration ? HEADER_DURATION : 0) | (size ? HEADER_SIZE : 0);
        boxes.startFull("tfhd", 0, flags).int32(trackId);
        if (duration) {
            boxes.int32(durations[0]);
        }
        if (size) {
            boxes.int32(samples.get(0).bytes());
        }
        boxes.end();
    }

    private void writeRun(BoxWriter boxes) {
        boxes.startFull("trun", 1, runFlags).int32(samples.size());
        dataOffsetPosition = boxes.position();
        boxes.int32(0);
        if ((runFlags & RUN_FIRST_FLAGS) != 0) {
            boxes.int32(samples.get(0).flags());
        }
        for (int i = 0; i < durations.length; i++) {
            writeSample(boxes, samples.get(i), durations[i]);
        }
        boxes.end();
    }

    private void writeSample(BoxWriter boxes, PendingSample sample, int duration) {
        if ((runFlags & RUN_DURATION) != 0) {
            boxes.int32(duration);
        }
        if ((runFlags & RUN_SIZE) != 0) {
            boxes.int32(sample.bytes());
        }
        if ((runFlags & RUN_FLAGS) != 0) {
            boxes.int32(sample.flags());
        }
        if ((runFlags & RUN_COMPOSITION_OFFSET) != 0) {
            boxes.int32(sample.compositionOffset());
        }
    }

    /** Says how far from the moof box's first byte the samples begin. */
    void patchDataOffset(BoxWriter boxes, int dataOffset) {
        boxes.patchInt32(dataOffsetPosition, dataOffset);
    }

    /** Writes the samples' bytes; the samples stay the caller's. */
    void writeData(BoxWriter boxes) {
        samples.forEach(sample -> boxes.bytes(sample.data()));
    }

    int trackId() {
        return trackId;
    }

    /** Presentation time of the first sample on the track's media timeline. */
    long firstPresentation() {
        return start + samples.get(0).compositionOffset();
    }

    int bytes() {
        return samples.stream().mapToInt(PendingSample::bytes).sum();
    }
}
