package io.xiu.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The viewers' way into a live stream and out of it: who gets a place in a log, who waits for one, who is turned away.
 * Confined to the stream's writer.
 */
final class ViewerPlaces {
    /*
     * A viewer waits until the stream has a first publisher and, if its format announces tracks, until they are known: as
     * soon as there are audio and video, or a second after the first of them came. A stream that is over turns all away.
     */
    private static final Duration TRACKS_KNOWN_AFTER = Duration.ofSeconds(1);

    private final LiveStream stream;
    private final Fanout fanout;
    private final Audience audience;
    private final Duration firstFrameWait;

    private boolean open;
    private boolean anyTrack;
    private boolean tracksKnown;

    ViewerPlaces(LiveStream stream, Fanout fanout, Audience audience, Duration firstFrameWait) {
        this.stream = stream;
        this.fanout = fanout;
        this.audience = audience;
        this.firstFrameWait = firstFrameWait;
    }

    /** The stream has, or has had, a publisher. */
    void open() {
        open = true;
    }

    /** Looks again at all that wait. */
    void admitWaiting() {
        audience.callAll(this::admit);
    }

    /** A frame was published, perhaps the first of its track. */
    void lookAtTracks() {
        if (tracksKnown || !fanout.carried().any()) {
            return;
        }
        if (fanout.carried().equals(TrackSelection.ALL)) {
            knowTracks();
        } else if (!anyTrack) {
            anyTrack = true;
            stream.after(TRACKS_KNOWN_AFTER, this::knowTracks);
        }
    }

    private void knowTracks() {
        if (!tracksKnown) {
            tracksKnown = true;
            admitWaiting();
        }
    }

    /** The stream is over: whoever waits is turned away. */
    void close() {
        audience.callAll((viewer, format, asked) -> refuse(viewer));
    }

    /** A viewer comes for the first time. */
    void arrive(Viewer viewer, WireFormat format) {
        audience.arrive(viewer);
        viewer.format(format);
        admit(viewer, format, 0);
        stream.someoneCame();
    }

    private boolean mustWait(WireFormat format) {
        return !open || (format.announcesTracks() && !tracksKnown);
    }

    private void admit(Viewer viewer, WireFormat format, int asked) {
        if (stream.isOver()) {
            refuse(viewer);
        } else if (mustWait(format)) {
            Loop.Timer timer = stream.after(firstFrameWait, () -> {
                if (audience.stopsWaiting(viewer)) {
                    refuse(viewer);
                }
            });
            audience.await(viewer, format, asked, timer);
        } else if (!fanout.opens(format)) {
            refuse(viewer);
        } else {
            TrackSelection carried = fanout.carried();
            viewer.loop().execute(() -> viewer.start(carried));
            fanout.join(viewer, format, asked, true);
        }
    }

    private static void refuse(Viewer viewer) {
        viewer.loop().execute(viewer::refuse);
    }

    /** A viewer has gone, out of a group if it was in one. */
    void left(Viewer viewer, @Nullable DeliveryGroup from) {
        paused(viewer, from);
        if (audience.leave(viewer)) {
            stream.someoneLeft();
        }
    }

    /** A viewer was counted into a group that it no longer wants to be in. */
    void left(DeliveryGroup group) {
        fanout.leave(group);
    }

    /** A viewer wants nothing for now. */
    void paused(Viewer viewer, @Nullable DeliveryGroup from) {
        audience.stopsWaiting(viewer);
        if (from != null) {
            fanout.leave(from);
        }
    }

    /** A viewer goes on: at the oldest sync point, or in another format at its next one. */
    void rejoined(Viewer viewer, @Nullable DeliveryGroup from, @Nullable WireFormat other, int asked) {
        paused(viewer, from);
        if (stream.isOver()) {
            viewer.loop().execute(viewer::endedMeanwhile);
            return;
        }
        if (other == null) {
            admit(viewer, viewer.format(), asked);
            return;
        }
        viewer.format(other);
        if (mustWait(other)) {
            admit(viewer, other, asked);
        } else {
            fanout.join(viewer, other, asked, false);
        }
    }
}
