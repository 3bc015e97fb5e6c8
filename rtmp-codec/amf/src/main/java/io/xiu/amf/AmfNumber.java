package io.xiu.amf;

/** A number: a double in AMF0, a double or a 29-bit integer in AMF3. Not a number and infinities are values too. */
public record AmfNumber(double value) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
