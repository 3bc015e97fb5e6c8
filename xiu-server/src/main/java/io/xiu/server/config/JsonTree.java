package io.xiu.server.config;

import io.xiu.server.config.ConfigNode.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON text as a tree. A null is the same as no value at all. */
final class JsonTree {
    private static final int MAX_DEPTH = 128;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final JsonParser parser;
    private final Problems problems;

    private JsonTree(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Notes a syntax error as a problem; reading ends there. */
    static ConfigNode.Table parse(String text, Problems problems) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonTree(parser, problems).document();
        } catch (JacksonException e) {
            problems.error(position(e.getLocation()), "", Syntax.message(e.getOriginalMessage()));
        }
        return new ConfigNode.Table(Position.START, Map.of());
    }

    private ConfigNode.Table document() {
        ConfigNode root = parser.nextToken() == null ? null : node();
        if (!(root instanceof ConfigNode.Table table)) {
            problems.error(Position.START, "", "wants an object");
            return new ConfigNode.Table(Position.START, Map.of());
        }
        if (parser.nextToken() != null) {
            problems.error(position(parser.currentTokenLocation()), "", "text after the end of the object");
        }
        return table;
    }

    private @Nullable ConfigNode node() {
        Position position = position(parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_OBJECT -> table(position);
            case START_ARRAY -> items(position);
            case VALUE_STRING -> new ConfigNode.Scalar(position, parser.getString());
            case VALUE_TRUE -> new ConfigNode.Scalar(position, true);
            case VALUE_FALSE -> new ConfigNode.Scalar(position, false);
            case VALUE_NUMBER_INT -> new ConfigNode.Scalar(position, integer());
            case VALUE_NUMBER_FLOAT -> new ConfigNode.Scalar(position, parser.getDoubleValue());
            default -> null;
        };
    }

    private ConfigNode.Table table(Position position) {
        Map<String, ConfigNode> values = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Position place = position(parser.currentTokenLocation());
            parser.nextToken();
            ConfigNode value = node();
            if (value != null && values.put(name, value) != null) {
                problems.error(place, "", "key " + Names.quoted(name) + " stands here twice");
            }
        }
        return new ConfigNode.Table(position, values);
    }

    private ConfigNode.Items items(Position position) {
        List<ConfigNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            ConfigNode item = node();
            if (item != null) {
                items.add(item);
            }
        }
        return new ConfigNode.Items(position, items);
    }

    private Object integer() {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> parser.getNumberValue();
        };
    }

    private static Position position(@Nullable TokenStreamLocation location) {
        return location == null ? Position.START : new Position(location.getLineNr(), location.getColumnNr());
    }
}
