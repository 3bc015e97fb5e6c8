package io.xiu.testing.fuzz;

import java.util.Arrays;
import java.util.List;

/** An input taken as a row of decisions. Once it is used up, every decision is for the first possibility. */
public final class Choices {
    private final byte[] input;
    private int at;

    public Choices(byte[] input) {
        this.input = input;
    }

    public boolean isOver() {
        return at >= input.length;
    }

    /** 0 to 255. */
    public int next() {
        return isOver() ? 0 : input[at++] & 0xFF;
    }

    /** 0 to {@code bound - 1}, at most 255. */
    public int below(int bound) {
        return next() % bound;
    }

    public boolean yes() {
        return (next() & 1) != 0;
    }

    public <T> T of(List<T> possibilities) {
        return possibilities.get(below(possibilities.size()));
    }

    /** Any 32 bits, small numbers most of the time. */
    public int number() {
        return switch (below(4)) {
            case 0 -> next();
            case 1 -> next() << 8 | next();
            case 2 -> next() << 24 | next() << 16 | next() << 8 | next();
            default -> -1 >>> below(32);
        };
    }

    /** Up to 255 of the input's own bytes. */
    public byte[] bytes() {
        int count = Math.min(next(), input.length - at);
        at += count;
        return Arrays.copyOfRange(input, at - count, at);
    }
}
