package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A connection without a socket: bytes in, bytes out, its clock moved by hand. */
final class Wire implements AutoCloseable {
    private final EmbeddedChannel channel;

    Wire(HttpRoute... routes) {
        channel = new EmbeddedChannel();
        channel.freezeTime();
        HttpConnection.addTo(channel.pipeline(), new Router(List.of(routes)), HttpLimits.DEFAULT);
        channel.pipeline().fireChannelActive();
    }

    Wire send(String text) {
        return send(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    Wire send(ByteBuf bytes) {
        if (channel.isActive()) {
            channel.writeInbound(bytes);
        } else {
            bytes.release();
        }
        return this;
    }

    /** Sends in pieces: of one byte, or with a seed at random cuts. */
    Wire sendCut(String text, long seed) {
        Random random = new Random(seed);
        for (int from = 0; from < text.length(); ) {
            int to = seed == 0 ? from + 1 : from + 1 + random.nextInt(text.length() - from);
            send(text.substring(from, to));
            from = to;
        }
        return this;
    }

    /** Everything that was answered since the last call. */
    String received() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf out; (out = channel.readOutbound()) != null; ) {
            text.append(out.toString(StandardCharsets.ISO_8859_1));
            out.release();
        }
        return text.toString();
    }

    void pass(long millis) {
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    void fire(Object event) {
        channel.pipeline().fireUserEventTriggered(event);
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    EmbeddedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
