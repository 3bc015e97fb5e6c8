package io.xiu.server.config;

/**
 * The section {@code [delivery]}: how viewers are served, and what is done with those that can't keep up.
 *
 * @param mergeMinMillis shortest pause between two rounds of writes, up to {@code mergeMaxMillis}; 0 sends at once when
 *     there is time
 * @param mergeMaxMillis longest pause that a busy loop makes, 0 to 5,000; 0: never any
 * @param lagBytes a viewer with more unsent bytes jumps ahead, from 65,536
 * @param lagMillis a viewer whose oldest unsent byte is older jumps ahead, 100 to 600,000 and more than
 *     {@code mergeMaxMillis}
 * @param stallSeconds a viewer whose connection took no byte for so long is closed, 1 to 3,600
 * @param gopMaxBytes most bytes of a live stream kept for viewers that join, from 65,536
 * @param memoryPercent share of the direct memory from which viewers are shed, 1 to 100
 */
public record DeliveryConfig(
        int mergeMinMillis,
        int mergeMaxMillis,
        int lagBytes,
        int lagMillis,
        int stallSeconds,
        int gopMaxBytes,
        int memoryPercent) {
    private static final DeliveryConfig DEFAULTS = new DeliveryConfig(0, 350, 4 << 20, 5_000, 15, 16 << 20, 85);

    /** The section left out. */
    public static DeliveryConfig defaults() {
        return DEFAULTS;
    }
}
