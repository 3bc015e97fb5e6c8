package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options a connection should have, whatever its transport calls them. */
final class TcpOptions {
    /** Most bytes that wait unsent in the kernel: what is older than the newest key frame must not pile up there. */
    static final long UNSENT_BYTES = 131_072;

    static final int KEEP_IDLE_SECONDS = 30;
    static final int KEEP_INTERVAL_SECONDS = 10;
    static final int KEEP_PROBES = 3;

    private TcpOptions() {}

    /** Those every transport has. */
    static Map<ChannelOption<?>, Object> common() {
        Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
        options.put(ChannelOption.TCP_NODELAY, true);
        options.put(ChannelOption.SO_KEEPALIVE, true);
        return options;
    }
}
