package io.xiu.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Loop;
import io.xiu.relay.StreamKey;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerSink;
import io.xiu.relay.link.ChannelOutput;
import io.xiu.server.Addresses;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer over HTTP: a request until the stream is there, then a bare channel. Confined to the channel's event
 * loop.
 */
final class LiveViewer extends ChannelInboundHandlerAdapter implements ViewerSink {
    private static final Logger LOG = LoggerFactory.getLogger(LiveViewer.class);

    private final HttpExchange exchange;
    private final Outlet outlet;
    private final Loop loop;
    private final ViewerInfo info;
    private @Nullable Viewer viewer;
    private @Nullable ChannelOutput output;
    private @Nullable Channel channel;
    private Duration farewell = Duration.ZERO;
    private boolean over;

    LiveViewer(HttpExchange exchange, Outlet outlet, Loop loop, String id) {
        this.exchange = exchange;
        this.outlet = outlet;
        this.loop = loop;
        this.info = new ViewerInfo(id, outlet.kind(), Addresses.text(exchange.remoteAddress()), Instant.now());
    }

    void begin(Hub hub, StreamKey key) {
        farewell = hub.settings().delivery().stallTime();
        Viewer of = hub.play(key, outlet.format(), loop, this, info, List.of());
        viewer = of;
        exchange.onAbandoned(of::leave);
    }

    @Override
    public void started(TrackSelection carried) {
        outlet.open(exchange, opened -> opened(opened, carried), this::leave);
        if (channel == null) {
            leave(); // the client has gone meanwhile
        }
    }

    private void opened(Channel opened, TrackSelection carried) {
        channel = opened;
        output = ChannelOutput.straight(opened, this::drained);
        opened.pipeline().addLast(this);
        ByteBuf header = opened.alloc().buffer();
        outlet.writeHeader(carried, header);
        opened.writeAndFlush(header, opened.voidPromise());
        LOG.info("play {} from {} ({})", key(), info.remoteAddress(), outlet.label());
    }

    private String key() {
        Viewer of = viewer;
        return of == null ? "" : of.stream().key().toString();
    }

    @Override
    public boolean isWritable() {
        ChannelOutput to = output;
        return to != null && to.isWritable();
    }

    @Override
    public long pendingBytes() {
        ChannelOutput to = output;
        return to == null ? 0 : to.pendingBytes();
    }

    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        ChannelOutput to = output;
        return to != null && to.send(bytes, index, length);
    }

    @Override
    public boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        ChannelOutput to = output;
        return to != null && to.send(first, index, length, second, secondLength);
    }

    private void drained() {
        Viewer of = viewer;
        if (of != null) {
            of.writable();
        }
    }

    /** Nobody looks after the connection any more, so it has the stall limit for the rest. */
    @Override
    public void ended() {
        Channel of = channel;
        if (of != null) {
            outlet.end(of);
            of.eventLoop().schedule(this::cutOff, farewell.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void cutOff() {
        Channel of = channel;
        if (of != null && of.isOpen()) {
            LOG.info("closed {}: it did not take the end of the stream", info.remoteAddress());
            of.close();
        }
    }

    @Override
    public void stalled() {
        LOG.info("closed {}: it took no byte for too long", info.remoteAddress());
        close();
    }

    @Override
    public void shed() {
        LOG.info("closed {}: memory is short, and it lags", info.remoteAddress());
        close();
    }

    @Override
    public void failed(Throwable defect) {
        LOG.error("closed {}", info.remoteAddress(), defect);
        close();
    }

    private void close() {
        Channel of = channel;
        if (of != null) {
            of.close();
        }
    }

    @Override
    public void refused() {
        Viewer of = viewer;
        String reason = "no such stream";
        if (of != null && of.stream().state() == LiveStream.State.LIVE) {
            reason = "there is nothing in the stream that " + outlet.label() + " carries";
            LOG.info("refused {} from {}: {}", key(), info.remoteAddress(), reason);
        }
        exchange.respond(
                HttpReply.text(HttpResponseStatus.NOT_FOUND, reason).header(HttpHeaderNames.CACHE_CONTROL, "no-store"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
        ctx.fireChannelInactive();
    }

    private void leave() {
        Viewer of = viewer;
        if (over || of == null) {
            return;
        }
        over = true;
        of.leave();
        if (channel != null) {
            LOG.info(
                    "stop {} for {} after {} bytes, {} jumps",
                    key(),
                    info.remoteAddress(),
                    of.statistics().bytes(),
                    of.statistics().jumps());
        }
    }
}
