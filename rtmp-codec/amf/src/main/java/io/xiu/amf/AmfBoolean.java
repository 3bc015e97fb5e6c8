package io.xiu.amf;

/** A truth value; AMF0 reads any byte but 0 as true. */
public record AmfBoolean(boolean value) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
