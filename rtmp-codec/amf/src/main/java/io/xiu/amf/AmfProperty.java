package io.xiu.amf;

/** A name and its value in an object or an ECMA array. */
public record AmfProperty(String name, AmfValue value) {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
