package io.xiu.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiu.server.config.ConfigFile;
import io.xiu.server.config.ServerConfig;
import io.xiu.server.net.PortException;
import io.xiu.server.testing.HeldPort;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class XiuServerTest {
    private static final Pattern OURS = Pattern.compile("xiu-loop.*|hls-disk");

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> OURS.matcher(thread.getName()).matches())
                .collect(Collectors.toSet());
    }

    @Test
    void leavesNeitherAPortNorAThreadWhenItCanNotStart(@TempDir Path directory) throws Exception {
        try (ServerSocket rtmp = new ServerSocket(0);
                HeldPort hls = new HeldPort();
                HeldPort api = new HeldPort()) {
            String text = "rtmp = { enabled = true, port = " + rtmp.getLocalPort() + " }\n"
                    + "hls = { enabled = true, port = " + hls.number() + ", path = \"" + directory + "/\" }\n"
                    + "httpapi = { port = " + api.number() + " }\n";
            ServerConfig config = ConfigFile.load(Files.writeString(directory.resolve("c.toml"), text))
                    .config();
            Set<Thread> before = threads();
            assertThatThrownBy(() -> XiuServer.start(config))
                    .isInstanceOf(PortException.class)
                    .hasMessage("RTMP: port " + rtmp.getLocalPort() + " is taken");
            assertThat(threads()).isSubsetOf(before);
            new ServerSocket(hls.number()).close();
            new ServerSocket(api.number()).close();
        }
    }
}
