package io.xiu.hls.mp4;

import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/** A VisualSampleEntry with one configuration box. */
final class VideoEntry implements SampleEntry {
    /*
     * reserved (6)  data reference (2)  reserved (16)  width (2)  height (2)  72 dpi twice (4 + 4)  reserved (4)
     * frames in a sample (2)  compressor name (32)  depth (2)  -1 (2)  configuration box
     *                                                  ISO/IEC 14496-12, 12.1.3; the box: 14496-15 and the codec's own
     */
    private static final int DPI_72 = 72 << 16;
    private static final int COLOUR_WITHOUT_ALPHA = 0x18;
    private static final int VERSION_AND_FLAGS_BYTES = 4;
    private static final int LEAST_VVC_BYTES = 2;

    private final String format;
    private final String box;
    private final byte[] configuration;
    private final int width;
    private final int height;

    private VideoEntry(Track track, String format, String box, byte[] configuration) {
        this.format = format;
        this.box = box;
        this.configuration = configuration;
        this.width = track.width();
        this.height = track.height();
    }

    static VideoEntry of(Track track, String format, String box, int leastBytes) throws TrackException {
        return new VideoEntry(track, format, box, SampleEntry.configuration(track, leastBytes));
    }

    /** The record with or without the box's version and flags: a record never begins with a zero. */
    static VideoEntry ofVvc(Track track) throws TrackException {
        byte[] payload = SampleEntry.configuration(track, LEAST_VVC_BYTES);
        if (payload[0] != 0) {
            byte[] whole = new byte[VERSION_AND_FLAGS_BYTES + payload.length];
            System.arraycopy(payload, 0, whole, VERSION_AND_FLAGS_BYTES, payload.length);
            payload = whole;
        }
        return new VideoEntry(track, "vvc1", "vvcC", payload);
    }

    @Override
    public void write(BoxWriter boxes) {
        boxes.start(format).zeros(6).int16(1).zeros(16);
        boxes.int16(width).int16(height).int32(DPI_72).int32(DPI_72).zeros(4);
        boxes.int16(1).zeros(32).int16(COLOUR_WITHOUT_ALPHA).int16(-1);
        boxes.start(box).bytes(configuration).end();
        boxes.end();
    }

    @Override
    public Timing timing() {
        return Timing.STAMPED;
    }
}
