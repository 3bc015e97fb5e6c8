package io.xiu.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names as a person mistypes and reads them. */
final class Names {
    private static final int SHOWN = 64;

    private Names() {}

    /** The text in quotes, control characters replaced, cut to what fits a line. */
    static String quoted(String text) {
        String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    /** The known name that a mistyped one was probably meant to be, or null if none is near. */
    static @Nullable String nearest(String name, Collection<String> known) {
        if (name.length() > SHOWN) {
            return null;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int limit = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(lower, candidate) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate)))
                .orElse(null);
    }

    // Levenshtein: row[j] holds the edits from the first i characters of a to the first j of b.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
