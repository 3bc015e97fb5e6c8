package io.xiu.server.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code [log]}.
 *
 * @param level the level of everything not named in {@code modules}
 * @param modules levels of single modules, as in {@code info,rtmp=debug}
 * @param file where lines go instead of the standard error stream
 */
public record LogConfig(
        Level level, Map<String, Level> modules, @Nullable LogFile file) {
    /** How much is logged. */
    public enum Level {
        OFF,
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public LogConfig {
        modules = Map.copyOf(modules);
    }

    /** A level for everything, on the standard error stream. */
    public static LogConfig atLevel(Level level) {
        return new LogConfig(level, Map.of(), null);
    }

    /** The section left out. */
    public static LogConfig defaults() {
        return atLevel(Level.INFO);
    }

    /**
     * Reads a level or a list such as {@code info,rtmp=debug}. A module without a level logs everything; a list that
     * names modules only logs errors of the others.
     *
     * @throws IllegalArgumentException if a level is unknown; the message says which
     */
    static LogConfig parse(String text, @Nullable LogFile file) {
        Level level = null;
        Map<String, Level> modules = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            String directive = part.strip();
            int equals = directive.indexOf('=');
            if (equals > 0) {
                modules.put(directive.substring(0, equals).strip(), level(directive.substring(equals + 1)));
            } else if (!directive.isEmpty()) {
                level = level(directive);
            }
        }
        if (level == null && modules.isEmpty()) {
            throw new IllegalArgumentException("is empty: off, error, warn, info, debug or trace");
        }
        return new LogConfig(level == null ? Level.ERROR : level, modules, file);
    }

    private static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(name.strip())) {
                return level;
            }
        }
        throw new IllegalArgumentException(
                Names.quoted(name.strip()) + " is not a level: off, error, warn, info, debug or trace");
    }
}
