package io.xiu.examples;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.xiu.amf.AmfObject;
import io.xiu.flv.TagType;
import io.xiu.flv.file.FlvFileSettings;
import io.xiu.flv.file.FlvFileWriter;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.netty.RtmpServerHandler;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Records what publishers send over RTMP, each connection as an FLV file of its own, on the connection's event loop. */
record RecordPublish(FileChannel file, FlvFileWriter writer) implements RtmpServerHandler.Listener {
    static ChannelFuture listen(EventLoopGroup group, SocketAddress address, Path directory) {
        ServerBootstrap server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class);
        server.childHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) throws IOException {
                Path path = directory.resolve(channel.id().asLongText() + ".flv");
                FileChannel file = FileChannel.open(path, CREATE_NEW, WRITE);
                FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
                ServerSession session = new ServerSession(ServerSettings.DEFAULT, new SecureRandom());
                channel.pipeline().addLast(new RtmpServerHandler(session, new RecordPublish(file, writer)));
            }
        });
        return server.bind(address);
    }

    @Override
    public void event(ServerEvent event, RtmpServerHandler connection) {
        try {
            if (event instanceof ServerEvent.ConnectRequested) {
                connection.session().acceptConnect(AmfObject.EMPTY);
            } else if (event instanceof ServerEvent.PublishRequested request) {
                connection.session().acceptPublish(request.messageStreamId());
            } else if (event instanceof ServerEvent.MediaReceived received) {
                MediaMessage media = received.message();
                writer.write(TagType.of(media.kind().code()), media.timestampMillis(), media.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void closed() {
        try (file) {
            writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
