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
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static void publish(PrintStream out) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            RtmpReadme.run(group, port, KEY_FRAME, out);
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
        Main.require(FlvReadme.cut(whole, 1_500, part) == 100 * 40 - 1_000, "not cut at the key frame");
        for (Path path : List.of(whole, part, directory)) {
            Files.delete(path);
        }
    }

    private static void count(ByteBuf data, AtomicInteger outputs) {
        data.release();
        outputs.incrementAndGet();
    }
}
