package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code [hls]}. Players are always served from memory; files are written as well, but only if the
 * configuration names {@code path}.
 *
 * @param enabled whether to listen and to cut segments
 * @param port 1 to 65,535
 * @param format what segments are
 * @param needRecord whether segments and a playlist of all of them stay on disk
 * @param path prefix of the files, put before {@code app/name/} without a slash between
 * @param pathNamed whether the configuration names {@code path}
 * @param fragmentSeconds wanted segment duration, 1 to 300 s
 * @param aofRatio 1 to 100; read for the sake of configurations that have it, without effect
 * @param liveTsCount segments in the live playlist, 1 to 1,000, of which more than 100 count as 100
 * @param prefix address put before the segments' names in the playlist
 * @param s3 where segments go instead of the disk
 * @param auth who is asked for a token
 */
public record HlsConfig(
        boolean enabled,
        int port,
        Format format,
        boolean needRecord,
        String path,
        boolean pathNamed,
        int fragmentSeconds,
        int aofRatio,
        int liveTsCount,
        @Nullable String prefix,
        @Nullable S3Config s3,
        @Nullable AuthConfig auth) {
    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_PATH = "./";
    public static final int DEFAULT_FRAGMENT_SECONDS = 5;
    public static final int DEFAULT_AOF_RATIO = 5;
    public static final int DEFAULT_LIVE_TS_COUNT = 6;
    /** The longest live playlist, in segments. */
    public static final int MOST_LIVE_SEGMENTS = 100;

    /** What segments are. */
    public enum Format {
        /** MPEG-TS for H.264 with AAC or MP3, or one of these alone; fragmented MP4 for everything else. */
        AUTO,
        /** MPEG-TS; what it can't hold is left out. */
        TS,
        /** Fragmented MP4; what it can't hold is left out. */
        FMP4
    }

    /** Everything but the port on its default. */
    public static HlsConfig onPort(int port) {
        return withDefaults(true, port);
    }

    /** The section left out. */
    public static HlsConfig disabled() {
        return withDefaults(false, DEFAULT_PORT);
    }

    /** The same with another format. */
    public HlsConfig withFormat(Format other) {
        return new HlsConfig(
                enabled,
                port,
                other,
                needRecord,
                path,
                pathNamed,
                fragmentSeconds,
                aofRatio,
                liveTsCount,
                prefix,
                s3,
                auth);
    }

    private static HlsConfig withDefaults(boolean enabled, int port) {
        return new HlsConfig(
                enabled,
                port,
                Format.AUTO,
                false,
                DEFAULT_PATH,
                false,
                DEFAULT_FRAGMENT_SECONDS,
                DEFAULT_AOF_RATIO,
                DEFAULT_LIVE_TS_COUNT,
                null,
                null,
                null);
    }
}
