package io.xiu.amf;

/**
 * A moment.
 *
 * @param epochMillis milliseconds since 1 January 1970 UTC; any double, not a number and infinities included
 * @param timeZone reserved by AMF0, usually 0; absent from AMF3, where 0 is read
 */
public record AmfDate(double epochMillis, short timeZone) implements AmfValue {
    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
