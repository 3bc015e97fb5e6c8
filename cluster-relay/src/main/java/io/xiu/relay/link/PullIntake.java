package io.xiu.relay.link;

import io.xiu.flv.ScriptData;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RtmpFormat;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What one connection of a {@link PullLink} brings: a publisher of the live stream from the first audio or video on.
 * Confined to the link's event loop.
 *
 * <pre>
 *   IDLE --first audio or video: claim--> CLAIMING --accepted--> PUBLISHING
 *     |                                      |                       |
 *     +---------------- end -----------------+-----------------------+--> OVER
 * </pre>
 */
final class PullIntake implements PublisherListener {
    /** Data messages that are kept while there is no audio or video: metadata comes first. */
    private static final int MAX_EARLY_DATA = 16;

    private final PullLink link;
    private final LinkConnection connection;
    private final Queue<MediaMessage> early = new ArrayDeque<>();
    private @Nullable Publication publication;
    private boolean claiming;
    private boolean over;

    PullIntake(PullLink link, LinkConnection connection) {
        this.link = link;
        this.connection = connection;
    }

    /** Takes a message, and ownership of its body. */
    void receive(MediaMessage message) {
        Publication open = publication;
        if (over) {
            message.body().release();
        } else if (open != null) {
            publish(message, open);
        } else {
            early.add(message);
            if (!claiming && message.kind() != MediaKind.DATA) {
                claiming = true;
                connection.channel().config().setAutoRead(false); // what comes meanwhile can wait in the socket
                link.claim(this);
            } else if (!claiming && early.size() > MAX_EARLY_DATA) {
                early.remove().body().release();
            }
        }
    }

    void heard() {
        if (publication != null) {
            publication.heard();
        }
    }

    /** The connection is gone, or the far side says that the stream is over. */
    void end() {
        over = true;
        early.forEach(message -> message.body().release());
        early.clear();
        if (publication != null) {
            publication.end();
        }
    }

    @Override
    public void accepted(Publication accepted) {
        if (over) {
            accepted.end();
            return;
        }
        publication = accepted;
        link.works();
        for (MediaMessage message; (message = early.poll()) != null; ) {
            publish(message, accepted);
        }
        connection.channel().config().setAutoRead(true);
    }

    @Override
    public void refused() {
        if (!over) {
            link.fail("another publisher has the name here");
        }
    }

    @Override
    public void dropped(Reason reason) {
        if (over || reason == Reason.ENDED) {
            return; // the link hears of the end by itself
        }
        link.fail(reason == Reason.SILENT ? "no data comes" : "another publisher has the name here");
    }

    private static void publish(MediaMessage message, Publication to) {
        if (message.kind() != MediaKind.DATA) {
            to.publish(message.kind(), message.timestampMillis(), message.body());
            return;
        }
        switch (ScriptData.name(message.body())) {
            case RtmpFormat.DISCONTINUITY -> {
                message.body().release();
                to.discontinuity();
            }
            case "|RtmpSampleAccess", "onStatus" -> message.body().release(); // from that server to its player
            default -> to.publish(message.kind(), message.timestampMillis(), message.body());
        }
    }
}
