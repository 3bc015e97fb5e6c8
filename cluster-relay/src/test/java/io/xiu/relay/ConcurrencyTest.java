package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.xiu.relay.link.Loops;
import io.xiu.rtmp.message.MediaKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: publishers take turns on several loops while viewers come and go. */
class ConcurrencyTest {
    private static final int LOOPS = 4;
    private static final int PUBLISHERS = 12;
    private static final int FRAMES = 400;
    private static final int BODY_BYTES = 3_000;
    private static final int GOP = 20;

    private final long seed = System.nanoTime();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(LOOPS, LocalIoHandler.newFactory());
    private final Loops loops = new Loops();
    private final Hub hub = new Hub(RelaySettings.DEFAULT, PooledByteBufAllocator.DEFAULT);
    private final List<Loop> all = new ArrayList<>();

    ConcurrencyTest() {
        group.forEach(executor -> all.add(loops.of((EventLoop) executor)));
    }

    @AfterEach
    void stop() throws InterruptedException {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).await();
    }

    /** Publishes frames numbered on from {@code first}, one task each, and then leaves. */
    private CompletableFuture<Void> publish(Loop loop, int first) {
        CompletableFuture<Void> left = new CompletableFuture<>();
        hub.publish(Scene.KEY, Scene.PUBLISHER, loop, new PublisherListener() {
            @Override
            public void accepted(Publication publication) {
                send(loop, publication, first, 0, left);
            }

            @Override
            public void refused() {
                left.completeExceptionally(new AssertionError("refused"));
            }

            @Override
            public void dropped(Reason reason) {}
        });
        return left;
    }

    private void send(Loop loop, Publication to, int first, int sent, CompletableFuture<Void> left) {
        if (sent == FRAMES) {
            to.end();
            left.complete(null);
            return;
        }
        if (sent == 0) {
            ByteBuf audio = Unpooled.buffer(BODY_BYTES).writeByte(0xAF).writeByte(1);
            to.publish(MediaKind.AUDIO, 0, audio.writeZero(BODY_BYTES - audio.readableBytes()));
        }
        ByteBuf body = Unpooled.buffer(BODY_BYTES);
        body.writeByte(sent % GOP == 0 ? 0x17 : 0x27)
                .writeByte(1)
                .writeMedium(0)
                .writeInt(first + sent);
        body.writeZero(BODY_BYTES - body.readableBytes());
        to.publish(MediaKind.VIDEO, sent * 10, body);
        loop.execute(() -> send(loop, to, first, sent + 1, left));
    }

    /** Reads whole tags and checks that the numbers of video frames never go back, beginning at a key frame. */
    private static final class CheckingSink implements ViewerSink {
        private final SplittableRandom random;
        private final CountDownLatch over = new CountDownLatch(1);
        private final ByteBuf read = Unpooled.buffer();
        private int last = -1;
        private int frames;
        private String fault = "";

        CheckingSink(long seed) {
            random = new SplittableRandom(seed);
        }

        @Override
        public void started(TrackSelection carried) {}

        @Override
        public boolean isWritable() {
            return random.nextInt(4) != 0;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public boolean send(ByteBuf bytes, int index, int length) {
            read.writeBytes(bytes, index, length);
            while (read.readableBytes() >= 11 + BODY_BYTES + 4) {
                tag();
            }
            read.discardSomeReadBytes();
            return random.nextInt(4) != 0;
        }

        private void tag() {
            int type = read.readByte();
            int length = read.readMedium();
            read.skipBytes(7);
            ByteBuf body = read.readSlice(BODY_BYTES);
            read.skipBytes(4);
            frames++;
            if (type == 8 && length == BODY_BYTES) {
                return;
            }
            boolean key = body.readByte() == 0x17;
            body.skipBytes(4);
            int number = body.readInt();
            if (type != 9 || length != BODY_BYTES || number <= last || (last < 0 && !key)) {
                fault = "type " + type + ", " + length + " bytes, frame " + number + " after " + last;
            }
            last = number;
        }

        @Override
        public void ended() {
            over.countDown();
        }

        @Override
        public void stalled() {
            fault = "stalled";
        }

        @Override
        public void shed() {
            fault = "shed";
        }

        @Override
        public void failed(Throwable defect) {
            fault = defect.toString();
        }

        @Override
        public void refused() {
            over.countDown();
        }
    }

    @Test
    void viewersReadWholeFramesInOrderWhilePublishersChangeLoops() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<CheckingSink> staying = new ArrayList<>();
        List<CheckingSink> passing = new ArrayList<>();
        for (int p = 0; p < PUBLISHERS; p++) {
            CompletableFuture<Void> left = publish(all.get(p % LOOPS), p * FRAMES);
            for (int v = 0; v < 6; v++) {
                CheckingSink sink = new CheckingSink(random.nextLong());
                Loop loop = all.get(random.nextInt(LOOPS));
                Viewer viewer = hub.play(
                        Scene.KEY,
                        new FlvFormat(new TrackSelection(random.nextBoolean(), true)),
                        loop,
                        sink,
                        Scene.VIEWER,
                        List.of());
                if (v < 2) {
                    staying.add(sink);
                } else {
                    passing.add(sink);
                    loop.schedule(viewer::leave, TimeUnit.MILLISECONDS.toNanos(random.nextInt(30)));
                }
            }
            left.get(20, TimeUnit.SECONDS);
        }
        hub.endAll();
        for (CheckingSink sink : staying) {
            assertThat(sink.over.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(staying)
                .as("seed %d", seed)
                .allSatisfy(sink -> assertThat(sink.fault).isEmpty());
        assertThat(passing)
                .as("seed %d", seed)
                .allSatisfy(sink -> assertThat(sink.fault).isEmpty());
        assertThat(staying.get(0).last).isEqualTo(PUBLISHERS * FRAMES - 1);
        assertThat(staying.get(0).frames).isGreaterThan(FRAMES);
        await(() -> hub.streams().isEmpty());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
