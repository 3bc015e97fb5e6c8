package io.xiu.server.metrics;

/** A part of the server that has numbers to tell. */
@FunctionalInterface
public interface MetricSource {
    /** Adds its numbers as they are now. Called on a thread that no connection waits for. */
    void collect(Families into);
}
