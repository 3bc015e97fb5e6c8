package io.xiu.amf;

/**
 * A text of any length; AMF0 has one marker up to 65,535 bytes of UTF-8 and another beyond.
 *
 * <p>Bytes that aren't UTF-8 were read as U+FFFD. Anything else may be in it, control characters included.
 */
public record AmfString(String value) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
