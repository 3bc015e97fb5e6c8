package org.example.consumer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpPublisher;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.PrintStream;
import java.security.SecureRandom;

/** A server, and a publisher on it. */
final class RtmpReadme {
    private RtmpReadme() {}

    static void serve(EventLoopGroup group, int port, PrintStream out) throws InterruptedException {
        // README rtmp-codec 1
    }

    static void publish(EventLoopGroup group, int port, byte[] tagBody) throws Exception {
        // README rtmp-codec 2
    }
}
