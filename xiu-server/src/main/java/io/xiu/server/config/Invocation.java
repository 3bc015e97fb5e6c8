package io.xiu.server.config;

import java.util.List;

/** What a command line asks for. */
public sealed interface Invocation {
    /** Exit code of a command line or a configuration that the server can't start with. */
    int MISUSE = 2;

    /**
     * Run the server.
     *
     * @param config what it was told
     * @param warnings what is to be logged once the log is set up, a line each
     */
    record Serve(ServerConfig config, List<String> warnings) implements Invocation {
        public Serve {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Print and exit.
     *
     * @param text for the standard output, or for the standard error stream if the exit code isn't 0
     * @param exitCode 0 or {@link #MISUSE}
     */
    record Print(String text, int exitCode) implements Invocation {}
}
