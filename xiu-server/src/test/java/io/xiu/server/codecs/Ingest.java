package io.xiu.server.codecs;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.netty.RtmpClient;
import io.xiu.rtmp.netty.RtmpClientHandler;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.netty.RtmpUrl;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.server.testing.Ffmpeg;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The RTMP session alone, without a server around it: takes down what is published. */
final class Ingest implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final int CHUNK_STREAM_ID = 6;
    private static final int CHUNK_HEADERS_BYTES = 64;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel server;
    private volatile Taker taker = new Taker();

    /** Takes the messages of one connection; on its event loop. */
    private static final class Taker implements RtmpServerHandler.Listener {
        private final List<Tag> tags = new ArrayList<>();
        private final CompletableFuture<List<Tag>> all = new CompletableFuture<>();

        @Override
        public void event(ServerEvent event, RtmpServerHandler connection) {
            if (event instanceof ServerEvent.ConnectRequested) {
                connection.session().acceptConnect(AmfObject.EMPTY);
            } else if (event instanceof ServerEvent.PublishRequested publish) {
                connection.session().acceptPublish(publish.messageStreamId());
            } else if (event instanceof ServerEvent.MediaReceived media) {
                tags.add(Tag.of(media.message()));
            }
        }

        @Override
        public void failed(Throwable cause) {
            all.completeExceptionally(cause);
        }

        @Override
        public void closed() {
            all.complete(tags);
        }
    }

    Ingest() {
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        ServerSession session = new ServerSession(ServerSettings.DEFAULT, new Random(1));
                        channel.pipeline().addLast(new RtmpServerHandler(session, taker));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Has ffmpeg publish the tracks of some files, as they are, and gives every message of it. */
    List<Tag> publish(List<Path> clips) {
        Taker next = new Taker();
        taker = next;
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        List<String> command = new ArrayList<>();
        clips.forEach(clip -> command.addAll(List.of("-i", clip.toString())));
        for (int i = 0; i < clips.size(); i++) {
            command.addAll(List.of("-map", Integer.toString(i)));
        }
        command.addAll(List.of("-c", "copy", "-strict", "-2", "-flvflags", "no_duration_filesize", "-f", "flv"));
        command.add("rtmp://127.0.0.1:" + port + "/live/clip");
        String printed = Listing.withoutNoise(Ffmpeg.run(command));
        if (!printed.isEmpty()) {
            throw new AssertionError(printed);
        }
        return next.all.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Publishes tags with the client session, and gives what came. */
    List<Tag> pass(List<Tag> tags) {
        Taker next = new Taker();
        taker = next;
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        RtmpUrl url = RtmpUrl.parse("rtmp://127.0.0.1:" + port + "/live/tags");
        new RtmpClient(group, NioSocketChannel.class).publish(url, (event, connection) -> {
            if (event instanceof ClientEvent.PublishStarted started) {
                send(tags, started.messageStreamId(), connection);
            }
        });
        return next.all.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    private static void send(List<Tag> tags, int messageStreamId, RtmpClientHandler connection) {
        ChunkWriter writer = new ChunkWriter(connection.session().outgoingChunkSize());
        for (Tag tag : tags) {
            ByteBuf body = tag.bytes();
            ByteBuf out = connection.channel().alloc().buffer(body.readableBytes() + CHUNK_HEADERS_BYTES);
            writer.write(CHUNK_STREAM_ID, tag.type().code(), messageStreamId, tag.timestampMillis(), body, out);
            body.release();
            connection.channel().write(out);
        }
        connection.channel().flush();
        connection.closeAfterFlush();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
