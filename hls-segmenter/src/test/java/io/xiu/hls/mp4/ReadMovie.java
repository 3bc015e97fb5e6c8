package io.xiu.hls.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a fragmented file says, read by nothing of what wrote it: good for ours and for ffmpeg's. */
record ReadMovie(List<ReadTrack> tracks, List<ReadSample> samples) {
    /**
     * A track.
     *
     * @param format of its sample entry
     * @param configuration content of the first box in the entry
     * @param mediaTime where the presentation begins, by the edit list
     */
    record ReadTrack(
            int id,
            boolean video,
            int timescale,
            long mediaTime,
            String format,
            int width,
            int height,
            int channels,
            int sampleRate,
            ByteBuffer configuration,
            Box defaults) {}

    /** A sample, its times on the track's media timeline. */
    record ReadSample(int trackId, long dts, long pts, long duration, int flags, ByteBuffer data) {
        boolean sync() {
            return (flags >> 16 & 1) == 0;
        }
    }

    static ReadMovie read(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        List<ReadTrack> tracks = new ArrayList<>();
        List<ReadSample> samples = new ArrayList<>();
        for (Box box : Box.read(bytes)) {
            if (box.type().equals("moov")) {
                box.all("trak").forEach(trak -> tracks.add(track(trak, box)));
            } else if (box.type().equals("moof")) {
                box.all("traf").forEach(traf -> readFragment(traf, box.offset(), tracks, file, samples));
            }
        }
        return new ReadMovie(tracks, samples);
    }

    ReadTrack track(int id) {
        return tracks.stream().filter(track -> track.id() == id).findFirst().orElseThrow();
    }

    List<ReadSample> samplesOf(int trackId) {
        return samples.stream().filter(sample -> sample.trackId() == trackId).toList();
    }

    private static ReadTrack track(Box trak, Box moov) {
        int id = trak.only("tkhd").int32(trak.only("tkhd").version() == 0 ? 12 : 20);
        Box mdia = trak.only("mdia");
        boolean video = mdia.only("hdlr").code(8).equals("vide");
        Box entry = mdia.only("minf", "stbl", "stsd").boxes().get(0);
        long mediaTime = trak.all("edts")
                .map(edts -> edts.only("elst"))
                .mapToLong(ReadMovie::mediaTime)
                .findFirst()
                .orElse(0);
        Box defaults = moov.only("mvex")
                .all("trex")
                .filter(trex -> trex.int32(4) == id)
                .findFirst()
                .orElseThrow();
        return new ReadTrack(
                id,
                video,
                mdia.only("mdhd").int32(mdia.only("mdhd").version() == 0 ? 12 : 20),
                mediaTime,
                entry.type(),
                video ? entry.uint16(24) : 0,
                video ? entry.uint16(26) : 0,
                video ? 0 : entry.uint16(16),
                video ? 0 : entry.uint16(24),
                entry.boxes().get(0).content(),
                defaults);
    }

    /** Of the last entry: before it there may be an empty one. */
    private static long mediaTime(Box elst) {
        int last = elst.int32(4) - 1;
        return elst.version() == 0 ? elst.int32(8 + 12 * last + 4) : elst.int64(8 + 20 * last + 8);
    }

    private static void readFragment(
            Box traf, int moof, List<ReadTrack> tracks, ByteBuffer file, List<ReadSample> samples) {
        Box tfhd = traf.only("tfhd");
        int id = tfhd.int32(4);
        Box trex = tracks.stream()
                .filter(track -> track.id() == id)
                .findFirst()
                .orElseThrow()
                .defaults();
        if ((tfhd.flags() & 0x20001) != 0x20000) {
            throw new AssertionError("offsets that don't count from moof");
        }
        int at = 8 + ((tfhd.flags() & 2) != 0 ? 4 : 0);
        long duration = (tfhd.flags() & 8) != 0 ? tfhd.uint32(at) : trex.uint32(12);
        at += (tfhd.flags() & 8) != 0 ? 4 : 0;
        int size = (tfhd.flags() & 0x10) != 0 ? tfhd.int32(at) : trex.int32(16);
        at += (tfhd.flags() & 0x10) != 0 ? 4 : 0;
        int flags = (tfhd.flags() & 0x20) != 0 ? tfhd.int32(at) : trex.int32(20);
        Box tfdt = traf.only("tfdt");
        long dts = tfdt.version() == 0 ? tfdt.uint32(4) : tfdt.int64(4);
        for (Box trun : traf.all("trun").toList()) {
            dts = readRun(trun, moof, file, new ReadSample(id, dts, 0, duration, flags, file.slice(0, size)), samples);
        }
    }

    private static long readRun(Box trun, int moof, ByteBuffer file, ReadSample usual, List<ReadSample> samples) {
        int at = 8;
        int data = moof + trun.int32(at);
        at += 4;
        int first = (trun.flags() & 4) != 0 ? trun.int32(at) : usual.flags();
        at += (trun.flags() & 4) != 0 ? 4 : 0;
        long dts = usual.dts();
        for (int i = 0; i < trun.int32(4); i++) {
            long duration = usual.duration();
            int size = usual.data().limit();
            int flags = i == 0 ? first : usual.flags();
            long offset = 0;
            if ((trun.flags() & 0x100) != 0) {
                duration = trun.uint32(at);
                at += 4;
            }
            if ((trun.flags() & 0x200) != 0) {
                size = trun.int32(at);
                at += 4;
            }
            if ((trun.flags() & 0x400) != 0) {
                flags = trun.int32(at);
                at += 4;
            }
            if ((trun.flags() & 0x800) != 0) {
                offset = trun.version() == 0 ? trun.uint32(at) : trun.int32(at);
                at += 4;
            }
            samples.add(new ReadSample(usual.trackId(), dts, dts + offset, duration, flags, file.slice(data, size)));
            data += size;
            dts += duration;
        }
        return dts;
    }
}
