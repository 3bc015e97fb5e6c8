package io.xiu.server.e2e;

import io.netty.channel.EventLoopGroup;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.session.ClientEvent;
import java.util.List;

/** Steps that most tests begin with. */
final class Streams {
    private static final int FIRST_GOP_FRAMES = Footage.GOP_MILLIS / Footage.VIDEO_FRAME_MILLIS;

    private Streams() {}

    /** Publishes the headers and the first GOP, and returns when the server has taken the name. */
    static RtmpPeer publish(TestServer server, String key, Footage footage) {
        return begin(server.publish(key), footage);
    }

    /** The same at a URL. */
    static RtmpPeer publish(EventLoopGroup clients, String url, Footage footage) {
        return begin(RtmpPeer.publish(clients, url), footage);
    }

    private static RtmpPeer begin(RtmpPeer publisher, Footage footage) {
        publisher.await(ClientEvent.PublishStarted.class);
        publisher.send(footage.headers());
        publisher.send(footage.until(Footage.GOP_MILLIS));
        return publisher;
    }

    /** Blocks until the last video frame of the first GOP is here. */
    static void awaitFirstGop(Recording recording) {
        recording.await(MediaKind.VIDEO, FIRST_GOP_FRAMES - 1);
    }

    /** The largest timestamp of what came before a frame, data aside. */
    static int largestBefore(List<Recording.Frame> all, Recording.Frame frame) {
        return all.subList(0, all.indexOf(frame)).stream()
                .filter(each -> each.kind() != MediaKind.DATA && !each.header())
                .mapToInt(Recording.Frame::timestampMillis)
                .max()
                .orElseThrow();
    }
}
