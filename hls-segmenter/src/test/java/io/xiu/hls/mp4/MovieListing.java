package io.xiu.hls.mp4;

import io.xiu.hls.mp4.ReadMovie.ReadSample;
import io.xiu.hls.mp4.ReadMovie.ReadTrack;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** What is in segments of fragmented MP4, for tests of those who have them written. */
public final class MovieListing {
    private final List<ReadTrack> tracks;
    private final List<Item> samples;

    /** A sample as it is decoded; times of the media timeline, rounded to 1/90,000 s. */
    public record Item(int trackId, long dts90k, long pts90k, boolean sync, int bytes) {}

    private MovieListing(ReadMovie movie) {
        tracks = movie.tracks();
        samples = movie.samples().stream().map(sample -> item(movie, sample)).toList();
    }

    /** Reads a segment, or a part of one, after its initialization segment. */
    public static MovieListing read(byte[] initialization, byte[] segment) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(initialization);
        file.writeBytes(segment);
        return new MovieListing(ReadMovie.read(file.toByteArray()));
    }

    /** Names of the outermost boxes. */
    public static List<String> boxes(byte[] bytes) {
        return Box.read(bytes).stream().map(Box::type).toList();
    }

    /** Formats of the tracks' sample entries. */
    public List<String> formats() {
        return tracks.stream().map(ReadTrack::format).toList();
    }

    public List<Item> samples() {
        return samples;
    }

    public List<Item> samplesOf(int trackId) {
        return samples.stream().filter(sample -> sample.trackId() == trackId).toList();
    }

    /** One line for each sample. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Item sample : samples) {
            text.append("track=").append(sample.trackId());
            text.append(" dts=").append(sample.dts90k());
            if (sample.pts90k() != sample.dts90k()) {
                text.append(" pts=").append(sample.pts90k());
            }
            text.append(sample.sync() ? " sync " : " ").append(sample.bytes()).append(" bytes\n");
        }
        return text.toString();
    }

    private static Item item(ReadMovie movie, ReadSample sample) {
        double scale = 90_000.0 / movie.track(sample.trackId()).timescale();
        return new Item(
                sample.trackId(),
                Math.round(sample.dts() * scale),
                Math.round(sample.pts() * scale),
                sample.sync(),
                sample.data().limit());
    }
}
