package io.xiu.relay.link;

/** Tells a {@link LinkListener} of changes, and only of those. */
final class LinkReport {
    private final LinkListener listener;
    private final LinkInfo link;
    private boolean working;
    private boolean broken;

    LinkReport(LinkListener listener, LinkInfo link) {
        this.listener = listener;
        this.link = link;
    }

    void working() {
        if (!working) {
            listener.working(link, broken);
        }
        working = true;
        broken = false;
    }

    void broken(String reason) {
        if (!broken) {
            listener.broken(link, reason);
        }
        working = false;
        broken = true;
    }

    void refused(String reason) {
        listener.refused(link, reason);
    }
}
