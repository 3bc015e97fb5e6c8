package io.xiu.server.hls;

import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.relay.Hub;
import io.xiu.relay.HubListener;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.StreamKey;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.hls.HlsStream.Estate;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HLS of all live streams of a hub: every stream that starts is cut into segments, which are kept in memory for as long
 * as a player may ask for them, and written to the disk as well if the configuration names a path.
 *
 * <pre>{@code
 * HlsService hls = new HlsService(hub, config, loop, allocator, InstantSource.system());
 * hls.start();
 * ports.add(new HttpPort("HLS", config.port(), List.of(new HlsRoute(hls, loops, admission))));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HlsService implements HubListener, AutoCloseable {
    /*
     * The first media sequence number under a name is the seconds since 2020, as a segment hardly ever lasts less than a
     * second: numbers go on rising when the process was restarted, so players go on playing, and nothing that a cache
     * has kept is taken for something new.
     */
    private static final long SEQUENCE_EPOCH_SECONDS = 1_577_836_800;
    private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final HlsAnswer UNKNOWN = new HlsAnswer.Absent("no such stream");
    private static final Logger LOG = LoggerFactory.getLogger(HlsService.class);

    private final Hub hub;
    private final HlsConfig config;
    private final Loop loop;
    private final ByteBufAllocator allocator;
    private final InstantSource clock;
    private final @Nullable DiskWriter disk;
    private final ConcurrentHashMap<StreamKey, HlsStream> streams = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Makes the service, which does nothing before {@link #start}.
     *
     * @param loop any event loop: it does what is due each second, and its clock is the one gone by
     * @param allocator for the segments
     * @param clock for the segments' program date and time
     */
    public HlsService(Hub hub, HlsConfig config, Loop loop, ByteBufAllocator allocator, InstantSource clock) {
        this.hub = hub;
        this.config = config;
        this.loop = loop;
        this.allocator = allocator;
        this.clock = clock;
        this.disk = config.pathNamed() ? new DiskWriter() : null;
    }

    /** Begins with the streams that start from now on. */
    public void start() {
        hub.listen(this);
        loop.schedule(this::tick, TICK_NANOS);
    }

    @Override
    public void started(LiveStream live) {
        if (closed) {
            return;
        }
        HlsStream stream = adopt(live);
        live.read(new StreamSegmenter(stream, config, allocator, clock, this::nowMillis));
    }

    /** Nothing: the segmenter of the stream was told, and what it made stays for a while. */
    @Override
    public void ended(LiveStream live) {}

    /** Whether a player reads a playlist that it would have to fetch again to learn of its end. */
    public boolean isWatched() {
        return streams.values().stream().anyMatch(HlsStream::isWatched);
    }

    /** Bytes of all segments held for players. */
    public long heldBytes() {
        return streams.values().stream().mapToLong(HlsStream::heldBytes).sum();
    }

    /** Names under which there are segments, or players wait for some. */
    public int streams() {
        return streams.size();
    }

    /** Forgets all segments. To be called after the hub has ended its streams; files stay. */
    @Override
    public void close() {
        closed = true;
        if (disk != null) {
            disk.close();
        }
        streams.values().forEach(HlsStream::close);
        streams.clear();
    }

    /** Whether a player has fetched a playlist of this stream of late. */
    boolean knows(StreamKey key, Object player) {
        HlsStream stream = streams.get(key);
        return stream != null && stream.knows(player, nowMillis());
    }

    /**
     * Gives a stream's playlist as soon as there is one. If the stream isn't here but can be had, it is asked for.
     *
     * @param kind which of its playlists
     * @param player who asks: an address
     * @param at where a stream that is asked for is looked after until it comes
     * @return null if the answer was given at once
     */
    @Nullable
    PlaylistWish playlist(StreamKey key, PlaylistKind kind, Object player, Loop at, Consumer<HlsAnswer> to) {
        HlsStream stream = streams.get(key);
        if (stream == null || stream.isStale(nowMillis())) {
            LiveStream live = closed ? null : hub.want(key, at, List.of());
            if (live != null) {
                stream = adopt(live);
            } else if (stream == null) {
                to.accept(UNKNOWN);
                return null;
            }
        }
        return stream.playlist(kind, player, to, nowMillis());
    }

    /** A player no longer waits for the playlist. */
    void forget(StreamKey key, PlaylistWish wish) {
        HlsStream stream = streams.get(key);
        if (stream != null) {
            stream.forget(wish);
        }
    }

    /** Gives a segment if it is there in this format. */
    HlsAnswer segment(StreamKey key, long sequence, SegmentFormat format) {
        HlsStream stream = streams.get(key);
        return stream == null ? UNKNOWN : stream.segment(sequence, format, nowMillis());
    }

    /** Gives an initialization segment if it is there. */
    HlsAnswer initialization(StreamKey key, int number) {
        HlsStream stream = streams.get(key);
        return stream == null ? UNKNOWN : stream.initialization(number, nowMillis());
    }

    private HlsStream adopt(LiveStream live) {
        HlsStream present = streams.get(live.key());
        if (present != null && present.live() == live) {
            return present;
        }
        return streams.compute(
                live.key(), (key, before) -> before != null && before.live() == live ? before : begin(live, before));
    }

    private HlsStream begin(LiveStream live, @Nullable HlsStream before) {
        Estate estate = before == null ? Estate.NONE : before.retire(nowMillis());
        long seconds = TimeUnit.MILLISECONDS.toSeconds(clock.millis()) - SEQUENCE_EPOCH_SECONDS;
        return new HlsStream(
                live, config.fragmentSeconds(), stores(live.key()), Math.max(0, seconds), estate, nowMillis());
    }

    private HlsStream.Stores stores(StreamKey key) {
        StreamUrls urls = new StreamUrls(key, config.prefix());
        int window = Math.min(config.liveTsCount(), HlsConfig.MOST_LIVE_SEGMENTS);
        return (firstSequence, follows) -> new SegmentStore(urls, window, firstSequence, follows, files(key));
    }

    private @Nullable StreamFiles files(StreamKey key) {
        try {
            return disk == null ? null : new StreamFiles(disk, config.path(), key);
        } catch (InvalidPathException e) {
            LOG.warn("{}: HLS isn't written to the disk, its name is no file name here", key);
            return null;
        }
    }

    private void tick() {
        if (closed) {
            return;
        }
        long now = nowMillis();
        streams.forEach((key, stream) -> tick(key, stream, now));
        loop.schedule(this::tick, TICK_NANOS);
    }

    /** A defect costs one stream one tick. */
    private void tick(StreamKey key, HlsStream stream, long now) {
        try {
            if (stream.tick(now) && streams.remove(key, stream)) {
                stream.close();
            }
        } catch (RuntimeException e) {
            LOG.error("{}: HLS was not looked after", key, e);
        }
    }

    private long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(loop.nanoTime());
    }
}
