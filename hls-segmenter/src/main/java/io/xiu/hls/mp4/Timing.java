package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import java.util.function.ToIntFunction;

/**
 * How a track counts time.
 *
 * @param timescale units in a second
 * @param priming units that a decoder makes before what is to be heard: they lie before the presentation's zero
 * @param length how long a sample lasts, in units, from its bytes; 0 if it doesn't say
 */
record Timing(int timescale, int priming, ToIntFunction<ByteBuf> length) {
    private static final int NINETY_KHZ = 90_000;
    private static final int LOWEST_SAMPLE_RATE = 7_350;

    /** Of a track whose samples don't say how long they last. */
    static final Timing STAMPED = new Timing(NINETY_KHZ, 0, sample -> 0);

    /** Of audio whose frames are all as long: {@code periods} of the sampling frequency, or 0 if it isn't known. */
    static Timing ofFrames(Track track, int periods) throws TrackException {
        return ofFrames(track, sample -> periods);
    }

    /**
     * Of audio whose frames say how many periods of the sampling frequency they last.
     *
     * @throws TrackException if the track doesn't tell the frequency
     */
    static Timing ofFrames(Track track, ToIntFunction<ByteBuf> periods) throws TrackException {
        if (track.sampleRate() == 0) {
            throw SampleEntry.unreadable(track, "no sample rate");
        }
        return track.sampleRate() < LOWEST_SAMPLE_RATE ? STAMPED : new Timing(track.sampleRate(), 0, periods);
    }
}
