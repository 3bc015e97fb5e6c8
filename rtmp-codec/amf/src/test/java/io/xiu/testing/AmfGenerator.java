package io.xiu.testing;

import io.xiu.amf.AmfBoolean;
import io.xiu.amf.AmfByteArray;
import io.xiu.amf.AmfDate;
import io.xiu.amf.AmfDictionary;
import io.xiu.amf.AmfE4x;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfExternalizable;
import io.xiu.amf.AmfNull;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfTypedObject;
import io.xiu.amf.AmfUndefined;
import io.xiu.amf.AmfUnsupported;
import io.xiu.amf.AmfValue;
import io.xiu.amf.AmfVector;
import io.xiu.amf.AmfVector.ItemType;
import io.xiu.amf.AmfXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random values of every type, no deeper than asked, each of them one that comes back equal from its format. */
public final class AmfGenerator {
    private static final int[] CODE_POINTS = {'a', 'Z', '"', '\\', 0, 0x1B, 0xE9, 0x7FF, 0x800, 0x20AC, 0xFFFD, 0x1F600
    };
    private static final double[] NUMBERS = {
        0,
        -0.0,
        0.5,
        127,
        128,
        16_383,
        16_384,
        2_097_151,
        2_097_152,
        (1 << 28) - 1,
        1 << 28,
        -(1 << 28),
        -(1 << 28) - 1,
        4_294_967_295.0,
        1e300,
        Double.NaN,
        Double.POSITIVE_INFINITY
    };
    private static final int LONGEST_LIST = 4;

    private final Random random;
    private final boolean amf3;
    private final List<Made> made = new ArrayList<>();

    /** A value given out before, and how deep it is at most. */
    private record Made(int depth, AmfValue value) {}

    private AmfGenerator(Random random, boolean amf3) {
        this.random = random;
        this.amf3 = amf3;
    }

    /** Values for AMF0, those that only AMF3 has among them. */
    public static AmfGenerator amf0(Random random) {
        return new AmfGenerator(random, false);
    }

    /** Values for AMF3. */
    public static AmfGenerator amf3(Random random) {
        return new AmfGenerator(random, true);
    }

    /** A value, sometimes the very instance that was given out before. */
    public AmfValue next(int depth) {
        if (!made.isEmpty() && random.nextInt(6) == 0) {
            Made again = made.get(random.nextInt(made.size()));
            if (again.depth() <= depth) {
                return again.value();
            }
        }
        AmfValue value = depth == 0 || random.nextInt(3) == 0 ? leaf() : container(depth - 1);
        made.add(new Made(depth, value));
        return value;
    }

    private AmfValue leaf() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> number();
            case 2 -> new AmfBoolean(random.nextBoolean());
            case 3 -> AmfNull.INSTANCE;
            case 4 -> amf3 || random.nextBoolean() ? AmfUndefined.INSTANCE : AmfUnsupported.INSTANCE;
            case 5 -> new AmfDate(number().value(), amf3 ? 0 : (short) random.nextInt());
            case 6 -> new AmfXml(text());
            case 7 -> new AmfE4x(text());
            case 8 -> bytes();
            default -> new AmfString(text());
        };
    }

    private AmfValue container(int depth) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new AmfObject(properties(depth, 0));
            case 2 -> new AmfTypedObject(name(), properties(depth, 0));
            case 3 -> new AmfEcmaArray(properties(depth, 1));
            case 4 -> new AmfStrictArray(list(0, () -> next(depth)));
            default -> onlyAmf3(amf3 ? this : amf3(random), depth);
        };
    }

    /** A container AMF0 knows nothing of, so that what is in it is AMF3 too. */
    private AmfValue onlyAmf3(AmfGenerator inside, int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> numbers(ItemType.INT, () -> (double) random.nextInt());
            case 1 -> numbers(ItemType.UINT, () -> (double) Integer.toUnsignedLong(random.nextInt()));
            case 2 -> numbers(ItemType.DOUBLE, () -> number().value());
            case 3 -> new AmfVector(ItemType.OBJECT, random.nextBoolean(), text(), list(0, () -> inside.next(depth)));
            case 4 ->
                new AmfDictionary(
                        random.nextBoolean(),
                        list(0, () -> new AmfDictionary.Entry(inside.next(depth), inside.next(depth))));
            default -> new AmfExternalizable("flex.messaging.io.ArrayCollection", inside.next(depth));
        };
    }

    private AmfVector numbers(ItemType type, Supplier<Double> number) {
        return new AmfVector(type, random.nextBoolean(), "", list(0, () -> new AmfNumber(number.get())));
    }

    private List<AmfProperty> properties(int depth, int least) {
        return list(least, () -> new AmfProperty(name(), next(depth)));
    }

    private <T> List<T> list(int least, Supplier<? extends T> item) {
        List<T> items = new ArrayList<>();
        for (int i = least + random.nextInt(LONGEST_LIST); i > 0; i--) {
            items.add(item.get());
        }
        return items;
    }

    private AmfNumber number() {
        return new AmfNumber(random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextInt());
    }

    private AmfByteArray bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return new AmfByteArray(bytes);
    }

    private String name() {
        return "n" + text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(8) == 0 ? 60 : 6); i > 0; i--) {
            text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
        }
        return text.toString();
    }
}
