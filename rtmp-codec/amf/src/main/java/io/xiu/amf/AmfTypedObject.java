package io.xiu.amf;

import java.util.List;

/** An object with the name of its class, which is text from the peer and never resolved to a Java class. */
public record AmfTypedObject(String className, List<AmfProperty> properties) implements AmfProperties {
    public AmfTypedObject {
        properties = List.copyOf(properties);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
