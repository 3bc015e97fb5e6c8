package io.xiu.server;

import io.xiu.server.config.CommandLineOptions;
import io.xiu.server.config.Invocation;
import io.xiu.server.log.Logging;
import io.xiu.server.net.PortException;
import io.xiu.server.net.Shutdown;
import java.io.IOException;
import java.io.PrintStream;
import java.security.Security;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node from its command line. */
public final class Main {
    private static final int FAILED = 1;
    private static final Map<String, String> NETTY =
            Map.of("io.netty.allocator.type", "pooled", "io.netty.leakDetection.level", "disabled");

    private Main() {}

    /**
     * Exit codes: 0 after a stop or a printed help, 1 if a port can't be had, 2 for bad arguments or configuration, 70 if
     * memory has run out, or what the JVM's own options say for that.
     */
    public static void main(String[] arguments) {
        setUpBuffers();
        Invocation invocation = CommandLineOptions.parse(arguments);
        if (invocation instanceof Invocation.Print print) {
            PrintStream out = print.exitCode() == 0 ? System.out : System.err;
            out.println(print.text());
            System.exit(print.exitCode());
        } else if (invocation instanceof Invocation.Serve serve && !started(serve)) {
            Logging.stop();
            System.exit(FAILED);
        }
    }

    private static boolean started(Invocation.Serve serve) {
        try {
            Logging.start(serve.config().log());
        } catch (IOException e) {
            System.err.println("the log can't be written: " + e.getMessage());
            return false;
        }
        CompilerPriority.lowerSoon();
        giveBackMemory();
        Logger log = LoggerFactory.getLogger(Main.class);
        forgetAddressesSoon();
        serve.warnings().forEach(log::warn);
        try {
            XiuServer server = XiuServer.start(serve.config());
            Shutdown.onSignal(server::stop);
            giveBackMemory();
            return true;
        } catch (PortException e) {
            log.error(e.getMessage());
            return false;
        }
    }

    /**
     * Buffers of a GOP live for seconds, thousands at a time, and Netty's pool with fixed size classes wastes less on them
     * than its adaptive one. Looking for leaks is for tests: even by samples it is a tenth of what a publisher costs. To
     * be said before Netty is first used; the command line may say otherwise.
     */
    private static void setUpBuffers() {
        NETTY.forEach((property, value) -> {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
    }

    /**
     * Starting makes garbage in a heap as large as the JVM thought fit, most of it by reading the options. Collected in
     * two goes, it takes less of the machine's memory: the second half comes to lie where the first was.
     */
    private static void giveBackMemory() {
        System.gc();
    }

    /** A node that was restarted may have another address, and had none meanwhile: relays must not go by old look-ups. */
    private static void forgetAddressesSoon() {
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
    }
}
