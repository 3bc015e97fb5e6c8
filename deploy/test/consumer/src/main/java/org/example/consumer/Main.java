package org.example.consumer;

/** Runs each example; ends with an exception if one of them doesn't do what it should. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        Values.run();
        Recording.run();
        Segments.run();
        Formats.run();
        Readmes.run();
        System.out.println("All examples on " + System.getProperty("java.version")
                + (Main.class.getModule().isNamed() ? ", module path" : ", class path"));
    }

    static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException(what);
        }
    }
}
