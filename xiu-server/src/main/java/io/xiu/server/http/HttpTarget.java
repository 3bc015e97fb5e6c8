package io.xiu.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is for: path and query, each decoded exactly once. Its text form leaves the query out, so that it can
 * be logged.
 *
 * <p>A path is refused that two readers could understand differently: bad escapes, text that isn't UTF-8, control
 * characters, backslashes, an escaped slash, empty segments except the last, {@code .} and {@code ..}.
 */
public final class HttpTarget {
    private static final int MAX_PARAMETERS = 32;

    private final String path;
    private final List<String> segments;
    private final Map<String, String> parameters;

    private HttpTarget(String path, List<String> segments, Map<String, String> parameters) {
        this.path = path;
        this.segments = segments;
        this.parameters = parameters;
    }

    /** Null if the target is malformed. Absolute form is read as its path (RFC 9112, section 3.2.2). */
    static @Nullable HttpTarget parse(String target) {
        String origin = origin(target);
        if (!origin.startsWith("/") || origin.indexOf('#') >= 0) {
            return null;
        }
        int question = origin.indexOf('?');
        List<String> segments = segments(question < 0 ? origin : origin.substring(0, question));
        Map<String, String> parameters = question < 0 ? Map.of() : parameters(origin.substring(question + 1));
        return segments == null || parameters == null
                ? null
                : new HttpTarget("/" + String.join("/", segments), List.copyOf(segments), Map.copyOf(parameters));
    }

    /** The decoded path, from its first slash on. */
    public String path() {
        return path;
    }

    /** What stands between the slashes; empty for {@code /}, an empty last one for {@code /a/}. */
    public List<String> segments() {
        return segments;
    }

    /** The first value of a parameter, {@code +} read as a space; null if there is none. */
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    @Override
    public String toString() {
        return path;
    }

    private static String origin(String target) {
        if (!target.regionMatches(true, 0, "http://", 0, 7)) {
            return target;
        }
        int slash = target.indexOf('/', 7);
        return slash < 0 ? "/" : target.substring(slash);
    }

    private static @Nullable List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        if (path.length() == 1) {
            return segments;
        }
        String[] raw = path.substring(1).split("/", -1);
        for (int i = 0; i < raw.length; i++) {
            String segment = decode(raw[i], false);
            boolean last = i == raw.length - 1;
            if (segment == null || (segment.isEmpty() && !last) || !isPlain(segment)) {
                return null;
            }
            segments.add(segment);
        }
        return segments;
    }

    private static boolean isPlain(String segment) {
        return !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\');
    }

    private static @Nullable Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        String[] pairs = query.split("&", MAX_PARAMETERS + 1);
        if (pairs.length > MAX_PARAMETERS) {
            return null;
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = decode(equals < 0 ? "" : pair.substring(equals + 1), true);
            if (name == null || value == null) {
                return null;
            }
            parameters.putIfAbsent(name, value);
        }
        return parameters;
    }

    private static @Nullable String decode(String raw, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else {
                bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
