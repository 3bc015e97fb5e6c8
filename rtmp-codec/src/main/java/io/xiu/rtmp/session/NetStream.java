package io.xiu.rtmp.session;

/** One message stream a client has created, and what it's used for. */
final class NetStream {
    /** What a message stream is used for; the way through these is drawn at {@link ServerSession}. */
    sealed interface Use {
        record Idle() implements Use {}

        /** @param addressedAsZero whether the command came on message stream 0, where the media will come too */
        record PublishPending(StreamName name, boolean addressedAsZero) implements Use {}

        record Publishing(StreamName name, boolean addressedAsZero) implements Use {}

        record PlayPending(StreamName name) implements Use {}

        record Playing(StreamName name) implements Use {}
    }

    private static final Use IDLE = new Use.Idle();

    private final int id;
    private Use use = IDLE;

    NetStream(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    void use(Use next) {
        use = next;
    }

    void idle() {
        use = IDLE;
    }

    /** What it's used for, in a word. */
    String useName() {
        return use.getClass().getSimpleName();
    }

    boolean isIdle() {
        return use instanceof Use.Idle;
    }

    boolean isPlayPending() {
        return use instanceof Use.PlayPending;
    }

    boolean isPlaying() {
        return use instanceof Use.Playing;
    }

    boolean isPublishing() {
        return use instanceof Use.Publishing;
    }

    /** Whether media that come on this message stream are published. */
    boolean publishes(int messageStreamId) {
        return use instanceof Use.Publishing publishing && (messageStreamId == id || publishing.addressedAsZero());
    }

    /** Whether a stream of this name is being published. */
    boolean publishes(StreamName name) {
        return use instanceof Use.Publishing publishing
                && publishing.name().name().equals(name.name());
    }

    /**
     * A pending publish becomes one.
     *
     * @throws IllegalStateException if none is pending
     */
    void publish() {
        NetStream.Use.PublishPending pending = publishPending();
        use = new Use.Publishing(pending.name(), pending.addressedAsZero());
    }

    /** @throws IllegalStateException if none is pending */
    Use.PublishPending publishPending() {
        if (use instanceof Use.PublishPending pending) {
            return pending;
        }
        throw new IllegalStateException("no publish is pending on message stream " + id);
    }

    /**
     * A pending play becomes one.
     *
     * @throws IllegalStateException if none is pending
     */
    void play() {
        use = new Use.Playing(playPending().name());
    }

    /** @throws IllegalStateException if none is pending */
    Use.PlayPending playPending() {
        if (use instanceof Use.PlayPending pending) {
            return pending;
        }
        throw new IllegalStateException("no play is pending on message stream " + id);
    }
}
