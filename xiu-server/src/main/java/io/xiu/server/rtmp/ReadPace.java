package io.xiu.server.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How soon a publisher's bytes are read. While somebody watches: at once. Else several messages at a time, some eight
 * times a second, which costs less than half; who comes to watch starts with what was read until then.
 *
 * <p>On transports without the socket option everything is read at once. Confined to the channel's event loop.
 */
final class ReadPace {
    /*
     * The kernel reports a socket as readable when SO_RCVLOWAT bytes wait (socket(7)), or at its end. The number follows
     * the publisher's rate of the last second, so a publisher that grows slower, or stops in the middle, is read within
     * a second all the same: well before its silence counts.
     */
    private static final IntegerUnixChannelOption LOW_WATER = new IntegerUnixChannelOption("SO_RCVLOWAT", 1, 18);

    private static final int READS_PER_SECOND = 8;
    private static final int MOST_BYTES = 32 * 1024;
    private static final int AT_ONCE = 1;

    private final Channel channel;
    private int lowWater = AT_ONCE;
    private long received;
    private @Nullable Future<?> ticks;

    ReadPace(Channel channel) {
        this.channel = channel;
    }

    /** So many bytes were read. */
    void received(int bytes) {
        received += bytes;
    }

    /** Whether somebody waits for what is read. */
    void watched(boolean anybody) {
        if (anybody) {
            end();
            set(AT_ONCE);
        } else if (ticks == null) {
            received = 0;
            ticks = channel.eventLoop().scheduleAtFixedRate(this::follow, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void follow() {
        long share = received / READS_PER_SECOND;
        received = 0;
        set((int) Math.max(AT_ONCE, Math.min(share, MOST_BYTES)));
    }

    /** A channel that was closed has nothing to be read, and its descriptor may already be another's. */
    private void set(int bytes) {
        if (!channel.isActive()) {
            return;
        }
        boolean near = bytes > lowWater / 2 && bytes / 2 < lowWater;
        if (!near || (bytes == AT_ONCE && lowWater != AT_ONCE)) {
            lowWater = bytes;
            channel.config().setOption(LOW_WATER, bytes);
        }
    }

    /** Changes nothing any more. */
    void end() {
        Future<?> running = ticks;
        ticks = null;
        if (running != null) {
            running.cancel(false);
        }
    }
}
