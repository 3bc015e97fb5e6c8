package io.xiu.amf;

import org.jspecify.annotations.Nullable;

/**
 * A value of the Action Message Format: what the commands and metadata of RTMP and FLV are made of.
 *
 * <p>Values are immutable trees, free for use by any thread. {@code toString} gives one readable line of at most 4,096
 * characters, close to JSON, in which control characters are escaped, so it may go to a log.
 *
 * <p>The two formats share these types. {@link AmfByteArray}, {@link AmfVector}, {@link AmfDictionary}, {@link AmfE4x} and
 * {@link AmfExternalizable} exist in AMF3 only; {@link Amf0Writer} embeds them as AMF0 provides for it. What class a value
 * claims to be is only ever text, and XML is never parsed.
 */
public sealed interface AmfValue
        permits AmfNumber,
                AmfBoolean,
                AmfString,
                AmfNull,
                AmfUndefined,
                AmfUnsupported,
                AmfProperties,
                AmfStrictArray,
                AmfDate,
                AmfXml,
                AmfE4x,
                AmfByteArray,
                AmfVector,
                AmfDictionary,
                AmfExternalizable {

    /**
     * The value for a plain Java one: {@code null}, a {@code String}, a {@code Number}, a {@code Boolean}, or an
     * {@code AmfValue}, which is returned as it is.
     *
     * @throws IllegalArgumentException for an object of any other class
     */
    static AmfValue of(@Nullable Object plain) {
        if (plain == null) {
            return AmfNull.INSTANCE;
        }
        if (plain instanceof AmfValue value) {
            return value;
        }
        if (plain instanceof String text) {
            return new AmfString(text);
        }
        if (plain instanceof Number number) {
            return new AmfNumber(number.doubleValue());
        }
        if (plain instanceof Boolean truth) {
            return new AmfBoolean(truth);
        }
        throw new IllegalArgumentException(
                "no AMF value for a " + plain.getClass().getName());
    }
}
