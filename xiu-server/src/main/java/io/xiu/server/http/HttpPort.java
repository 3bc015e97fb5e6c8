package io.xiu.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A port and what it serves.
 *
 * @param name what a person calls it, for the log
 * @param port 1 to 65,535; 0 takes any that is free
 * @param routes asked in this order
 */
public record HttpPort(String name, int port, List<HttpRoute> routes) {
    public HttpPort {
        routes = List.copyOf(routes);
    }

    /** Joins those that have the same port, in the order given. */
    public static List<HttpPort> merge(List<HttpPort> ports) {
        Map<Integer, HttpPort> merged = new TreeMap<>();
        ports.forEach(port -> merged.merge(port.port(), port, HttpPort::and));
        return List.copyOf(merged.values());
    }

    private HttpPort and(HttpPort other) {
        List<HttpRoute> both = new ArrayList<>(routes);
        both.addAll(other.routes);
        return new HttpPort(name + ", " + other.name, port, both);
    }
}
