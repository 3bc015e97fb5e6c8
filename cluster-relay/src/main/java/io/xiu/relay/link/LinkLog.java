package io.xiu.relay.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line to the log when a link works for the first time, breaks, is back, or gives up. */
public final class LinkLog implements LinkListener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLog.class);

    /** Logs under the name of this class. */
    public LinkLog() {}

    @Override
    public void working(LinkInfo link, boolean again) {
        LOG.info("{} {}", link, again ? "is back" : "works");
    }

    @Override
    public void broken(LinkInfo link, String reason) {
        LOG.warn("{} is broken, trying again: {}", link, reason);
    }

    @Override
    public void refused(LinkInfo link, String reason) {
        LOG.warn("{} is given up: {}", link, reason);
    }
}
