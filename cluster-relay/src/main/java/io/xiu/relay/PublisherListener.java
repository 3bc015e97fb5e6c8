package io.xiu.relay;

/** What a publisher's connection is told. Every method is called on the loop it gave. */
public interface PublisherListener {
    /** The name is this publisher's from now on; frames go to the publication. */
    void accepted(Publication publication);

    /** Whether any viewer, relays included, reads the stream now; told at each change, beginning with true. */
    default void watched(boolean anybody) {}

    /** Another publisher has the name and is alive. */
    void refused();

    /** The publication is over and the connection should be closed, for the reason given. */
    void dropped(Reason reason);

    /** Why a publisher lost its name. */
    enum Reason {
        /** Another publisher came while this one was silent. */
        TAKEN_OVER,
        /** No byte came for the time allowed. */
        SILENT,
        /** The live stream was ended from this side. */
        ENDED
    }
}
