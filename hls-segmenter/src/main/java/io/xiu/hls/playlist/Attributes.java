package io.xiu.hls.playlist;

import io.xiu.hls.playlist.PlaylistException.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list of attributes as a tag has it (4.2). Those that nobody asks for don't matter. */
final class Attributes {
    private static final int MAX_ATTRIBUTES = 64;

    private final PlaylistLines lines;
    private final Map<String, String> values = new LinkedHashMap<>();

    /**
     * Reads the value of the present line, with values in the place of variables. Quoted ones keep their first quote, to
     * be told from others.
     */
    Attributes(PlaylistLines lines) throws PlaylistException {
        this.lines = lines;
        String text = lines.value();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals <= at) {
                throw lines.failure(Reason.SYNTAX, "no attribute at " + Syntax.shown(text.substring(at)));
            }
            String name = text.substring(at, equals);
            int start = equals + 1;
            int end;
            if (start < text.length() && text.charAt(start) == '"') {
                end = text.indexOf('"', start + 1);
                if (end < 0) {
                    throw lines.failure(Reason.SYNTAX, "no end of the quotes of " + Syntax.shown(name));
                }
                put(name, text.substring(start, end));
                end++;
            } else {
                int comma = text.indexOf(',', start);
                end = comma < 0 ? text.length() : comma;
                put(name, text.substring(start, end));
            }
            if (end < text.length() && text.charAt(end) != ',') {
                throw lines.failure(Reason.SYNTAX, "no comma after " + Syntax.shown(name));
            }
            at = end + 1;
        }
    }

    private void put(String name, String value) throws PlaylistException {
        if (values.size() == MAX_ATTRIBUTES) {
            throw lines.failure(Reason.TOO_LONG, "more than " + MAX_ATTRIBUTES + " attributes");
        }
        if (values.put(name, lines.replaced(value)) != null) {
            throw lines.failure(Reason.REPEATED, "attribute " + Syntax.shown(name) + " twice");
        }
    }

    /** A quoted string; null if it isn't there. */
    @Nullable
    String quoted(String name) throws PlaylistException {
        String value = values.get(name);
        if (value != null && !value.startsWith("\"")) {
            throw lines.failure(Reason.VALUE, name + " without quotes");
        }
        return value == null ? null : value.substring(1);
    }

    /** A quoted string, empty where this word stands in its place; null if it isn't there. */
    @Nullable
    String quotedOr(String name, String word) throws PlaylistException {
        return word.equals(values.get(name)) ? "" : quoted(name);
    }

    /** A quoted string that must be there. */
    String requiredQuoted(String name) throws PlaylistException {
        return required(name, quoted(name));
    }

    /** A word or number, not quoted; null if it isn't there. */
    @Nullable
    String plain(String name) throws PlaylistException {
        String value = values.get(name);
        if (value != null && value.startsWith("\"")) {
            throw lines.failure(Reason.VALUE, name + " in quotes");
        }
        return value;
    }

    /** A word or number that must be there. */
    String requiredPlain(String name) throws PlaylistException {
        return required(name, plain(name));
    }

    /** Whether it is YES; everything else and nothing is no. */
    boolean yes(String name) throws PlaylistException {
        return "YES".equals(plain(name));
    }

    /** A number of seconds; null if it isn't there. */
    @Nullable
    Duration duration(String name) throws PlaylistException {
        String value = plain(name);
        return value == null ? null : Decimal.read(value);
    }

    /** A number of seconds that must be there. */
    Duration requiredDuration(String name) throws PlaylistException {
        return Decimal.read(requiredPlain(name));
    }

    /** A whole number, not negative; null if it isn't there. */
    @Nullable
    Long integer(String name) throws PlaylistException {
        String value = plain(name);
        return value == null ? null : Syntax.integer(value);
    }

    /** A whole number, not negative; 0 if it isn't there. */
    long integerOrZero(String name) throws PlaylistException {
        Long value = integer(name);
        return value == null ? 0 : value;
    }

    /** All but those of these names, in their order, as they are written but for variables. */
    Map<String, String> others(Set<String> names) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.keySet().removeAll(names);
        others.replaceAll((name, value) -> value.startsWith("\"") ? value + "\"" : value);
        return others;
    }

    private String required(String name, @Nullable String value) throws PlaylistException {
        if (value == null) {
            throw lines.failure(Reason.MISSING, "no " + name);
        }
        return value;
    }
}
