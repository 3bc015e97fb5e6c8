package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The way of a frame from the publisher to the logs: timeline, headers, GOP cache, and one {@link WireLog} for each wire
 * format that has viewers. Confined to the live stream's writer.
 */
final class Fanout {
    /** A new publisher's video is left out until its first key frame, but for at most so many frames. */
    private static final int MAX_FRAMES_BEFORE_KEY = 300;

    private final Blocks blocks;
    private final RelaySettings settings;
    private final Function<Loop, Deliveries> deliveries;
    private final Timeline timeline = new Timeline();
    private final FrameInspector inspector = new FrameInspector();
    private final GopCache gop;
    private final Map<WireFormat, WireLog> logs = new LinkedHashMap<>();
    private final List<FrameReader> readers = new ArrayList<>();
    private Headers headers = Headers.NONE;
    private boolean timelineStarted;
    private int framesBeforeKey;

    Fanout(Blocks blocks, RelaySettings settings, Function<Loop, Deliveries> deliveries) {
        this.blocks = blocks;
        this.settings = settings;
        this.deliveries = deliveries;
        this.gop = new GopCache(settings.gopNumber(), settings.gopFrames(), settings.gopBytes());
    }

    /** The next message comes from another publisher. */
    void publisherChanged() {
        timeline.publisherChanged();
        inspector.publisherChanged();
        if (inspector.videoSeen()) {
            framesBeforeKey = MAX_FRAMES_BEFORE_KEY;
        }
        forgetGop();
    }

    /** The publisher says that its timeline was set anew where it is. */
    void discontinuity() {
        if (timelineStarted) {
            spread(new MediaFrame(
                    MediaKind.DATA,
                    MediaFrame.Role.DISCONTINUITY,
                    timeline.place(MediaKind.DATA, 0),
                    Unpooled.EMPTY_BUFFER));
        }
    }

    /** Bytes of frames kept for viewers that join. Any thread. */
    long gopBytes() {
        return gop.bytes();
    }

    /** Takes a message from the publisher; takes ownership of its body. */
    void publish(MediaKind kind, int timestampMillis, ByteBuf body) {
        try {
            MediaFrame.Role role = inspector.inspect(kind, body);
            if (kind == MediaKind.VIDEO && waitsForKey(role)) {
                return;
            }
            long placed = timeline.place(kind, timestampMillis);
            timelineStarted |= kind != MediaKind.DATA;
            if (timeline.takeDiscontinuity()) {
                discontinuity();
            }
            MediaFrame frame = new MediaFrame(kind, role, placed, body);
            if (role == MediaFrame.Role.HEADER) {
                headers = headers.with(inspector.headerKeys(), frame);
            }
            spread(frame);
        } finally {
            body.release();
        }
    }

    private boolean waitsForKey(MediaFrame.Role role) {
        if (framesBeforeKey > 0 && role == MediaFrame.Role.CODED) {
            framesBeforeKey--;
            return true;
        }
        if (role == MediaFrame.Role.SYNC) {
            framesBeforeKey = 0;
        }
        return false;
    }

    private void spread(MediaFrame frame) {
        if (!gop.add(frame, headers)) {
            forgetGop();
        }
        if (!logs.isEmpty()) {
            logs.values().forEach(log -> append(log, frame));
        }
        for (int i = 0; i < readers.size(); i++) {
            readers.get(i).frame(frame);
        }
    }

    private void append(WireLog log, MediaFrame frame) {
        log.append(frame, headers);
        log.wake();
    }

    private void forgetGop() {
        gop.clear();
        logs.values().forEach(WireLog::forgetSyncPoints);
    }

    /** Which tracks have been seen. */
    TrackSelection carried() {
        return new TrackSelection(inspector.audioSeen(), inspector.videoSeen());
    }

    /** Gets ready for {@link #join}. False, and nothing is kept, if a viewer of this format would get nothing of what there is. */
    boolean opens(WireFormat format) {
        WireLog log = log(format);
        boolean opens = !log.carriesNothing();
        if (!opens) {
            closeIfDeserted(log);
        }
        return opens;
    }

    void join(Viewer viewer, WireFormat format, int asked, boolean fromSyncPoint) {
        log(format).join(viewer, asked, fromSyncPoint, deliveries);
    }

    private WireLog log(WireFormat format) {
        WireLog present = logs.get(format);
        if (present != null) {
            return present;
        }
        WireLog started = new WireLog(format, blocks, settings);
        Headers before = gop.firstHeaders();
        started.begin(before == null ? headers : before);
        gop.forEach(started::append);
        logs.put(format, started);
        return started;
    }

    void leave(DeliveryGroup group) {
        WireLog log = group.log();
        log.leave(group);
        closeIfDeserted(log);
    }

    private void closeIfDeserted(WireLog log) {
        if (log.deserted()) {
            log.close();
            logs.remove(log.format(), log);
        }
    }

    void read(FrameReader reader) {
        headers.frames().forEach(reader::frame);
        readers.add(reader);
    }

    /** Nothing comes after this: viewers and readers are told, and what is cached is given up. */
    void end() {
        gop.clear();
        logs.values().forEach(WireLog::end);
        readers.forEach(FrameReader::ended);
        readers.clear();
    }
}
