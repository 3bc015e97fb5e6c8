package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.xiu.relay.Loop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private final Loops loops = new Loops();
    private final EventLoop eventLoop = new DefaultEventLoop();
    private final Loop loop = loops.of(eventLoop);

    @Test
    void oneObjectStandsForOneEventLoop() {
        assertThat(loops.of(eventLoop)).isSameAs(loop);
        assertThat(loops.of(new DefaultEventLoop())).isNotSameAs(loop);
    }

    @Test
    void runsTasksOnItsThreadAtTheirTimeUnlessCancelled() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        AtomicBoolean cancelledRan = new AtomicBoolean();

        // On the loop, which can't run it in between.
        loop.execute(() -> loop.schedule(() -> cancelledRan.set(true), TimeUnit.MILLISECONDS.toNanos(20))
                .cancel());
        long start = loop.nanoTime();
        loop.schedule(
                () -> {
                    assertThat(eventLoop.inEventLoop()).isTrue();
                    ran.countDown();
                },
                TimeUnit.MILLISECONDS.toNanos(40));
        loop.execute(ran::countDown);

        assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
        assertThat(cancelledRan).isFalse();
    }

    @Test
    void dropsTasksAfterShutdown() {
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        AtomicBoolean ran = new AtomicBoolean();

        loop.execute(() -> ran.set(true));
        loop.schedule(() -> ran.set(true), 0).cancel();

        assertThat(ran).isFalse();
    }
}
