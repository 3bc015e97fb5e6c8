package io.xiu.relay;

import java.time.Duration;

/**
 * How far a viewer may fall behind, and how writes are merged.
 *
 * @param lagBytes a viewer with more unsent bytes than this jumps to the newest sync point
 * @param lagTime a viewer whose oldest unsent byte is older than this jumps as well
 * @param stallTime a viewer whose connection took no byte for so long is closed
 * @param mergeMin shortest pause between two rounds of delivery on a loop; 0 sends at once when the loop is quiet
 * @param mergeMax longest pause between two rounds; 0 never pauses
 */
public record DeliverySettings(
        long lagBytes, Duration lagTime, Duration stallTime, Duration mergeMin, Duration mergeMax) {
    /** 4 MiB and 5 s of lag, 15 s of stall, pauses of 0 to 350 ms. */
    public static final DeliverySettings DEFAULT = new DeliverySettings(
            4 << 20, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ZERO, Duration.ofMillis(350));

    /** @throws IllegalArgumentException if a limit is not positive or a pause negative */
    public DeliverySettings {
        if (lagBytes <= 0 || lagTime.toNanos() <= 0 || stallTime.toNanos() <= 0) {
            throw new IllegalArgumentException("the limits on lag and stall must be positive");
        }
        if (mergeMin.isNegative() || mergeMax.compareTo(mergeMin) < 0) {
            throw new IllegalArgumentException("pauses must satisfy 0 <= mergeMin <= mergeMax");
        }
    }
}
