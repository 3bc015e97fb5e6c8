package io.xiu.relay.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Look-ups by a resolver that is as slow, or as wrong, as a test has it. */
@Timeout(30)
class LookupsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Endpoint SERVER = new Endpoint("node", 1935);

    private static InetAddress[] addresses(int... last) {
        InetAddress[] all = new InetAddress[last.length];
        for (int i = 0; i < last.length; i++) {
            try {
                all[i] = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last[i]});
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        return all;
    }

    private static InetSocketAddress get(CompletableFuture<InetSocketAddress> found) throws Exception {
        return found.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void eachTurnTakesTheNextAddress() throws Exception {
        Lookups lookups = new Lookups(host -> addresses(1, 2, 3));
        List<String> found = new ArrayList<>();
        for (int turn : new int[] {0, 1, 2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            found.add(get(lookups.find(SERVER, turn, LONG)).getAddress().getHostAddress());
        }
        assertThat(found).containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.1", "10.0.0.2", "10.0.0.2");
        assertThat(get(lookups.find(SERVER, 0, LONG)).getPort()).isEqualTo(1935);
    }

    @Test
    void aHostThatIsNotThereFailsAndIsAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Lookups lookups = new Lookups(host -> {
            if (asked.incrementAndGet() == 1) {
                throw new UnknownHostException(host);
            }
            return addresses(1);
        });
        assertThatThrownBy(() -> get(lookups.find(SERVER, 0, LONG)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownHostException.class);
        assertThat(get(lookups.find(SERVER, 0, LONG)).getPort()).isEqualTo(1935);
    }

    @Test
    void aResolverThatFailsOtherwiseFailsTheLookUpOnly() {
        Lookups lookups = new Lookups(host -> {
            throw new SecurityException("not allowed");
        });
        assertThatThrownBy(() -> get(lookups.find(SERVER, 0, LONG)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SecurityException.class);
    }

    @Test
    void aLookUpThatTakesTooLongFailsAndKeepsOneThreadHoweverOftenItIsTried() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Lookups lookups = new Lookups(host -> {
            asked.incrementAndGet();
            if (host.equals(SERVER.host())) {
                awaitUninterruptibly(answer);
            }
            return addresses(7);
        });
        for (int i = 0; i < 10; i++) {
            CompletableFuture<InetSocketAddress> late = lookups.find(SERVER, i, Duration.ofMillis(20));
            assertThatThrownBy(() -> get(late))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(asked).hasValue(1);
        assertThat(get(lookups.find(new Endpoint("other", 1), 0, LONG)).getPort())
                .as("another host is not kept waiting")
                .isOne();
        CompletableFuture<InetSocketAddress> patient = lookups.find(SERVER, 0, LONG);
        answer.countDown();
        assertThat(get(patient).getAddress().getHostAddress()).isEqualTo("10.0.0.7");
        assertThat(asked).hasValue(2);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
