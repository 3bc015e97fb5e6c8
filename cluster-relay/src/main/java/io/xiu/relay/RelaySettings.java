package io.xiu.relay;

import java.time.Duration;

/**
 * How live streams behave.
 *
 * @param gopNumber sync points kept for viewers that join; 0: they wait for the next one
 * @param gopFrames most frames kept from one sync point to the next
 * @param gopBytes most bytes kept for them, per live stream
 * @param hold how long a live stream outlives its publisher; zero: not at all
 * @param publisherSilence a publisher that sent no byte for so long counts as lost
 * @param takeover a second publisher under a name in use waits so long for a sign of life of the first
 * @param firstFrameWait how long a viewer of an absent stream waits while it is being pulled
 * @param idle a pulled stream without viewers ends after so long
 * @param delivery limits and merging of the viewers' output
 */
public record RelaySettings(
        int gopNumber,
        int gopFrames,
        long gopBytes,
        Duration hold,
        Duration publisherSilence,
        Duration takeover,
        Duration firstFrameWait,
        Duration idle,
        DeliverySettings delivery) {
    /** One GOP of at most 2,000 frames and 16 MiB, 10 s of hold, of silence, of waiting and of idleness, 2 s for a takeover. */
    public static final RelaySettings DEFAULT = new RelaySettings(
            1,
            2_000,
            16 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            DeliverySettings.DEFAULT);

    /** @throws IllegalArgumentException if a number or a duration is negative */
    public RelaySettings {
        if (gopNumber < 0
                || gopFrames < 0
                || gopBytes < 0
                || hold.isNegative()
                || publisherSilence.isNegative()
                || takeover.isNegative()
                || firstFrameWait.isNegative()
                || idle.isNegative()) {
            throw new IllegalArgumentException("numbers and durations must not be negative");
        }
    }

    /** These settings with another number of sync points kept, and of frames from one to the next. */
    public RelaySettings withGops(int number, int frames) {
        return new RelaySettings(
                number, frames, gopBytes, hold, publisherSilence, takeover, firstFrameWait, idle, delivery);
    }

    /** These settings with another bound on the bytes kept for viewers that join. */
    public RelaySettings withGopBytes(long bytes) {
        return new RelaySettings(
                gopNumber, gopFrames, bytes, hold, publisherSilence, takeover, firstFrameWait, idle, delivery);
    }

    /** These settings with another hold time. */
    public RelaySettings withHold(Duration time) {
        return new RelaySettings(
                gopNumber, gopFrames, gopBytes, time, publisherSilence, takeover, firstFrameWait, idle, delivery);
    }

    /** These settings with other limits on delivery. */
    public RelaySettings withDelivery(DeliverySettings limits) {
        return new RelaySettings(
                gopNumber, gopFrames, gopBytes, hold, publisherSilence, takeover, firstFrameWait, idle, limits);
    }
}
