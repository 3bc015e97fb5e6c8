package io.xiu.amf;

/**
 * How much one message may hold. A value met again by reference counts again, as if it were written out.
 *
 * @param depth how deep values may be nested, 1 to 64; a number has depth 0, an object of numbers depth 1
 * @param nodes how many values there may be, properties and array items included, at least 1
 * @param bytes how many bytes all values together may take, at least 1
 */
public record AmfLimits(int depth, int nodes, int bytes) {
    /** For commands: 16 deep, 2048 values, 64 KiB. */
    public static final AmfLimits COMMAND = new AmfLimits(16, 2048, 64 * 1024);

    /** For data messages and script tags: 16 deep, 2048 values, 256 KiB. */
    public static final AmfLimits DATA = new AmfLimits(16, 2048, 256 * 1024);

    private static final int MAX_DEPTH = 64;

    /** @throws IllegalArgumentException if a limit is out of its range */
    public AmfLimits {
        if (depth < 1 || depth > MAX_DEPTH || nodes < 1 || bytes < 1) {
            throw new IllegalArgumentException("depth " + depth + ", nodes " + nodes + ", bytes " + bytes);
        }
    }
}
