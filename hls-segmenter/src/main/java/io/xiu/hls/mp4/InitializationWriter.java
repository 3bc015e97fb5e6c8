package io.xiu.hls.mp4;

import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import java.util.List;

/** Writes an initialization segment: what a player needs before any fragment. */
final class InitializationWriter {
    /*
     * ftyp
     * moov
     *   mvhd                         no duration: it isn't known, and the fragments say it
     *   trak, one for each track
     *     tkhd
     *     [edts elst]                the presentation begins after what the decoder primes itself with
     *     mdia
     *       mdhd hdlr
     *       minf: vmhd or smhd, dinf dref url, stbl: stsd, and four empty tables
     *   mvex: trex, one for each track
     *                                ISO/IEC 14496-12, 4.3, 8.2 to 8.8
     *
     * Edit lists. The only one written skips the pre-skip of Opus, as its encapsulation asks for; the muxer adds as
     * much to the track's decoding times, so sound stays where it was. The priming of AAC and MP3 isn't told by RTMP
     * and FLV, and stays audible as it is there. Composition offsets need none: they are signed, count from the
     * decoding time as it came, and how far pictures are reordered isn't known when this segment is written.
     */
    private static final int MOVIE_TIMESCALE = 1_000;
    private static final int ENABLED_IN_MOVIE = 3;
    private static final int ONE = 1 << 16;
    private static final int FULL_VOLUME = 1 << 8;
    private static final int UNDETERMINED_LANGUAGE = 0x55C4;
    private static final int SELF_CONTAINED = 1;
    private static final int VIDEO_GROUP = 1;
    private static final int AUDIO_GROUP = 2;

    private InitializationWriter() {}

    static void write(List<PendingTrack> tracks, BoxWriter boxes) {
        writeFileType(tracks, boxes);
        boxes.start("moov");
        int lastId = tracks.stream().mapToInt(track -> track.track().id()).max().orElseThrow();
        writeMovieHeader(lastId + 1, boxes);
        for (PendingTrack track : tracks) {
            boolean alone = tracks.stream()
                            .filter(other ->
                                    other.track().kind() == track.track().kind())
                            .count()
                    == 1;
            writeTrack(track.track(), track.entry(), alone, boxes);
        }
        boxes.start("mvex");
        for (PendingTrack track : tracks) {
            boxes.startFull("trex", 0, 0).int32(track.track().id()).int32(1).zeros(8);
            boxes.int32(PendingSample.usualFlags(track.track().kind())).end();
        }
        boxes.end();
        boxes.end();
    }

    private static void writeFileType(List<PendingTrack> tracks, BoxWriter boxes) {
        boxes.start("ftyp").code("iso6").int32(0).code("iso6").code("mp41");
        if (tracks.size() == 1) {
            boxes.code("cmfc");
        }
        if (tracks.stream().anyMatch(track -> track.track().codec() == Codec.AV1)) {
            boxes.code("av01");
        }
        boxes.end();
    }

    private static void writeMovieHeader(int nextTrackId, BoxWriter boxes) {
        boxes.startFull("mvhd", 0, 0).zeros(8).int32(MOVIE_TIMESCALE).int32(0);
        boxes.int32(ONE).int16(FULL_VOLUME).zeros(10);
        writeMatrix(boxes);
        boxes.zeros(24).int32(nextTrackId).end();
    }

    private static void writeMatrix(BoxWriter boxes) {
        boxes.int32(ONE).zeros(12).int32(ONE).zeros(12).int32(1 << 30);
    }

    private static void writeTrack(Track track, SampleEntry entry, boolean alone, BoxWriter boxes) {
        boolean video = track.kind() == TrackKind.VIDEO;
        int group = alone ? 0 : video ? VIDEO_GROUP : AUDIO_GROUP;
        boxes.start("trak");
        boxes.startFull("tkhd", 0, ENABLED_IN_MOVIE).zeros(8).int32(track.id()).zeros(16);
        boxes.int16(0).int16(group).int16(video ? 0 : FULL_VOLUME).int16(0);
        writeMatrix(boxes);
        boxes.int32(track.width() << 16).int32(track.height() << 16).end();
        if (entry.timing().priming() > 0) {
            boxes.start("edts").startFull("elst", 0, 0).int32(1);
            boxes.int32(0).int32(entry.timing().priming()).int32(ONE).end();
            boxes.end();
        }
        boxes.start("mdia");
        boxes.startFull("mdhd", 0, 0).zeros(8).int32(entry.timing().timescale()).int32(0);
        boxes.int16(UNDETERMINED_LANGUAGE).int16(0).end();
        boxes.startFull("hdlr", 0, 0).int32(0).code(video ? "vide" : "soun").zeros(12);
        boxes.code(video ? "Video" : "Audio").zeros(1).end();
        writeMediaInformation(video, entry, boxes);
        boxes.end();
        boxes.end();
    }

    private static void writeMediaInformation(boolean video, SampleEntry entry, BoxWriter boxes) {
        boxes.start("minf");
        if (video) {
            boxes.startFull("vmhd", 0, 1).zeros(8).end();
        } else {
            boxes.startFull("smhd", 0, 0).zeros(4).end();
        }
        boxes.start("dinf").startFull("dref", 0, 0).int32(1);
        boxes.startFull("url ", 0, SELF_CONTAINED).end();
        boxes.end().end();
        boxes.start("stbl").startFull("stsd", 0, 0).int32(1);
        entry.write(boxes);
        boxes.end();
        boxes.startFull("stts", 0, 0).int32(0).end();
        boxes.startFull("stsc", 0, 0).int32(0).end();
        boxes.startFull("stsz", 0, 0).int32(0).int32(0).end();
        boxes.startFull("stco", 0, 0).int32(0).end();
        boxes.end().end();
    }
}
