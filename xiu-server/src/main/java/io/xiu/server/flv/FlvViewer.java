package io.xiu.server.flv;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.flv.FlvHeader;
import io.xiu.relay.FlvFormat;
import io.xiu.relay.Hub;
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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer over HTTP-FLV: a request until the stream is there, then a bare channel. Confined to the channel's event
 * loop.
 */
final class FlvViewer extends ChannelInboundHandlerAdapter implements ViewerSink {
    private static final Logger LOG = LoggerFactory.getLogger(FlvViewer.class);

    private final HttpExchange exchange;
    private final Loop loop;
    private final ViewerInfo info;
    private @Nullable Viewer viewer;
    private @Nullable ChannelOutput output;
    private @Nullable Channel channel;
    private boolean over;

    FlvViewer(HttpExchange exchange, Loop loop, String id) {
        this.exchange = exchange;
        this.loop = loop;
        this.info =
                new ViewerInfo(id, ViewerInfo.Kind.HTTP_FLV, Addresses.text(exchange.remoteAddress()), Instant.now());
    }

    static HttpHeaders headers() {
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.CONTENT_TYPE, "video/x-flv")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store");
    }

    void begin(Hub hub, StreamKey key) {
        Viewer of = hub.play(key, new FlvFormat(TrackSelection.ALL), loop, this, info, List.of());
        viewer = of;
        exchange.onAbandoned(of::leave);
    }

    @Override
    public void started(TrackSelection carried) {
        exchange.upgradeToStream(headers(), upgraded -> {
            channel = upgraded;
            output = ChannelOutput.straight(upgraded, this::drained);
            upgraded.pipeline().addLast(this);
            ByteBuf header = upgraded.alloc().buffer();
            new FlvHeader(carried.audio(), carried.video()).write(header);
            upgraded.writeAndFlush(header, upgraded.voidPromise());
            LOG.info("play {} from {} (HTTP-FLV)", key(), info.remoteAddress());
        });
        if (channel == null) {
            leave(); // the client has gone meanwhile
        }
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

    private void drained() {
        Viewer of = viewer;
        if (of != null) {
            of.writable();
        }
    }

    @Override
    public void ended() {
        Channel of = channel;
        if (of != null) {
            of.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void stalled() {
        LOG.info("closed {}: it took no byte for too long", info.remoteAddress());
        Channel of = channel;
        if (of != null) {
            of.close();
        }
    }

    @Override
    public void failed(Throwable defect) {
        LOG.error("closed {}", info.remoteAddress(), defect);
        Channel of = channel;
        if (of != null) {
            of.close();
        }
    }

    @Override
    public void refused() {
        exchange.respond(HttpReply.text(HttpResponseStatus.NOT_FOUND, "no such stream")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store"));
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
