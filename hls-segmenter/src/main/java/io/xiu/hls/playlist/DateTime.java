package io.xiu.hls.playlist;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** ISO 8601 dates: written in UTC with milliseconds, nanoseconds where they are needed. */
final class DateTime {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final DateTimeFormatter NANOS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();
    private static final DateTimeFormatter ANY_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter();

    private DateTime() {}

    /** Refuses years that don't have four digits. */
    static void check(String name, Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new IllegalArgumentException(name + " " + instant);
        }
    }

    static String text(Instant instant) {
        StringBuilder out = new StringBuilder();
        write(instant, out);
        return out.toString();
    }

    static void write(Instant instant, StringBuilder out) {
        boolean wholeMillis = instant.truncatedTo(ChronoUnit.MILLIS).equals(instant);
        (wholeMillis ? MILLIS : NANOS).formatTo(instant, out);
    }

    /** Reads a date and time in any offset, UTC where none is given. */
    static Instant read(String text) {
        try {
            return Instant.from(ANY_OFFSET.parse(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a date and time: " + Syntax.shown(text), e);
        }
    }
}
