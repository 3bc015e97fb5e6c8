package io.xiu.server.config;

/**
 * The section {@code [log.file]}, when enabled.
 *
 * @param rotate how long one file is written to
 * @param path directory of the files
 */
public record LogFile(Rotate rotate, String path) {
    /** How long one file is written to. */
    public enum Rotate {
        DAY,
        HOUR,
        MINUTE
    }
}
