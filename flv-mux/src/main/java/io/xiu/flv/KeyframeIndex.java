package io.xiu.flv;

import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperties;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file its key frames are: the property {@code keyframes} of its metadata, which is in no specification but
 * in wide use.
 *
 * @param keyframes in the order of the file
 */
public record KeyframeIndex(List<Keyframe> keyframes) {
    /*
     * keyframes: { times: [seconds, ...], filepositions: [bytes, ...] }, both of one length
     */
    private static final String TIMES = "times";
    private static final String POSITIONS = "filepositions";
    private static final double MAX_SECONDS = Long.MAX_VALUE / 2_000d;
    private static final double MAX_POSITION = 1L << 53;
    private static final double MILLIS = 1_000;

    /** No key frames. */
    public static final KeyframeIndex EMPTY = new KeyframeIndex(List.of());

    /**
     * A key frame of the first video track.
     *
     * @param timestampMillis since the beginning of the file
     * @param position where its tag begins, in bytes from the beginning of the file
     */
    public record Keyframe(long timestampMillis, long position) {}

    public KeyframeIndex {
        keyframes = List.copyOf(keyframes);
    }

    /**
     * The index that a value states.
     *
     * @return empty if there is none, or if what is there can't be one: lists of different lengths, something else than
     *     numbers, or numbers that go backwards
     */
    public static KeyframeIndex of(@Nullable AmfValue value) {
        if (!(value instanceof AmfProperties properties)
                || !(properties.get(TIMES) instanceof AmfStrictArray times)
                || !(properties.get(POSITIONS) instanceof AmfStrictArray positions)
                || times.values().size() != positions.values().size()) {
            return EMPTY;
        }
        List<Keyframe> keyframes = new ArrayList<>(times.values().size());
        Keyframe last = new Keyframe(0, 0);
        for (int i = 0; i < times.values().size(); i++) {
            Keyframe next = of(times.values().get(i), positions.values().get(i));
            if (next == null || next.timestampMillis() < last.timestampMillis() || next.position() < last.position()) {
                return EMPTY;
            }
            keyframes.add(next);
            last = next;
        }
        return new KeyframeIndex(keyframes);
    }

    private static @Nullable Keyframe of(AmfValue time, AmfValue position) {
        if (time instanceof AmfNumber seconds
                && position instanceof AmfNumber bytes
                && Math.abs(seconds.value()) <= MAX_SECONDS
                && Math.abs(bytes.value()) <= MAX_POSITION) {
            return new Keyframe(Math.round(seconds.value() * MILLIS), (long) bytes.value());
        }
        return null;
    }

    /** The last key frame at this time or before it, or null if the first one is later. */
    public @Nullable Keyframe atOrBefore(long timestampMillis) {
        int low = 0;
        int high = keyframes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keyframes.get(middle).timestampMillis() <= timestampMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? null : keyframes.get(low - 1);
    }

    /** This index as the value of the property {@code keyframes}. */
    public AmfObject value() {
        return AmfObject.of(TIMES, numbers(true), POSITIONS, numbers(false));
    }

    private AmfStrictArray numbers(boolean times) {
        List<AmfValue> numbers = new ArrayList<>(keyframes.size());
        for (Keyframe keyframe : keyframes) {
            numbers.add(new AmfNumber(times ? keyframe.timestampMillis() / MILLIS : (double) keyframe.position()));
        }
        return new AmfStrictArray(numbers);
    }
}
