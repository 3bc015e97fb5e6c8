package io.xiu.server.live;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.FrameEncoder;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.WireFormat;

/**
 * MPEG-TS of the first video and the first audio track, where it can hold them. Whoever starts finds tables and parameter sets in the log, so it gets nothing of its
 * own.
 */
final class TsFormat implements WireFormat {
    static final TsFormat INSTANCE = new TsFormat();

    private TsFormat() {}

    @Override
    public FrameEncoder encoder() {
        return new TsEncoder();
    }

    @Override
    public TrackSelection tracks() {
        return TrackSelection.ALL;
    }

    @Override
    public boolean announcesTracks() {
        return true;
    }

    @Override
    public int encodedBytes(MediaFrame header) {
        return 0;
    }

    @Override
    public void encode(MediaFrame header, long timestampMillis, ByteBuf out) {}
}
