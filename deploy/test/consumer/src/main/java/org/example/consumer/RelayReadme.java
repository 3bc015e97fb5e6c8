package org.example.consumer;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.relay.FrameReader;
import io.xiu.relay.Hub;
import io.xiu.relay.HubListener;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.relay.link.Endpoint;
import io.xiu.relay.link.LinkListener;
import io.xiu.relay.link.LinkNetwork;
import io.xiu.relay.link.LinkSettings;
import io.xiu.relay.link.Loops;
import io.xiu.relay.link.NodeId;
import io.xiu.relay.link.PullRelay;
import io.xiu.relay.link.PushRelay;
import io.xiu.rtmp.message.MediaKind;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** A hub that prints what is published to it, a publisher, and relays to and from other servers. */
final class RelayReadme {
    private RelayReadme() {}

    static Hub print(PrintStream out) {
        // README cluster-relay 1
        return hub;
    }

    static void publish(Hub hub, Loop loop, byte[] tagBody, PrintStream out) {
        // README cluster-relay 2
    }

    static void relay(
            Hub hub, EventLoopGroup group, Loops loops, Endpoint upstream, Endpoint target, LinkListener listener) {
        // README cluster-relay 3
    }
}
