package io.xiu.amf;

/** The text of an XML value of ActionScript 3, AMF3's second XML type; it's never parsed here. */
public record AmfE4x(String text) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
