package org.example.consumer;

import io.xiu.relay.link.LinkInfo;
import io.xiu.relay.link.LinkListener;

/** Says on the standard error stream which links don't work. */
final class RelayLog implements LinkListener {
    @Override
    public void working(LinkInfo link, boolean again) {}

    @Override
    public void broken(LinkInfo link, String reason) {
        System.err.println(link + " is broken: " + reason);
    }

    @Override
    public void refused(LinkInfo link, String reason) {
        System.err.println(link + " is refused: " + reason);
    }
}
