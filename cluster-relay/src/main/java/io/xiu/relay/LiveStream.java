package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.xiu.rtmp.message.MediaKind;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream by its name: it outlives its publishers, and viewers belong to it, not to them.
 *
 * <pre>{@code
 *          someone wants it, and it can be pulled      a publisher comes
 *   (absent) ------------------------------> WANTED -----------------> LIVE
 *      |             a publisher comes          |                      |   ^
 *      +----------------------------------------|------------------>   |   | a publisher comes
 *                                               |      it has gone     v   |
 *                            ENDED <------------+--------------------- HELD
 *                                     nobody waits, or the hold has run out
 * }</pre>
 *
 * <p>One writer at a time: everything happens on the loop of the newest publisher (or of the viewer that asked first),
 * and {@link #execute} finds it. On a takeover the old loop hands the stream over and drops what its publisher still
 * sends.
 */
public final class LiveStream {
    private final StreamKey key;
    private final Hub hub;
    private final RelaySettings settings;
    private final Fanout fanout;
    private final Audience audience = new Audience();
    private final ViewerPlaces places;
    private final IngestStatistics ingest = new IngestStatistics();
    private final ViewerTotals totals = new ViewerTotals();

    private volatile Loop writer;
    private volatile State state = State.WANTED;
    private volatile @Nullable Publication publication;

    private @Nullable Claim claim;
    private boolean everPublished;
    private Loop.@Nullable Timer silence;
    private Loop.@Nullable Timer hold;
    private Loop.@Nullable Timer idle;

    /** Where a live stream stands. */
    public enum State {
        /** Viewers wait for a first publisher. */
        WANTED,
        /** It has a publisher. */
        LIVE,
        /** Its publisher has gone, and another may come. */
        HELD,
        /** It is over. */
        ENDED
    }

    private record Claim(Publication by, Loop.Timer timer) {}

    LiveStream(StreamKey key, Hub hub, RelaySettings settings, Blocks blocks, Loop writer) {
        this.key = key;
        this.hub = hub;
        this.settings = settings;
        this.fanout = new Fanout(blocks, settings, hub::deliveries);
        this.places = new ViewerPlaces(this, fanout, audience, settings.firstFrameWait());
        this.writer = writer;
    }

    /** The name it is found by. */
    public StreamKey key() {
        return key;
    }

    /** Where it stands now. */
    public State state() {
        return state;
    }

    /** Its publisher, if it has one now. */
    public @Nullable PublisherInfo publisher() {
        Publication current = publication;
        return current == null ? null : current.info();
    }

    /** Its viewers over RTMP and HTTP-FLV, relays included; a live view. */
    public Set<Viewer> viewers() {
        return audience.viewers();
    }

    /** What its publishers sent. */
    public IngestStatistics ingest() {
        return ingest;
    }

    /** What its viewers were sent. */
    public ViewerTotals totals() {
        return totals;
    }

    /** Bytes of the frames kept for viewers that join. */
    public long gopBytes() {
        return fanout.gopBytes();
    }

    DeliverySettings delivery() {
        return settings.delivery();
    }

    boolean isOver() {
        return state == State.ENDED;
    }

    /** How viewers get in and out; for the writer. */
    ViewerPlaces places() {
        return places;
    }

    /** Adds a reader of frames, which gets the headers in force first. */
    public void read(FrameReader reader) {
        execute(() -> {
            if (state == State.ENDED) {
                reader.ended();
            } else {
                fanout.read(reader);
            }
        });
    }

    /** Counts someone who watches in another way than as a {@link Viewer}, until {@link #depart}. */
    public void attend() {
        execute(() -> {
            audience.attend();
            cancel(idle);
        });
    }

    /** Takes back one {@link #attend}. */
    public void depart() {
        execute(() -> {
            audience.depart();
            watchAttendance();
        });
    }

    /** Ends the stream at once, whoever publishes or watches. */
    public void endNow() {
        execute(this::end);
    }

    /** Runs a task on the loop that writes this stream, now or whenever the stream has been handed over. */
    void execute(Runnable task) {
        Loop at = writer;
        at.execute(() -> {
            if (writer.equals(at)) {
                task.run();
            } else {
                execute(task);
            }
        });
    }

    /** Runs a task on the writer after a while. Called on the writer. */
    Loop.Timer after(Duration wait, Runnable task) {
        return writer.schedule(() -> execute(task), wait.toNanos());
    }

    /** Someone wants to publish. Answers false if this stream is over and another must be made. */
    boolean claim(Publication by) {
        if (state == State.ENDED) {
            return false;
        }
        if (publication == null) {
            accept(by);
        } else if (claim != null) {
            by.loop().execute(by.listener()::refused);
        } else {
            claim = new Claim(by, after(settings.takeover(), () -> takeOver(by)));
        }
        return true;
    }

    private void takeOver(Publication by) {
        Claim pending = claim;
        if (pending != null && pending.by() == by) {
            claim = null;
            drop(PublisherListener.Reason.TAKEN_OVER);
            accept(by);
        }
    }

    /** The publisher gave a sign of life: whoever waits for its name has to go. */
    void publisherLives() {
        if (claim != null) {
            refuseClaim();
        }
    }

    private void refuseClaim() {
        Claim pending = claim;
        claim = null;
        if (pending != null) {
            pending.timer().cancel();
            pending.by().loop().execute(pending.by().listener()::refused);
        }
    }

    /** Nothing of this stream may be touched here after this: it is on another loop then. */
    private void accept(Publication by) {
        cancel(hold);
        cancel(idle);
        fanout.publisherChanged();
        publication = by;
        state = State.LIVE;
        writer = by.loop();
        by.loop().execute(() -> begin(by));
    }

    private void begin(Publication by) {
        if (publication != by) {
            return; // the stream has ended meanwhile, and the publisher was told
        }
        by.begin();
        watchSilence(by, settings.publisherSilence());
        if (!everPublished) {
            everPublished = true;
            places.open();
            hub.started(this);
        }
        // Not before the readers that come with the start: a publisher may send from within this call.
        by.loop().execute(() -> by.listener().accepted(by));
        by.loop().execute(() -> by.watched(!audience.viewers().isEmpty()));
        watchAttendance();
        places.admitWaiting();
    }

    private void watchSilence(Publication of, Duration wait) {
        silence = after(wait, () -> {
            if (publication != of) {
                return;
            }
            Duration left = settings.publisherSilence().minusNanos(of.loop().nanoTime() - of.heardNanos());
            if (left.isNegative() || left.isZero()) {
                drop(PublisherListener.Reason.SILENT);
                vacant();
            } else {
                watchSilence(of, left);
            }
        });
    }

    void publish(MediaKind kind, int timestampMillis, ByteBuf body) {
        ingest.received(kind, body.readableBytes());
        fanout.publish(kind, timestampMillis, body);
        places.lookAtTracks();
    }

    void discontinuity() {
        fanout.discontinuity();
    }

    void publisherLeft(Publication by) {
        if (publication == by) {
            by.finish();
            publication = null;
            cancel(silence);
            vacant();
        }
    }

    private void drop(PublisherListener.Reason reason) {
        Publication current = publication;
        if (current != null) {
            publication = null;
            cancel(silence);
            current.finish();
            current.loop().execute(() -> current.listener().dropped(reason));
        }
    }

    /** There is no publisher: whoever waits for the name gets it, else the stream is held for a while. */
    private void vacant() {
        Claim pending = claim;
        if (pending != null) {
            claim = null;
            pending.timer().cancel();
            accept(pending.by());
        } else if (settings.hold().isZero()) {
            end();
        } else {
            state = State.HELD;
            hold = after(settings.hold(), () -> {
                if (state == State.HELD) {
                    end();
                }
            });
        }
    }

    private void end() {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        cancel(hold);
        cancel(idle);
        drop(PublisherListener.Reason.ENDED);
        refuseClaim();
        hub.ended(this, everPublished);
        fanout.end();
        places.close();
    }

    void someoneCame() {
        tellPublisher();
        cancel(idle);
    }

    void someoneLeft() {
        tellPublisher();
        watchAttendance();
    }

    /** A pulled stream that nobody watches ends after a while. */
    private void watchAttendance() {
        Publication current = publication;
        boolean pulled =
                current == null ? state == State.WANTED : current.info().pulled();
        if (audience.nobody() && pulled) {
            cancel(idle);
            idle = after(settings.idle(), () -> {
                if (audience.nobody()) {
                    end();
                }
            });
        }
    }

    private void tellPublisher() {
        Publication current = publication;
        if (current != null) {
            current.watched(!audience.viewers().isEmpty());
        }
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
