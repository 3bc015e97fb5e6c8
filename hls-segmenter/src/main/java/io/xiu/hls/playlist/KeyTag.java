package io.xiu.hls.playlist;

import java.util.ArrayList;
import java.util.List;

/**
 * EXT-X-KEY. A key is in force until another of its format replaces it; {@code NONE} ends all of them.
 */
final class KeyTag {
    private static final String NAME = "#EXT-X-KEY";

    private KeyTag() {}

    /** Writes what it takes to come from the keys in force to others. */
    static void write(List<EncryptionKey> keys, List<EncryptionKey> before, StringBuilder out) {
        List<EncryptionKey> kept = before;
        if (!beginsWithFormatsOf(before, keys)) {
            new AttributeWriter(out, NAME)
                    .plain("METHOD", EncryptionKey.NO_METHOD)
                    .end();
            kept = List.of();
        }
        for (int i = 0; i < keys.size(); i++) {
            if (i >= kept.size() || !keys.get(i).equals(kept.get(i))) {
                write(keys.get(i), out);
            }
        }
    }

    private static boolean beginsWithFormatsOf(List<EncryptionKey> before, List<EncryptionKey> keys) {
        if (before.size() > keys.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).format().equals(keys.get(i).format())) {
                return false;
            }
        }
        return true;
    }

    private static void write(EncryptionKey key, StringBuilder out) {
        new AttributeWriter(out, NAME)
                .plain("METHOD", key.method())
                .quoted("URI", key.uri())
                .plain("IV", key.iv())
                .quoted("KEYFORMAT", key.keyFormat())
                .quoted("KEYFORMATVERSIONS", key.keyFormatVersions())
                .end();
    }

    /** The keys in force behind the tag. */
    static List<EncryptionKey> read(Attributes attributes, List<EncryptionKey> before) throws PlaylistException {
        String method = attributes.requiredPlain("METHOD");
        if (method.equals(EncryptionKey.NO_METHOD)) {
            return List.of();
        }
        EncryptionKey key = new EncryptionKey(
                method,
                attributes.requiredQuoted("URI"),
                attributes.plain("IV"),
                attributes.quoted("KEYFORMAT"),
                attributes.quoted("KEYFORMATVERSIONS"));
        List<EncryptionKey> keys = new ArrayList<>(before);
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).format().equals(key.format())) {
                keys.set(i, key);
                return List.copyOf(keys);
            }
        }
        keys.add(key);
        return List.copyOf(keys);
    }
}
