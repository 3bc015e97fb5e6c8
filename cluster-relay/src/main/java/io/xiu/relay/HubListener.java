package io.xiu.relay;

/** Learns of live streams as they come and go. Called on the stream's writer. */
public interface HubListener {
    /** The first publisher of a live stream was accepted; no frame has come yet. */
    void started(LiveStream stream);

    /** A live stream has ended: its viewers and readers were told. */
    void ended(LiveStream stream);
}
