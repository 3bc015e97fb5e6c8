package io.xiu.hls.segment;

/** What segments are written as. */
public enum SegmentFormat {
    /** MPEG-2 transport stream: H.264 and HEVC; AAC, MP3, AC-3, E-AC-3 and Opus. */
    TS("ts"),
    /** Fragmented MP4, with an initialization segment: every codec. */
    FMP4("m4s");

    private final String fileExtension;

    SegmentFormat(String fileExtension) {
        this.fileExtension = fileExtension;
    }

    /** How names of such segments mostly end, without a dot: {@code ts}, {@code m4s}. */
    public String fileExtension() {
        return fileExtension;
    }
}
