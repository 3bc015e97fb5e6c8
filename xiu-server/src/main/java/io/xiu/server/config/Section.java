package io.xiu.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to one table. Whatever is wrong is noted as a problem and answered with the default, so that reading
 * goes on to the next mistake. Every key asked for is a known one; {@link #end} warns of the others.
 */
final class Section {
    private static final String FLAGS = "true or false";
    private static final int MAX_PORT = 65_535;

    private final Problems problems;
    private final String path;
    private final ConfigNode.Table table;
    private final Set<String> known = new TreeSet<>();

    Section(Problems problems, String path, ConfigNode.Table table) {
        this.problems = problems;
        this.path = path;
        this.table = table;
    }

    /** Whether the key stands in the file. */
    boolean has(String key) {
        return value(key) != null;
    }

    boolean requiredFlag(String key) {
        if (!has(key)) {
            missing(key, FLAGS);
        }
        return flag(key, false);
    }

    boolean flag(String key, boolean absent) {
        Boolean value = scalar(key, Boolean.class, "a boolean");
        return value == null ? absent : value;
    }

    /** The key {@code port}, which must be there if {@code required}. */
    int port(boolean required, int absent) {
        if (required && !has("port")) {
            missing("port", "1 to " + MAX_PORT);
        }
        return integer("port", absent, 1, MAX_PORT);
    }

    int integer(String key, int absent, int min, int max) {
        Long value = scalar(key, Long.class, "an integer");
        if (value == null) {
            return absent;
        }
        if (value < min || value > max) {
            error(key, value + " is out of range: " + min + " to " + max);
            return absent;
        }
        return value.intValue();
    }

    @Nullable
    String text(String key) {
        return scalar(key, String.class, "a string");
    }

    /** Null after a problem was noted. */
    @Nullable
    String requiredText(String key, String wanted) {
        if (!has(key)) {
            missing(key, wanted);
        }
        return text(key);
    }

    /** One of the constants by its name in lower case; null if absent or after a problem was noted. */
    <E extends Enum<E>> @Nullable E choice(String key, boolean required, E[] constants) {
        List<String> names = new ArrayList<>();
        for (E constant : constants) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        String choices = String.join(", ", names);
        String value = required ? requiredText(key, choices) : text(key);
        int index = value == null ? -1 : names.indexOf(value);
        if (value != null && index < 0) {
            error(key, Names.quoted(value) + " is none of: " + choices);
        }
        return index < 0 ? null : constants[index];
    }

    @Nullable
    Section table(String key) {
        ConfigNode value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ConfigNode.Table found) {
            return new Section(problems, key(key), found);
        }
        error(key, "wants a table, found " + value.kind());
        return null;
    }

    List<Section> tables(String key) {
        ConfigNode value = value(key);
        if (value == null) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        if (value instanceof ConfigNode.Items items) {
            for (ConfigNode item : items.values()) {
                String name = key(key) + "[" + sections.size() + "]";
                if (!(item instanceof ConfigNode.Table found)) {
                    problems.error(item.position(), name, "wants a table, found " + item.kind());
                    return sections;
                }
                sections.add(new Section(problems, name, found));
            }
        } else {
            error(key, "wants an array of tables, [[" + key(key) + "]], found " + value.kind());
        }
        return sections;
    }

    /** Notes an error at the key if it stands in the file, else at the section. */
    void error(String key, String message) {
        problems.error(place(key), key(key), message);
    }

    /** Notes a warning at the key if it stands in the file, else at the section. */
    void warn(String key, String message) {
        problems.warn(place(key), key(key), message);
    }

    /** Notes a warning about the whole section. */
    void warn(String message) {
        problems.warn(table.position(), path, message);
    }

    /** Warns of every key that nobody asked for. */
    void end() {
        for (String key : table.values().keySet()) {
            if (!known.contains(key)) {
                String nearest = Names.nearest(key, known);
                String hint = nearest == null ? "" : "; did you mean " + Names.quoted(nearest) + "?";
                String section = path.isEmpty() ? "" : " in [" + path + "]";
                problems.warn(place(key), "", "unknown key " + Names.quoted(key) + section + hint);
            }
        }
    }

    private void missing(String key, String wanted) {
        error(key, "is missing: " + wanted);
    }

    private <T> @Nullable T scalar(String key, Class<T> type, String wanted) {
        ConfigNode value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof ConfigNode.Scalar scalar && type.isInstance(scalar.value())) {
            return type.cast(scalar.value());
        }
        error(key, "wants " + wanted + ", found " + value.kind());
        return null;
    }

    private @Nullable ConfigNode value(String key) {
        known.add(key);
        return table.values().get(key);
    }

    private ConfigNode.Position place(String key) {
        ConfigNode value = table.values().get(key);
        return value == null ? table.position() : value.position();
    }

    private String key(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
