package io.xiu.amf;

import java.util.List;

/** A dense array. */
public record AmfStrictArray(List<AmfValue> values) implements AmfValue {
    public AmfStrictArray {
        values = List.copyOf(values);
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
