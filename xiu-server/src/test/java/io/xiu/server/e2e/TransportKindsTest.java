package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.TransportConfig.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way of a stream on each transport; where one can't be had, on the next best. */
@Timeout(60)
final class TransportKindsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void carriesAStreamToEveryKindOfViewer(Kind kind) throws Exception {
        Footage footage = Footage.both();
        try (TestServer server = TestServer.on(kind)) {
            RtmpPeer publisher = Streams.publish(server, "live/any", footage);
            try (RtmpPeer rtmp = server.play("live/any");
                    FlvPeer flv = server.flv("live/any")) {
                Streams.awaitFirstGop(rtmp.recording());
                Streams.awaitFirstGop(flv.recording());
                publisher.send(footage.until(5 * Footage.GOP_MILLIS));
                rtmp.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                flv.recording().await(MediaKind.VIDEO, footage.newest(MediaKind.VIDEO));
                Continuity.check(rtmp.recording());
                Continuity.check(flv.recording());
            }
            publisher.close();
            assertThat(server.log()).anyMatch(line -> line.contains(", 2 event loops"));
        }
    }
}
