package io.xiu.server.config;

/**
 * Who is asked for a token.
 *
 * @param pullEnabled viewers are asked
 * @param pushEnabled publishers are asked
 * @param algorithm how a token is judged
 */
public record AuthConfig(boolean pullEnabled, boolean pushEnabled, Algorithm algorithm) {
    /** How a token is judged. */
    public enum Algorithm {
        /** The token equals a configured password. */
        SIMPLE,
        /** The token is the lower-case hexadecimal MD5 of the key followed by the stream name. */
        MD5
    }

    /** Whether anyone is asked. */
    public boolean enabled() {
        return pullEnabled || pushEnabled;
    }
}
