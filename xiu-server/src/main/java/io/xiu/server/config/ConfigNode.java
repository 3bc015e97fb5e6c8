package io.xiu.server.config;

import java.util.List;
import java.util.Map;

/** A parsed configuration file, whatever its format, with the place of every value. */
sealed interface ConfigNode {
    /** Where the node stands. */
    Position position();

    /** What a person calls this kind of value. */
    String kind();

    /** A place in a file, both counted from 1. */
    record Position(int line, int column) implements Comparable<Position> {
        static final Position START = new Position(1, 1);

        @Override
        public int compareTo(Position other) {
            return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
        }
    }

    /** Named values in the order of the file. */
    record Table(Position position, Map<String, ConfigNode> values) implements ConfigNode {
        @Override
        public String kind() {
            return "a table";
        }
    }

    /** Values in order. */
    record Items(Position position, List<ConfigNode> values) implements ConfigNode {
        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A {@link String}, {@link Boolean}, {@link Long}, or anything else the format knows. */
    record Scalar(Position position, Object value) implements ConfigNode {
        @Override
        public String kind() {
            if (value instanceof String) {
                return "a string";
            }
            if (value instanceof Boolean) {
                return "a boolean";
            }
            return value instanceof Long ? "an integer" : value instanceof Number ? "a number" : "a date or time";
        }
    }
}
