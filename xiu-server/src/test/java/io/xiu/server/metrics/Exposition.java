package io.xiu.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' text format, read strictly: {@code HELP}, {@code TYPE}, then the family's samples. */
public final class Exposition {
    private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
    private static final String LABEL = NAME + "=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge)");
    private static final Pattern SAMPLE =
            Pattern.compile("((" + NAME + ")(?:\\{" + LABEL + "(?:," + LABEL + ")*,?})?) (\\S+)");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();

    private Exposition() {}

    /** Reads a whole answer, and fails at the first line that is wrong. */
    public static Exposition read(String text) {
        assertThat(text).endsWith("\n");
        Exposition read = new Exposition();
        Set<String> helped = new HashSet<>();
        String family = "";
        for (String line : text.lines().toList()) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                family = help.group(1);
                assertThat(helped.add(family)).as("%s comes twice", family).isTrue();
            } else if (type.matches()) {
                assertThat(type.group(1)).isEqualTo(family);
                assertThat(read.types.put(family, type.group(2))).isNull();
                assertThat(family.endsWith("_total"))
                        .as(line)
                        .isEqualTo(type.group(2).equals("counter"));
            } else {
                assertThat(sample.matches()).as("a sample: %s", line).isTrue();
                assertThat(sample.group(2)).isEqualTo(family);
                assertThat(read.types).containsKey(family);
                double value = Double.parseDouble(sample.group(3));
                assertThat(read.samples.put(sample.group(1), value)).as(line).isNull();
            }
        }
        assertThat(read.types.keySet()).isEqualTo(helped);
        return read;
    }

    /** The sample of this name and labels, such as {@code a_total{b="c"}}. */
    public double value(String series) {
        assertThat(samples).containsKey(series);
        return samples.getOrDefault(series, Double.NaN);
    }

    /** Whether there is such a sample. */
    public boolean has(String series) {
        return samples.containsKey(series);
    }

    /** The samples of a family. */
    public long count(String family) {
        return samples.keySet().stream()
                .filter(series -> series.equals(family) || series.startsWith(family + "{"))
                .count();
    }

    /** Every counter by its name and labels. */
    public Map<String, Double> counters() {
        Map<String, Double> counters = new LinkedHashMap<>();
        samples.forEach((series, value) -> {
            if (types.getOrDefault(series.replaceAll("\\{.*", ""), "").equals("counter")) {
                counters.put(series, value);
            }
        });
        return counters;
    }

    /** The names of all families. */
    public Set<String> families() {
        return types.keySet();
    }
}
