package io.xiu.amf;

/** The text of an XML document (ActionScript's {@code XMLDocument}); it's never parsed here. */
public record AmfXml(String text) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
