package io.xiu.relay;

/**
 * What delivery costs on one loop.
 *
 * @param viewers viewers that this loop serves now
 * @param bytes handed to the connections of this loop's viewers so far
 * @param rounds rounds of delivery so far
 * @param roundNanos the loop's time they took, in nanoseconds
 * @param intervalNanos from the beginning of a round to that of the next, in nanoseconds: a moving mean over some 16
 *     rounds, without idle times of a second or more; frames that come within it share a write
 */
public record DeliveryStatistics(int viewers, long bytes, long rounds, long roundNanos, long intervalNanos) {}
