package io.xiu.amf;

/** AMF0's mark for something its sender couldn't write; AMF3 has none, there it's written as undefined. */
public enum AmfUnsupported implements AmfValue {
    INSTANCE;

    @Override
    public String toString() {
        return "unsupported";
    }
}
