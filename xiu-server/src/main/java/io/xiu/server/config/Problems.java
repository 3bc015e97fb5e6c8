package io.xiu.server.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with one file, collected so that a person reads all of it at once. */
final class Problems {
    private static final int MOST_SHOWN = 20;

    private final String file;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void error(ConfigNode.Position position, String key, String message) {
        errors.add(new Problem(position, key, message));
    }

    void warn(ConfigNode.Position position, String key, String message) {
        warnings.add(new Problem(position, key, message));
    }

    /** The warnings, a line each, in the order of the file. */
    List<String> warnings() {
        return lines(warnings);
    }

    /** Does nothing if there is no error. */
    void throwErrors() throws ConfigException {
        if (!errors.isEmpty()) {
            throw new ConfigException(lines(errors));
        }
    }

    private List<String> lines(List<Problem> problems) {
        List<String> lines = new ArrayList<>(problems.stream()
                .sorted(Comparator.comparing(Problem::position))
                .limit(MOST_SHOWN)
                .map(problem -> problem.line(file))
                .toList());
        if (problems.size() > MOST_SHOWN) {
            lines.add(file + ": and " + (problems.size() - MOST_SHOWN) + " more");
        }
        return lines;
    }

    private record Problem(ConfigNode.Position position, String key, String message) {
        String line(String file) {
            String place = file + ":" + position.line() + ":" + position.column() + ": ";
            return place + (key.isEmpty() ? "" : key + ": ") + message;
        }
    }
}
