package io.xiu.hls;

import java.util.Arrays;
import java.util.Objects;

/**
 * One elementary stream, described as ISO-BMFF describes it. Two tracks are equal when everything in them is: a decoder
 * set up for one can go on with the other.
 *
 * <pre>{@code
 * Track video = Track.video(1, Codec.H264, "avc1.64001f", 1280, 720, avcC);
 * Track audio = Track.audio(2, Codec.AAC, "mp4a.40.2", 48_000, 2, audioSpecificConfig);
 * }</pre>
 *
 * <p>The configuration is what ISO-BMFF stores: the payload of {@code avcC}, {@code hvcC}, {@code vvcC}, {@code av1C},
 * {@code vpcC}, {@code dOps}, {@code dfLa}, {@code dac3} or {@code dec3}, with the four bytes of version and flags where
 * the box has them ({@code vpcC}, {@code dfLa}); the bare AudioSpecificConfig of AAC; nothing for MP3. It is kept as it
 * is and first read by what writes the track, which refuses it with a {@link TrackException}.
 *
 * <p>Immutable.
 */
public final class Track {
    /** The longest configuration, in bytes. */
    public static final int MAX_CONFIGURATION_BYTES = 64 * 1024;

    private static final int MAX_ID = 255;
    private static final int MAX_PIXELS = 0xFFFF;
    private static final int MAX_SAMPLE_RATE = 768_000;
    private static final int MAX_CHANNELS = 255;

    private final int id;
    private final Codec codec;
    private final String codecString;
    private final int width;
    private final int height;
    private final int sampleRate;
    private final int channels;
    private final byte[] configuration;

    private Track(
            int id,
            Codec codec,
            String codecString,
            int width,
            int height,
            int sampleRate,
            int channels,
            byte[] configuration) {
        check(id, 1, MAX_ID, "track");
        check(configuration.length, 0, MAX_CONFIGURATION_BYTES, "configuration bytes");
        this.id = id;
        this.codec = codec;
        this.codecString = codecString;
        this.width = width;
        this.height = height;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.configuration = configuration.clone();
    }

    /**
     * A video track.
     *
     * @param id 1 to 255: tells the tracks of one stream apart
     * @param codecString RFC 6381; empty if it isn't known
     * @param width pixels, to 65,535; 0 if it isn't known
     * @param height pixels, to 65,535; 0 if it isn't known
     * @param configuration copied; at most {@link #MAX_CONFIGURATION_BYTES}
     * @throws IllegalArgumentException for a number out of its range or an audio codec
     */
    public static Track video(int id, Codec codec, String codecString, int width, int height, byte[] configuration) {
        check(codec, TrackKind.VIDEO);
        check(width, 0, MAX_PIXELS, "width");
        check(height, 0, MAX_PIXELS, "height");
        return new Track(id, codec, codecString, width, height, 0, 0, configuration);
    }

    /**
     * An audio track.
     *
     * @param id 1 to 255: tells the tracks of one stream apart
     * @param codecString RFC 6381; empty if it isn't known
     * @param sampleRate Hz, to 768,000; 0 if it isn't known
     * @param channels to 255; 0 if it isn't known
     * @param configuration copied; at most {@link #MAX_CONFIGURATION_BYTES}
     * @throws IllegalArgumentException for a number out of its range or a video codec
     */
    public static Track audio(
            int id, Codec codec, String codecString, int sampleRate, int channels, byte[] configuration) {
        check(codec, TrackKind.AUDIO);
        check(sampleRate, 0, MAX_SAMPLE_RATE, "sample rate");
        check(channels, 0, MAX_CHANNELS, "channels");
        return new Track(id, codec, codecString, 0, 0, sampleRate, channels, configuration);
    }

    /** 1 to 255. */
    public int id() {
        return id;
    }

    public Codec codec() {
        return codec;
    }

    public TrackKind kind() {
        return codec.kind();
    }

    /** RFC 6381; empty if it isn't known. */
    public String codecString() {
        return codecString;
    }

    /** Pixels; 0 of audio, and if it isn't known. */
    public int width() {
        return width;
    }

    /** Pixels; 0 of audio, and if it isn't known. */
    public int height() {
        return height;
    }

    /** Hz; 0 of video, and if it isn't known. */
    public int sampleRate() {
        return sampleRate;
    }

    /** 0 of video, and if it isn't known. */
    public int channels() {
        return channels;
    }

    /** A copy of the configuration. */
    public byte[] configuration() {
        return configuration.clone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Track that
                        && id == that.id
                        && codec == that.codec
                        && codecString.equals(that.codecString)
                        && width == that.width
                        && height == that.height
                        && sampleRate == that.sampleRate
                        && channels == that.channels
                        && Arrays.equals(configuration, that.configuration));
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(id, codec, codecString, width, height, sampleRate, channels)
                + Arrays.hashCode(configuration);
    }

    /** One line without the configuration. */
    @Override
    public String toString() {
        String form = kind() == TrackKind.VIDEO
                ? width + "x" + height
                : sampleRate + " Hz, " + channels + (channels == 1 ? " channel" : " channels");
        return "Track[" + id + ": " + codec + " \"" + codecString + "\", " + form + "]";
    }

    private static void check(Codec codec, TrackKind kind) {
        if (codec.kind() != kind) {
            throw new IllegalArgumentException("not " + kind + ": " + codec);
        }
    }

    private static void check(int value, int min, int max, String what) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " " + value + ", " + min + " to " + max + " allowed");
        }
    }
}
