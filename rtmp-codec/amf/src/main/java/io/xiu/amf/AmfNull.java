package io.xiu.amf;

/** The value null. */
public enum AmfNull implements AmfValue {
    INSTANCE;

    @Override
    public String toString() {
        return "null";
    }
}
