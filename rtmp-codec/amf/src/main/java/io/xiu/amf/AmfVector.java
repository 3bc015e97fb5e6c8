package io.xiu.amf;

import java.util.List;

/**
 * An array whose items have one type, an AMF3 type.
 *
 * @param itemType what the items are
 * @param fixed whether its owner can't change the length
 * @param className the class of the items where {@code itemType} is OBJECT ({@code "*"}: any), otherwise empty
 * @param values numbers unless {@code itemType} is OBJECT, in the range of the type
 */
public record AmfVector(ItemType itemType, boolean fixed, String className, List<AmfValue> values) implements AmfValue {

    /** What a vector holds. */
    public enum ItemType {
        /** Integers from -2^31 to 2^31 - 1. */
        INT,
        /** Integers from 0 to 2^32 - 1. */
        UINT,
        /** Any numbers. */
        DOUBLE,
        /** Any values. */
        OBJECT;

        boolean accepts(AmfValue value) {
            if (this == OBJECT) {
                return true;
            }
            if (!(value instanceof AmfNumber number)) {
                return false;
            }
            return switch (this) {
                case INT -> number.value() == (int) number.value();
                case UINT -> number.value() == (((long) number.value()) & 0xFFFF_FFFFL);
                default -> true;
            };
        }
    }

    /** @throws IllegalArgumentException if an item isn't of the type, or another type than OBJECT has a class name */
    public AmfVector {
        values = List.copyOf(values);
        if (itemType != ItemType.OBJECT && !className.isEmpty()) {
            throw new IllegalArgumentException("a class name for a vector of " + itemType);
        }
        for (AmfValue value : values) {
            if (!itemType.accepts(value)) {
                throw new IllegalArgumentException(value + " in a vector of " + itemType);
            }
        }
    }

    @Override
    public String toString() {
        return AmfText.of(this);
    }
}
