package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.MediaKind;

/**
 * A publisher's hold on a live stream, from {@link PublisherListener#accepted} until it ends it or is dropped. For the
 * loop that the publisher gave; after its end all calls are without effect.
 */
public final class Publication {
    private final LiveStream stream;
    private final Loop loop;
    private final PublisherInfo info;
    private final PublisherListener listener;

    /** Whether this is the stream's publication; written and read on this publication's loop. */
    private boolean current;

    private boolean watched = true;
    private long heardNanos;

    Publication(LiveStream stream, Loop loop, PublisherInfo info, PublisherListener listener) {
        this.stream = stream;
        this.loop = loop;
        this.info = info;
        this.listener = listener;
    }

    /** Adds a message to the live stream; takes ownership of its body, which is dropped if the publication is over. */
    public void publish(MediaKind kind, int timestampMillis, ByteBuf body) {
        if (current) {
            heard();
            stream.publish(kind, timestampMillis, body);
        } else {
            body.release();
        }
    }

    /** Notes a sign of life: bytes came, whatever they were. */
    public void heard() {
        if (current) {
            heardNanos = loop.nanoTime();
            stream.publisherLives();
        }
    }

    /** Notes that the publisher's own timeline was set anew, so that segments show it. */
    public void discontinuity() {
        if (current) {
            stream.discontinuity();
        }
    }

    /** The publisher is gone, by its own will or not; the live stream waits for the next one. */
    public void end() {
        if (current) {
            stream.publisherLeft(this);
        }
    }

    /** The publisher is gone and no other should be waited for. */
    public void endStream() {
        if (current) {
            stream.endNow();
        }
    }

    /** The live stream published to. */
    public LiveStream stream() {
        return stream;
    }

    /** Who this is. */
    public PublisherInfo info() {
        return info;
    }

    Loop loop() {
        return loop;
    }

    PublisherListener listener() {
        return listener;
    }

    long heardNanos() {
        return heardNanos;
    }

    void begin() {
        current = true;
        heardNanos = loop.nanoTime();
    }

    void watched(boolean anybody) {
        if (watched != anybody) {
            watched = anybody;
            listener.watched(anybody);
        }
    }

    void finish() {
        current = false;
    }
}
