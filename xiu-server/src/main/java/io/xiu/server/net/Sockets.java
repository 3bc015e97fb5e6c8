package io.xiu.server.net;

import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.Map;

/** One of Netty's transports. Each implementation names the classes of its own only, so no other's are loaded. */
interface Sockets {
    /** As a person calls it. */
    String name();

    /** What event loops do on it. */
    IoHandlerFactory handlers();

    /** The channel of a listening socket. */
    Class<? extends ServerSocketChannel> serverChannel();

    /** The channel of a connection. */
    Class<? extends SocketChannel> channel();

    /**
     * Options of a connection, as far as this transport has them.
     *
     * @param userTimeoutMillis a peer that acknowledged nothing for so long is given up
     */
    Map<ChannelOption<?>, Object> options(int userTimeoutMillis);

    /** Names of the socket options that it would take, and this transport hasn't. */
    List<String> missing();
}
