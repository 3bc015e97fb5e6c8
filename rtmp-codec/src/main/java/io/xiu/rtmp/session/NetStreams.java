package io.xiu.rtmp.session;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The message streams of one client: so many at most, numbered from 1, the lowest free number first. */
final class NetStreams {
    private final @Nullable NetStream[] streams;
    private @Nullable NetStream newest;

    NetStreams(int most) {
        streams = new NetStream[most + 1];
    }

    /** Creates a message stream, or gives null if there are as many as may be. */
    @Nullable
    NetStream create() {
        for (int id = 1; id < streams.length; id++) {
            if (streams[id] == null) {
                newest = new NetStream(id);
                streams[id] = newest;
                return newest;
            }
        }
        return null;
    }

    @Nullable
    NetStream get(int id) {
        return id > 0 && id < streams.length ? streams[id] : null;
    }

    void remove(NetStream stream) {
        streams[stream.id()] = null;
        if (newest != null && newest.id() == stream.id()) {
            newest = null;
        }
    }

    /**
     * The one a command or a media message is meant for. Some clients (xiu's relay) send everything on message stream
     * 0; they mean the one they created last.
     */
    @Nullable
    NetStream addressed(int id) {
        return id == 0 ? newest : get(id);
    }

    /** The one that publishes under a name, or null. */
    @Nullable
    NetStream publishing(StreamName name) {
        for (NetStream stream : streams) {
            if (stream != null && stream.publishes(name)) {
                return stream;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(", ", "{", "}");
        for (NetStream stream : streams) {
            if (stream != null) {
                joiner.add(stream.id() + "=" + stream.useName());
            }
        }
        return joiner.toString();
    }
}
