package io.xiu.rtmp.session;

import io.xiu.rtmp.chunk.ChunkLimits;

/**
 * What a server says to its clients and allows them.
 *
 * @param outgoingChunkSize bytes of a chunk we send, 128 to 65,536
 * @param windowAcknowledgementBytes after how many bytes of ours the client shall send an Acknowledgement, at least 1
 * @param peerBandwidthBytes the window we ask of the client, at least 1
 * @param viewerLimits what a client may make us hold until it publishes
 * @param publisherLimits what a publisher may make us hold
 */
public record ServerSettings(
        int outgoingChunkSize,
        int windowAcknowledgementBytes,
        int peerBandwidthBytes,
        ChunkLimits viewerLimits,
        ChunkLimits publisherLimits) {
    /** Chunks of 60,000 bytes, windows of 2,500,000. */
    public static final ServerSettings DEFAULT =
            new ServerSettings(60_000, 2_500_000, 2_500_000, ChunkLimits.VIEWER, ChunkLimits.DEFAULT);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public ServerSettings {
        if (outgoingChunkSize < 128 || outgoingChunkSize > 65_536) {
            throw new IllegalArgumentException("chunk size " + outgoingChunkSize);
        }
        if (windowAcknowledgementBytes < 1 || peerBandwidthBytes < 1) {
            throw new IllegalArgumentException("windows must be positive");
        }
    }
}
