package io.xiu.relay;

import java.time.Instant;
import java.util.List;

/**
 * Who a publisher is.
 *
 * @param id unique in the process
 * @param remoteAddress {@code address:port}
 * @param since when it came
 * @param pulled whether the stream is here only because someone wanted it from another node
 * @param path ids of the processes the stream has passed, oldest first; empty for a publisher that is no node
 */
public record PublisherInfo(String id, String remoteAddress, Instant since, boolean pulled, List<String> path) {}
