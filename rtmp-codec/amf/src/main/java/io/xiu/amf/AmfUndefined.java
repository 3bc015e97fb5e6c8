package io.xiu.amf;

/** The value undefined, which an absent property is too. */
public enum AmfUndefined implements AmfValue {
    INSTANCE;

    @Override
    public String toString() {
        return "undefined";
    }
}
