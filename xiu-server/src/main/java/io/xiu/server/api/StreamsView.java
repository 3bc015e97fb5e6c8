package io.xiu.server.api;

import java.util.List;

/** The live streams as the interface shows them. */
public interface StreamsView {
    /** What there is now. Called on any event loop, so it doesn't block. */
    List<StreamStatistics> streams();
}
