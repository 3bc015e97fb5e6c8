package io.xiu.relay.link;

import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How nodes know each other: each process has a random id, and a relay's connect command carries those of the processes
 * that the stream (or the wish for it) has passed, as the property {@code xiuPath}, an array of strings. A node that
 * finds its own refuses. Its answer to a relay carries its id, as the property {@code xiuNode}.
 */
public final class RelayPath {
    /** Most processes on a path. */
    public static final int MAX_LENGTH = 8;

    /** What a node says when it finds itself on a path. */
    public static final String LOOP = "relay loop";

    private static final int MAX_ID_CHARACTERS = 32;
    private static final String PATH = "xiuPath";
    private static final String NODE = "xiuNode";

    private RelayPath() {}

    /** A random id for a process: 16 hexadecimal digits. */
    public static String newId(RandomGenerator random) {
        return String.format("%016x", random.nextLong());
    }

    /** The path in a connect command's properties; empty if the client is no node. What is no id is left out. */
    public static List<String> read(AmfProperties connect) {
        List<String> path = new ArrayList<>();
        if (connect.get(PATH) instanceof AmfStrictArray ids) {
            for (AmfValue value : ids.values()) {
                if (value instanceof AmfString id && isId(id.value()) && path.size() < MAX_LENGTH) {
                    path.add(id.value());
                }
            }
        }
        return List.copyOf(path);
    }

    /** A path as a property of a connect command. */
    public static AmfObject path(List<String> ids) {
        List<AmfValue> values = new ArrayList<>();
        ids.forEach(id -> values.add(new AmfString(id)));
        return AmfObject.EMPTY.with(PATH, new AmfStrictArray(values));
    }

    /** The id of a node as a property of its answer. */
    public static AmfObject node(String id) {
        return AmfObject.EMPTY.with(NODE, new AmfString(id));
    }

    /** The id in the answer's properties; null if the server is no node. */
    public static @Nullable String node(AmfProperties answer) {
        return answer.get(NODE) instanceof AmfString id && isId(id.value()) ? id.value() : null;
    }

    private static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID_CHARACTERS
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
