package io.xiu.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * Reads from compiled classes, with the JDK's {@code jdeps}, which packages and classes use which.
 *
 * <pre>{@code
 * assertThat(Layering.violations(Path.of("target/classes"), "io\\.xiu\\.rtmp\\.(chunk|session)", Layering.INPUT_OUTPUT))
 *         .isEmpty();
 * }</pre>
 */
public final class Layering {
    /** Classes that read a clock, touch a file or a socket, or start a thread. */
    public static final String INPUT_OUTPUT = "io\\.netty\\.(channel|bootstrap|handler)\\..*"
            + "|java\\.net\\.(?!URI).*|java\\.nio\\.(channels|file)\\..*"
            + "|java\\.io\\.(File|RandomAccessFile).*"
            + "|java\\.lang\\.(Thread|Process).*|java\\.util\\.Timer.*|java\\.time\\.Clock"
            + "|java\\.util\\.concurrent\\.(Executors|ScheduledThreadPool|ThreadPool|ForkJoin).*";

    private static final Pattern EDGE = Pattern.compile("^\\s+(\\S+)\\s+->\\s+(\\S+)\\s.*$");

    private Layering() {}

    /**
     * Lists every use by a class in a matching package of a class that matches {@code forbidden}, each as
     * {@code "user -> used"}.
     *
     * @throws IllegalStateException if no class of such a package was found, so that a renamed package can't pass
     */
    public static List<String> violations(Path classes, String packages, String forbidden) {
        Pattern from = Pattern.compile("(" + packages + ")\\.[^.]+");
        Pattern to = Pattern.compile(forbidden);
        List<String> found = new ArrayList<>();
        boolean seen = false;
        for (String line : jdeps(classes).lines().toList()) {
            Matcher edge = EDGE.matcher(line);
            if (!edge.matches() || !from.matcher(edge.group(1)).matches()) {
                continue;
            }
            seen = true;
            if (to.matcher(edge.group(2)).matches()) {
                found.add(edge.group(1) + " -> " + edge.group(2));
            }
        }
        if (!seen) {
            throw new IllegalStateException("no class in a package like " + packages + " under " + classes);
        }
        return found;
    }

    private static String jdeps(Path classes) {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = jdeps.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "-verbose:class",
                "-filter:none",
                "--ignore-missing-deps",
                "--multi-release",
                "base",
                classes.resolve("io").toString()); // below module-info, or jdeps asks for the whole module path
        if (code != 0) {
            throw new IllegalStateException("jdeps ended with " + code + ": " + out + err);
        }
        return out.toString();
    }
}
