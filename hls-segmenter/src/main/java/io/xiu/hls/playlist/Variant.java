package io.xiu.hls.playlist;

import org.jspecify.annotations.Nullable;

/**
 * EXT-X-STREAM-INF: one way to play the whole (4.4.6.2).
 *
 * @param uri of its media playlist
 * @param framesPerSecond FRAME-RATE, kept to three decimals, not negative; 0: not said
 * @param audio AUDIO: group of renditions; null: not said
 * @param video VIDEO: group of renditions; null: not said
 * @param subtitles SUBTITLES: group of renditions; null: not said
 * @param closedCaptions CLOSED-CAPTIONS: group of renditions; empty: NONE, there are none; null: not said
 */
public record Variant(
        String uri,
        StreamDescription description,
        double framesPerSecond,
        @Nullable String audio,
        @Nullable String video,
        @Nullable String subtitles,
        @Nullable String closedCaptions) {
    private static final double MAX_FRAMES_PER_SECOND = 1_000_000;
    private static final double STEPS = 1_000;

    public Variant {
        Syntax.checkUri(uri);
        if (!(framesPerSecond >= 0 && framesPerSecond <= MAX_FRAMES_PER_SECOND)) {
            throw new IllegalArgumentException(framesPerSecond + " frames per second");
        }
        framesPerSecond = Math.round(framesPerSecond * STEPS) / STEPS;
        Syntax.checkQuoted("AUDIO", audio);
        Syntax.checkQuoted("VIDEO", video);
        Syntax.checkQuoted("SUBTITLES", subtitles);
        Syntax.checkQuoted("CLOSED-CAPTIONS", closedCaptions);
    }

    /** One that has everything in its own segments. */
    public Variant(String uri, StreamDescription description) {
        this(uri, description, 0, null, null, null, null);
    }

    /** The same with a frame rate, kept to three decimals. */
    public Variant withFrameRate(double newFramesPerSecond) {
        return new Variant(uri, description, newFramesPerSecond, audio, video, subtitles, closedCaptions);
    }

    /** The same with its audio in a group of renditions. */
    public Variant withAudio(String group) {
        return new Variant(uri, description, framesPerSecond, group, video, subtitles, closedCaptions);
    }

    /** The same with subtitles in a group of renditions. */
    public Variant withSubtitles(String group) {
        return new Variant(uri, description, framesPerSecond, audio, video, group, closedCaptions);
    }
}
