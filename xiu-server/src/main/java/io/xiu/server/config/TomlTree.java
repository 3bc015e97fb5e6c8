package io.xiu.server.config;

import io.xiu.server.config.ConfigNode.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML text as a tree. */
final class TomlTree {
    private TomlTree() {}

    /** Notes every syntax error as a problem. */
    static ConfigNode.Table parse(String text, Problems problems) {
        TomlParseResult result = Toml.parse(text);
        result.errors()
                .forEach(error -> problems.error(position(error.position()), "", Syntax.message(error.getMessage())));
        return table(result, Position.START);
    }

    private static ConfigNode.Table table(TomlTable table, Position position) {
        Map<String, ConfigNode> values = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : table.entrySet()) {
            Position place = position(table.inputPositionOf(List.of(entry.getKey())));
            values.put(entry.getKey(), node(entry.getValue(), place));
        }
        return new ConfigNode.Table(position, values);
    }

    private static ConfigNode node(Object value, Position position) {
        if (value instanceof TomlTable table) {
            return table(table, position);
        }
        if (value instanceof TomlArray array) {
            List<ConfigNode> items = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                items.add(node(array.get(i), position(array.inputPositionOf(i))));
            }
            return new ConfigNode.Items(position, items);
        }
        return new ConfigNode.Scalar(position, value);
    }

    private static Position position(@Nullable TomlPosition position) {
        return position == null ? Position.START : new Position(position.line(), position.column());
    }
}
