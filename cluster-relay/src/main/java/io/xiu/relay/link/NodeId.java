package io.xiu.relay.link;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one process calls itself towards others of its kind, so that they know each other and find loops.
 *
 * @param text 1 to 32 ASCII letters and digits
 */
public record NodeId(String text) {
    /** Most characters of an id. */
    public static final int MAX_LENGTH = 32;

    private static final String PROPERTY = "xiuNode";
    private static final int RANDOM_BYTES = 8;

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is empty, too long or has another character
     */
    public NodeId {
        if (!isLegal(text)) {
            throw new IllegalArgumentException("not the id of a node");
        }
    }

    /** A new id, for the life of a process: 16 hexadecimal digits. */
    public static NodeId random(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new NodeId(HexFormat.of().formatHex(bytes));
    }

    /** The id a server gave in its answer to connect; null if it gave none, and is no node of this kind. */
    public static @Nullable NodeId read(AmfObject properties) {
        return properties.get(PROPERTY) instanceof AmfString id && isLegal(id.value()) ? new NodeId(id.value()) : null;
    }

    /** The property that a server adds to its answer to connect. */
    public AmfObject property() {
        return AmfObject.of(PROPERTY, text);
    }

    static boolean isLegal(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_LENGTH
                && text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }

    @Override
    public String toString() {
        return text;
    }
}
