package io.xiu.hls.playlist;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-KEY: how to decrypt segments and initialization sections (4.4.4.4). What has none isn't encrypted; what has
 * several, each of another format, can be decrypted with any of them.
 *
 * @param method METHOD: {@code AES-128}, {@code SAMPLE-AES} or another word, whether it is known here or not, but not
 *     {@code NONE}
 * @param uri where the key is
 * @param iv IV as it is written, {@code 0x} and 1 to 32 hexadecimal digits; null: not said, which means that it is the
 *     media sequence number
 * @param keyFormat KEYFORMAT; null: not said, which means {@code identity}
 * @param keyFormatVersions KEYFORMATVERSIONS, as in {@code 1/2}; null: not said, which means {@code 1}
 */
public record EncryptionKey(
        String method,
        String uri,
        @Nullable String iv,
        @Nullable String keyFormat,
        @Nullable String keyFormatVersions) {
    static final String NO_METHOD = "NONE";

    private static final String USUAL_FORMAT = "identity";
    private static final Pattern IV = Pattern.compile("0[xX][0-9A-Fa-f]{1,32}");

    public EncryptionKey {
        Syntax.checkWord("METHOD", method);
        if (method.equals(NO_METHOD)) {
            throw new IllegalArgumentException("a key of the method NONE");
        }
        Syntax.checkUri(uri);
        if (iv != null && !IV.matcher(iv).matches()) {
            throw new IllegalArgumentException("not an IV: " + Syntax.shown(iv));
        }
        Syntax.checkQuoted("KEYFORMAT", keyFormat);
        Syntax.checkQuoted("KEYFORMATVERSIONS", keyFormatVersions);
    }

    /** A key of the format {@code identity} with the media sequence number as IV. */
    public EncryptionKey(String method, String uri) {
        this(method, uri, null, null, null);
    }

    /** KEYFORMAT, said or not. */
    String format() {
        return keyFormat == null ? USUAL_FORMAT : keyFormat;
    }

    /** Says whether a playlist with it needs version 5 (section 8). */
    boolean saysFormat() {
        return keyFormat != null || keyFormatVersions != null;
    }

    /** The keys in a list of its own. No two are of one format. */
    static List<EncryptionKey> checked(List<EncryptionKey> keys) {
        Set<String> formats = new HashSet<>();
        for (EncryptionKey key : keys) {
            if (!formats.add(key.format())) {
                throw new IllegalArgumentException("two keys of the format " + Syntax.shown(key.format()));
            }
        }
        return List.copyOf(keys);
    }
}
