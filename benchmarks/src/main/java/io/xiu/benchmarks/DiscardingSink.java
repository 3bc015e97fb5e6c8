package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.ViewerSink;

/** A viewer's connection that takes every byte at once and keeps none. */
final class DiscardingSink implements ViewerSink {
    private long bytes;

    /** How many bytes it took. */
    long bytes() {
        return bytes;
    }

    @Override
    public void started(TrackSelection carried) {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public boolean send(ByteBuf block, int index, int length) {
        bytes += length;
        return true;
    }

    @Override
    public void ended() {}

    @Override
    public void stalled() {}

    @Override
    public void shed() {}

    @Override
    public void failed(Throwable defect) {
        throw new IllegalStateException(defect);
    }

    @Override
    public void refused() {
        throw new IllegalStateException("refused");
    }
}
