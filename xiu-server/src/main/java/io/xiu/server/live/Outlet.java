package io.xiu.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.xiu.flv.FlvHeader;
import io.xiu.relay.FlvFormat;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.WebSocketFormat;
import io.xiu.relay.WireFormat;
import io.xiu.server.http.HttpExchange;
import java.util.function.Consumer;

/** The ways to watch a live stream over HTTP. */
enum Outlet {
    /** FLV as a response without end. */
    HTTP_FLV("HTTP-FLV", ViewerInfo.Kind.HTTP_FLV, "video/x-flv") {
        @Override
        WireFormat format() {
            return new FlvFormat(TrackSelection.ALL);
        }

        @Override
        void writeHeader(TrackSelection carried, ByteBuf out) {
            new FlvHeader(carried.audio(), carried.video()).write(out);
        }
    },

    /** FLV in WebSocket frames: the file header is one, and each tag. */
    WEB_SOCKET_FLV("WebSocket-FLV", ViewerInfo.Kind.WEB_SOCKET_FLV, "") {
        @Override
        WireFormat format() {
            return new WebSocketFormat(new FlvFormat(TrackSelection.ALL));
        }

        @Override
        void open(HttpExchange exchange, Consumer<Channel> owner, Runnable leave) {
            exchange.upgradeToWebSocket(owner, leave);
        }

        @Override
        void writeHeader(TrackSelection carried, ByteBuf out) {
            WebSocketFormat.writeHeader(FlvHeader.BYTES, out);
            HTTP_FLV.writeHeader(carried, out);
        }

        @Override
        void end(Channel channel) {
            HttpExchange.endWebSocket(channel);
        }
    },

    /** MPEG-TS as a response without end. */
    HTTP_TS("HTTP-TS", ViewerInfo.Kind.HTTP_TS, "video/mp2t") {
        @Override
        WireFormat format() {
            return TsFormat.INSTANCE;
        }

        @Override
        void writeHeader(TrackSelection carried, ByteBuf out) {}
    };

    private final String label;
    private final ViewerInfo.Kind kind;
    private final String contentType;

    Outlet(String label, ViewerInfo.Kind kind, String contentType) {
        this.label = label;
        this.kind = kind;
        this.contentType = contentType;
    }

    /** What logs call it. */
    String label() {
        return label;
    }

    ViewerInfo.Kind kind() {
        return kind;
    }

    /** How the stream's bytes come. */
    abstract WireFormat format();

    /**
     * Answers a request so that the stream's bytes can follow.
     *
     * @param owner gets the channel, unless the client has left or asked with HEAD
     * @param leave run once nothing may be written any more because the client is to be disconnected
     */
    void open(HttpExchange exchange, Consumer<Channel> owner, Runnable leave) {
        exchange.upgradeToStream(
                new DefaultHttpHeaders()
                        .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store"),
                owner);
    }

    /** Appends what each viewer gets of its own before the stream's bytes. */
    abstract void writeHeader(TrackSelection carried, ByteBuf out);

    /** Closes the channel behind the stream's last byte. */
    void end(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
