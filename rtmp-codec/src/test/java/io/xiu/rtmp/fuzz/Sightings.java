package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ServerEvent;
import java.util.List;

/** Messages and events as values that can be compared; the bodies of media are released. */
final class Sightings {
    private Sightings() {}

    static Object of(RtmpMessage message) {
        return message instanceof MediaMessage media ? media(media) : message;
    }

    static Object of(ServerEvent event) {
        return event instanceof ServerEvent.MediaReceived media ? media(media.message()) : event;
    }

    static Object of(ClientEvent event) {
        return event instanceof ClientEvent.MediaReceived media ? media(media.message()) : event;
    }

    private static Object media(MediaMessage media) {
        ByteBuf body = media.body();
        try {
            return List.of(media.kind(), media.messageStreamId(), media.timestampMillis(), ByteBufUtil.hexDump(body));
        } finally {
            body.release();
        }
    }
}
