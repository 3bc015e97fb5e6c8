package io.xiu.amf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object without a class.
 *
 * <pre>{@code
 * AmfObject information = AmfObject.of("level", "status", "code", "NetStream.Play.Start").with("clientid", 7);
 * }</pre>
 */
public record AmfObject(List<AmfProperty> properties) implements AmfProperties {
    /** The object without properties. */
    public static final AmfObject EMPTY = new AmfObject(List.of());

    public AmfObject {
        properties = List.copyOf(properties);
    }

    /**
     * An object of these properties: a name, its value, the next name, and so on.
     *
     * @param namesAndValues names are strings, values what {@link AmfValue#of} takes
     * @throws IllegalArgumentException if a name isn't a string, a value can't be converted or the last one is missing
     */
    public static AmfObject of(@Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        List<AmfProperty> properties = new ArrayList<>(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException("not a name: " + namesAndValues[i]);
            }
            properties.add(new AmfProperty(name, AmfValue.of(namesAndValues[i + 1])));
        }
        return new AmfObject(properties);
    }

    /** This object with one more property at its end, which hides an earlier one of the same name. */
    public AmfObject with(String name, @Nullable Object value) {
        List<AmfProperty> more = new ArrayList<>(properties.size() + 1);
        more.addAll(properties);
        more.add(new AmfProperty(name, AmfValue.of(value)));
        return new AmfObject(more);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
