package io.xiu.relay;

import io.netty.buffer.ByteBufAllocator;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The live streams of a process, by name.
 *
 * <pre>{@code
 * hub.publish(key, info, loop, publisherListener);      // then publication.publish(kind, timestamp, body)
 * Viewer viewer = hub.play(key, format, loop, sink, viewerInfo, List.of());
 * }</pre>
 *
 * <p>Any thread may call; answers come on the loops given.
 */
public final class Hub {
    private final RelaySettings settings;
    private final Blocks blocks;
    private final ConcurrentHashMap<StreamKey, LiveStream> streams = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Loop, Deliveries> deliveries = new ConcurrentHashMap<>();
    private final List<Deliveries> deliveriesInOrder = new CopyOnWriteArrayList<>();
    private final List<HubListener> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable StreamSource source;

    /** Makes a hub whose logs take their blocks from {@code allocator}. */
    public Hub(RelaySettings settings, ByteBufAllocator allocator) {
        this.settings = settings;
        this.blocks = new Blocks(allocator);
    }

    /** Adds a listener, which hears of streams that start later. */
    public void listen(HubListener listener) {
        listeners.add(listener);
    }

    /** Names the place that absent streams can be had from. */
    public void source(StreamSource place) {
        source = place;
    }

    /** How live streams behave here. */
    public RelaySettings settings() {
        return settings;
    }

    /** The live stream of this name, also one that is wanted or held; null if there is none. */
    public @Nullable LiveStream find(StreamKey key) {
        return streams.get(key);
    }

    /** All live streams; a live view. */
    public Collection<LiveStream> streams() {
        return streams.values();
    }

    /** What delivery costs, for each loop that has had viewers: a loop keeps its place in the list. */
    public List<DeliveryStatistics> delivery() {
        return deliveriesInOrder.stream().map(Deliveries::statistics).toList();
    }

    /** Bytes of media held in logs and GOP caches. */
    public long heldBytes() {
        return blocks.heldBytes()
                + streams.values().stream().mapToLong(LiveStream::gopBytes).sum();
    }

    Deliveries deliveries(Loop loop) {
        return deliveries.computeIfAbsent(loop, of -> {
            Deliveries made = new Deliveries(of, settings.delivery(), deliveries::size);
            deliveriesInOrder.add(made);
            return made;
        });
    }

    /** Asks for a name to publish under. The listener is told on {@code loop}, within the takeover time. */
    public void publish(StreamKey key, PublisherInfo info, Loop loop, PublisherListener listener) {
        LiveStream stream = streams.computeIfAbsent(key, k -> new LiveStream(k, this, settings, blocks, loop));
        stream.execute(() -> {
            if (!stream.claim(new Publication(stream, loop, info, listener))) {
                streams.remove(key, stream);
                publish(key, info, loop, listener);
            }
        });
    }

    /** Asks to publish to this very stream; refused if it is over. */
    public void publish(LiveStream stream, PublisherInfo info, Loop loop, PublisherListener listener) {
        stream.execute(() -> {
            if (!stream.claim(new Publication(stream, loop, info, listener))) {
                loop.execute(listener::refused);
            }
        });
    }

    /**
     * Lets a viewer watch. The sink is told on {@code loop}; {@link ViewerSink#refused} comes at once if the stream isn't
     * here and can't be had from elsewhere.
     *
     * @param path ids of the processes the wish has passed; empty for a player
     */
    public Viewer play(
            StreamKey key, WireFormat format, Loop loop, ViewerSink sink, ViewerInfo info, List<String> path) {
        LiveStream stream = want(key, loop, path);
        if (stream == null) {
            LiveStream absent = new LiveStream(key, this, settings, blocks, loop);
            Viewer refused = new Viewer(absent, loop, sink, info);
            loop.execute(refused::refuse);
            return refused;
        }
        return play(stream, format, loop, sink, info);
    }

    /** Lets a viewer watch this very stream; it is refused if the stream is over. */
    public Viewer play(LiveStream stream, WireFormat format, Loop loop, ViewerSink sink, ViewerInfo info) {
        Viewer viewer = new Viewer(stream, loop, sink, info);
        stream.execute(() -> stream.places().arrive(viewer, format));
        return viewer;
    }

    /**
     * The live stream of this name; if it isn't here and there is a source, it is asked for. Who does not become a
     * {@link Viewer} says with {@link LiveStream#attend} that it is there.
     *
     * @return null if the stream isn't here and can't be had
     */
    public @Nullable LiveStream want(StreamKey key, Loop loop, List<String> path) {
        LiveStream present = streams.get(key);
        StreamSource place = source;
        if (present != null || place == null) {
            return present;
        }
        LiveStream made = new LiveStream(key, this, settings, blocks, loop);
        LiveStream other = streams.putIfAbsent(key, made);
        if (other != null) {
            return other;
        }
        made.execute(() -> place.wanted(made, path));
        return made;
    }

    /** Ends every live stream: viewers get what there is and are told. */
    public void endAll() {
        streams.values().forEach(LiveStream::endNow);
    }

    void started(LiveStream stream) {
        listeners.forEach(listener -> listener.started(stream));
    }

    void ended(LiveStream stream, boolean hadStarted) {
        streams.remove(stream.key(), stream);
        if (hadStarted) {
            listeners.forEach(listener -> listener.ended(stream));
        }
    }
}
