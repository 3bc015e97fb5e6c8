package io.xiu.hls.playlist;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * EXT-X-DATERANGE: what belongs to a stretch of time, as an advertisement or a programme (4.4.5.1).
 *
 * @param id ID; what several say of one id holds together
 * @param rangeClass CLASS: whose words the other attributes are; null: not said
 * @param start START-DATE
 * @param end END-DATE, not before the start; null: not said
 * @param duration DURATION, not negative; null: not said
 * @param plannedDuration PLANNED-DURATION, not negative; null: not said
 * @param endOnNext END-ON-NEXT: it ends where the next of its class begins. Then it has a class, and neither an end nor
 *     a duration
 * @param others all other attributes by their names, {@code CUE}, {@code SCTE35-OUT} and {@code X-} whatever, with values
 *     as they are written but for variables, quotes included
 */
public record DateRange(
        String id,
        @Nullable String rangeClass,
        Instant start,
        @Nullable Instant end,
        @Nullable Duration duration,
        @Nullable Duration plannedDuration,
        boolean endOnNext,
        Map<String, String> others) {
    private static final Set<String> NAMED =
            Set.of("ID", "CLASS", "START-DATE", "END-DATE", "DURATION", "PLANNED-DURATION", "END-ON-NEXT");
    private static final Pattern NAME = Pattern.compile("[A-Z0-9-]+");

    public DateRange {
        Syntax.checkQuoted("ID", id);
        Syntax.checkQuoted("CLASS", rangeClass);
        DateTime.check("START-DATE", start);
        if (end != null) {
            DateTime.check("END-DATE", end);
            if (end.isBefore(start)) {
                throw new IllegalArgumentException("END-DATE before START-DATE");
            }
        }
        Syntax.checkNotNegative("DURATION", duration);
        Syntax.checkNotNegative("PLANNED-DURATION", plannedDuration);
        if (endOnNext && (rangeClass == null || end != null || duration != null)) {
            throw new IllegalArgumentException("END-ON-NEXT without a class, or with an end");
        }
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        others.forEach(DateRange::check);
    }

    /** A range from a date on, of which nothing else is known yet. */
    public DateRange(String id, Instant start) {
        this(id, null, start, null, null, null, false, Map.of());
    }

    private static void check(String name, String value) {
        if (NAMED.contains(name) || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of another attribute: " + Syntax.shown(name));
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        if (quoted) {
            Syntax.checkQuoted(Syntax.shown(name), value.substring(1, value.length() - 1));
        } else {
            Syntax.checkWord(Syntax.shown(name), value);
        }
    }

    void write(StringBuilder out) {
        AttributeWriter attributes = new AttributeWriter(out, "#EXT-X-DATERANGE")
                .quoted("ID", id)
                .quoted("CLASS", rangeClass)
                .quoted("START-DATE", DateTime.text(start))
                .quoted("END-DATE", end == null ? null : DateTime.text(end))
                .seconds("DURATION", duration)
                .seconds("PLANNED-DURATION", plannedDuration)
                .yes("END-ON-NEXT", endOnNext);
        others.forEach(attributes::plain);
        attributes.end();
    }

    static DateRange read(Attributes attributes) throws PlaylistException {
        String end = attributes.quoted("END-DATE");
        return new DateRange(
                attributes.requiredQuoted("ID"),
                attributes.quoted("CLASS"),
                DateTime.read(attributes.requiredQuoted("START-DATE")),
                end == null ? null : DateTime.read(end),
                attributes.duration("DURATION"),
                attributes.duration("PLANNED-DURATION"),
                attributes.yes("END-ON-NEXT"),
                attributes.others(NAMED));
    }
}
