package io.xiu.relay;

import io.xiu.rtmp.message.MediaKind;

/** What a live stream received. Written by its writer, readable from any thread. */
public final class IngestStatistics {
    private volatile long audioBytes;
    private volatile long videoBytes;
    private volatile long videoFrames;

    IngestStatistics() {}

    void received(MediaKind kind, int bytes) {
        switch (kind) {
            case AUDIO -> {
                long sum = audioBytes + bytes;
                audioBytes = sum;
            }
            case VIDEO -> {
                long sum = videoBytes + bytes;
                long count = videoFrames + 1;
                videoBytes = sum;
                videoFrames = count;
            }
            case DATA -> {}
        }
    }

    /** Bytes of audio message bodies. */
    public long audioBytes() {
        return audioBytes;
    }

    /** Bytes of video message bodies. */
    public long videoBytes() {
        return videoBytes;
    }

    /** Video messages, sequence headers included. */
    public long videoFrames() {
        return videoFrames;
    }
}
