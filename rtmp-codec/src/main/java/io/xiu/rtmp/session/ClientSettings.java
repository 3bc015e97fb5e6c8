package io.xiu.rtmp.session;

import io.xiu.amf.AmfObject;
import io.xiu.rtmp.chunk.ChunkLimits;

/**
 * What a client says in its connect command, and allows the server.
 *
 * @param app the application name, with its query if it has one
 * @param tcUrl the URL of the application, such as {@code rtmp://host:1935/live}
 * @param flashVer what we say we are; some servers look for {@code FMLE/} in a publisher's
 * @param extraConnectProperties properties of the command object beyond the usual ones
 * @param outgoingChunkSize bytes of a chunk we send, 128 to 65,536
 * @param digestHandshake whether to offer the handshake with digests; a server without them is met all the same
 * @param limits what the server may make us hold
 * @param sessionLimits what the server may do
 * @param capabilities what we say we can do beyond RTMP 1.0
 */
public record ClientSettings(
        String app,
        String tcUrl,
        String flashVer,
        AmfObject extraConnectProperties,
        int outgoingChunkSize,
        boolean digestHandshake,
        ChunkLimits limits,
        SessionLimits sessionLimits,
        EnhancedCapabilities capabilities) {
    private static final String FLASH_VERSION = "FMLE/3.0 (compatible; xiu)";
    private static final int CHUNK_SIZE = 60_000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the chunk size is out of its range
     */
    public ClientSettings {
        if (outgoingChunkSize < 128 || outgoingChunkSize > 65_536) {
            throw new IllegalArgumentException("chunk size " + outgoingChunkSize);
        }
    }

    /** Settings with {@link SessionLimits#DEFAULT} and {@link EnhancedCapabilities#CLIENT}. */
    public ClientSettings(
            String app,
            String tcUrl,
            String flashVer,
            AmfObject extraConnectProperties,
            int outgoingChunkSize,
            boolean digestHandshake,
            ChunkLimits limits) {
        this(
                app,
                tcUrl,
                flashVer,
                extraConnectProperties,
                outgoingChunkSize,
                digestHandshake,
                limits,
                SessionLimits.DEFAULT,
                EnhancedCapabilities.CLIENT);
    }

    /** The usual settings for an application. */
    public static ClientSettings of(String app, String tcUrl) {
        return new ClientSettings(app, tcUrl, FLASH_VERSION, AmfObject.EMPTY, CHUNK_SIZE, true, ChunkLimits.DEFAULT);
    }

    /** The same with further properties of the command object, in place of those here. */
    public ClientSettings withExtraConnectProperties(AmfObject extra) {
        return new ClientSettings(
                app, tcUrl, flashVer, extra, outgoingChunkSize, digestHandshake, limits, sessionLimits, capabilities);
    }

    /**
     * The same with other capabilities. A client that obeys {@link ClientEvent.ReconnectRequested} should say so:
     * {@code EnhancedCapabilities.CLIENT.with(EnhancedCapability.RECONNECT)}.
     */
    public ClientSettings withCapabilities(EnhancedCapabilities otherCapabilities) {
        return new ClientSettings(
                app,
                tcUrl,
                flashVer,
                extraConnectProperties,
                outgoingChunkSize,
                digestHandshake,
                limits,
                sessionLimits,
                otherCapabilities);
    }

    /** Leaves out queries and properties. */
    @Override
    public String toString() {
        return "ClientSettings[app=" + StreamName.of(app) + ", tcUrl=" + StreamName.of(tcUrl) + "]";
    }
}
