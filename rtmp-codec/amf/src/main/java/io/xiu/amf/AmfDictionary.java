package io.xiu.amf;

import java.util.List;

/**
 * A map from any values to any values, an AMF3 type.
 *
 * @param weakKeys whether its owner keeps keys only as long as somebody else does
 */
public record AmfDictionary(boolean weakKeys, List<Entry> entries) implements AmfValue {

    /** A key and its value. */
    public record Entry(AmfValue key, AmfValue value) {}

    public AmfDictionary {
        entries = List.copyOf(entries);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
