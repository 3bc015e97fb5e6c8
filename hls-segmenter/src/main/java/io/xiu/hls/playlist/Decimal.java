package io.xiu.hls.playlist;

import java.time.Duration;

/** Decimal numbers of seconds: written with three decimals, six or nine where that loses something. */
final class Decimal {
    private static final int MAX_WHOLE_DIGITS = 9;
    private static final int NANO_DIGITS = 9;
    private static final int MILLION = 1_000_000;

    private Decimal() {}

    static void write(Duration value, StringBuilder out) {
        Duration size = value;
        if (value.isNegative()) {
            out.append('-');
            size = value.negated();
        }
        int nanos = size.getNano();
        int digits = nanos % MILLION == 0 ? 3 : (nanos % 1_000 == 0 ? 6 : NANO_DIGITS);
        out.append(size.getSeconds()).append('.');
        int unit = 100_000_000;
        for (int i = 0; i < digits; i++, unit /= 10) {
            out.append((char) ('0' + nanos / unit % 10));
        }
    }

    /**
     * Reads an unsigned number; what is finer than a nanosecond is left out.
     *
     * @throws IllegalArgumentException if it isn't one
     */
    static Duration read(String text) {
        int point = text.indexOf('.');
        int end = point < 0 ? text.length() : point;
        if ((end == 0 && point < 0) || end > MAX_WHOLE_DIGITS || point == text.length() - 1) {
            throw new IllegalArgumentException("not a number of seconds: " + Syntax.shown(text));
        }
        long seconds = 0;
        for (int i = 0; i < end; i++) {
            seconds = seconds * 10 + digit(text, i);
        }
        long nanos = 0;
        long unit = 100_000_000;
        for (int i = end + 1; i < text.length(); i++, unit /= 10) {
            nanos += unit * digit(text, i);
        }
        return Duration.ofSeconds(seconds, nanos);
    }

    /** Reads a number that may begin with a minus sign. */
    static Duration readSigned(String text) {
        return text.startsWith("-") ? read(text.substring(1)).negated() : read(text);
    }

    private static int digit(String text, int index) {
        int digit = text.charAt(index) - '0';
        if (digit < 0 || digit > 9) {
            throw new IllegalArgumentException("not a number of seconds: " + Syntax.shown(text));
        }
        return digit;
    }
}
