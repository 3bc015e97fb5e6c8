package io.xiu.relay;

import java.util.List;

/** A place that streams can be had from when someone wants them: another node that is pulled from. */
public interface StreamSource {
    /**
     * Someone wants a stream that isn't here. The source publishes it to the hub as soon as it can, and stops when the
     * stream ends. Called on the loop of whoever asked first.
     *
     * @param path ids of the processes that the wish has passed, oldest first
     */
    void wanted(LiveStream stream, List<String> path);
}
