package io.xiu.benchmarks;

import java.io.IOException;
import java.util.stream.Stream;

/** Runs JMH with the profiler that counts allocated bytes; every option of JMH's may follow. */
public final class Main {
    private Main() {}

    /** The program's start. */
    public static void main(String[] arguments) throws IOException {
        String[] all =
                Stream.concat(Stream.of("-prof", "gc"), Stream.of(arguments)).toArray(String[]::new);
        org.openjdk.jmh.Main.main(all);
    }
}
