package org.example.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.TagType;
import io.xiu.hls.Track;
import io.xiu.relay.Hub;
import io.xiu.relay.link.Endpoint;
import io.xiu.relay.link.Loops;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the examples of the modules' READMEs. */
final class Readmes {
    private static final byte[] KEY_FRAME = {0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65};
    private static final byte[] FRAME = {0x27, 1, 0, 0, 0, 0, 0, 0, 1, 0x41};

    private Readmes() {}

    static void run() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        AmfReadme.run(out);
        Main.require(text.toString(StandardCharsets.UTF_8).contains("NODES"), "the hostile message was read");
        publish(out);
        Main.require(text.toString(StandardCharsets.UTF_8).contains("VIDEO"), "nothing was published");
        relay(out);
        Main.require(text.toString(StandardCharsets.UTF_8).contains("live/demo VIDEO SYNC 40"), "no frame was read");
        cut();
        Track audio = Segments.track();
        List<Track> tracks = List.of(audio);
        AtomicInteger outputs = new AtomicInteger();
        SegmenterReadme.write(tracks, Segments.samples(audio), (name, data) -> count(data, outputs));
        Main.require(outputs.getAndSet(0) > 2, "no segments");
        TsReadme.run(tracks, Segments.samples(audio), ByteBufAllocator.DEFAULT, Unpooled.buffer(), sample -> {
            count(sample.data(), outputs);
        });
        Main.require(outputs.getAndSet(0) == Segments.FRAMES, "samples were lost");
        Mp4Readme.run(tracks, Segments.samples(audio), ByteBufAllocator.DEFAULT, (name, data) -> count(data, outputs));
        Main.require(outputs.get() == 2, "not one initialization segment and one segment");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static void publish(PrintStream out) throws Exception {
        int port = freePort();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            RtmpReadme.serve(group, port, out);
            RtmpReadme.publish(group, port, KEY_FRAME);
        } finally {
            group.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).sync();
        }
    }

    /** Pushes from a hub to the server of the other README. */
    private static void relay(PrintStream out) throws Exception {
        int port = freePort();
        CompletableFuture<String> arrived = new CompletableFuture<>();
        PrintStream far = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(Object line) {
                arrived.complete(String.valueOf(line));
            }
        };
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            RtmpReadme.serve(group, port, far);
            Hub hub = RelayReadme.print(out);
            Loops loops = new Loops();
            Endpoint server = new Endpoint("localhost", port);
            RelayReadme.relay(hub, group, loops, server, server, new RelayLog());
            RelayReadme.publish(hub, loops.of(group.next()), KEY_FRAME, out);
            Main.require(arrived.get(20, TimeUnit.SECONDS).contains("VIDEO"), "nothing was pushed");
            hub.endAll();
        } finally {
            group.shutdownGracefully(100, 2_000, TimeUnit.MILLISECONDS).sync();
        }
    }

    private static void cut() throws Exception {
        ByteBuf file = Unpooled.buffer();
        new FlvHeader(false, true).write(file);
        for (int i = 0; i < 100; i++) {
            byte[] body = i % 25 == 0 ? KEY_FRAME : FRAME;
            FlvTagWriter.write(TagType.VIDEO, 40 * i, Unpooled.wrappedBuffer(body), file);
        }
        Path directory = Files.createTempDirectory("consumer");
        Path whole = Files.write(directory.resolve("whole.flv"), ByteBufUtil.getBytes(file));
        Path part = directory.resolve("part.flv");
        try (FileChannel from = FileChannel.open(whole);
                FileChannel to = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Main.require(FlvReadme.cut(from, 1_500, to) == 100 * 40 - 1_000, "not cut at the key frame");
        }
        for (Path path : List.of(whole, part, directory)) {
            Files.delete(path);
        }
    }

    private static void count(ByteBuf data, AtomicInteger outputs) {
        data.release();
        outputs.incrementAndGet();
    }
}
