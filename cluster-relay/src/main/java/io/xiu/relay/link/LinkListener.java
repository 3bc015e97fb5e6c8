package io.xiu.relay.link;

/** Learns how links fare; each method is called once per change, not once per attempt, on the link's event loop. */
public interface LinkListener {
    /**
     * Media flows.
     *
     * @param again whether it had been broken
     */
    void working(LinkInfo link, boolean again);

    /** No media flows, for a reason such as a refused connection, and the link keeps trying. */
    void broken(LinkInfo link, String reason);

    /** The link has given up for this live stream. */
    void refused(LinkInfo link, String reason);
}
