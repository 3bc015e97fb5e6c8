package io.xiu.amf;

import java.util.List;

/**
 * An array with names for indexes, the usual form of stream metadata.
 *
 * <p>An AMF3 array that has names and numbered items is one of these too; item {@code n} gets the name {@code "n"}.
 */
public record AmfEcmaArray(List<AmfProperty> properties) implements AmfProperties {
    public AmfEcmaArray {
        properties = List.copyOf(properties);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
