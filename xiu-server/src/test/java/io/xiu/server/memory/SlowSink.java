package io.xiu.server.memory;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.ViewerSink;
import java.util.ArrayList;
import java.util.List;

/** A connection that takes all, or once told so nothing. */
final class SlowSink implements ViewerSink {
    private final List<ByteBuf> waiting = new ArrayList<>();
    private final String name;
    private final List<String> shed;
    boolean takes = true;

    SlowSink(String name, List<String> shed) {
        this.name = name;
        this.shed = shed;
    }

    @Override
    public void started(TrackSelection carried) {}

    @Override
    public boolean isWritable() {
        return waiting.isEmpty();
    }

    @Override
    public long pendingBytes() {
        return waiting.stream().mapToLong(bytes -> bytes.readableBytes()).sum();
    }

    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        if (!takes) {
            waiting.add(bytes.retainedSlice(index, length));
        }
        return isWritable();
    }

    private void close() {
        waiting.forEach(bytes -> bytes.release());
        waiting.clear();
    }

    @Override
    public void ended() {
        close();
    }

    @Override
    public void stalled() {
        close();
    }

    @Override
    public void shed() {
        shed.add(name);
        close();
    }

    @Override
    public void failed(Throwable defect) {
        throw new AssertionError(defect);
    }

    @Override
    public void refused() {
        close();
    }
}
