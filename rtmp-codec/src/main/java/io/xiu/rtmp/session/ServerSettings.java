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
 * @param limits what a client may do
 * @param capabilities what we say we can do beyond RTMP 1.0
 */
public record ServerSettings(
        int outgoingChunkSize,
        int windowAcknowledgementBytes,
        int peerBandwidthBytes,
        ChunkLimits viewerLimits,
        ChunkLimits publisherLimits,
        SessionLimits limits,
        EnhancedCapabilities capabilities) {
    /** Chunks of 60,000 bytes, windows of 2,500,000, and the default of everything else. */
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

    /** Settings with {@link SessionLimits#DEFAULT} and {@link EnhancedCapabilities#SERVER}. */
    public ServerSettings(
            int outgoingChunkSize,
            int windowAcknowledgementBytes,
            int peerBandwidthBytes,
            ChunkLimits viewerLimits,
            ChunkLimits publisherLimits) {
        this(
                outgoingChunkSize,
                windowAcknowledgementBytes,
                peerBandwidthBytes,
                viewerLimits,
                publisherLimits,
                SessionLimits.DEFAULT,
                EnhancedCapabilities.SERVER);
    }

    /** The same with other limits on what a client may do. */
    public ServerSettings withLimits(SessionLimits otherLimits) {
        return new ServerSettings(
                outgoingChunkSize,
                windowAcknowledgementBytes,
                peerBandwidthBytes,
                viewerLimits,
                publisherLimits,
                otherLimits,
                capabilities);
    }

    /** The same with other capabilities. */
    public ServerSettings withCapabilities(EnhancedCapabilities otherCapabilities) {
        return new ServerSettings(
                outgoingChunkSize,
                windowAcknowledgementBytes,
                peerBandwidthBytes,
                viewerLimits,
                publisherLimits,
                limits,
                otherCapabilities);
    }
}
