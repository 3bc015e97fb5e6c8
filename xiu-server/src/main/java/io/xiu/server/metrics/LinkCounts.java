package io.xiu.server.metrics;

import io.xiu.relay.link.LinkInfo;
import io.xiu.relay.link.LinkListener;
import java.util.concurrent.atomic.LongAdder;

/** Counts how relay links fare, and passes it on. */
public final class LinkCounts implements LinkListener, MetricSource {
    private final LinkListener next;
    private final Counts pushes = new Counts();
    private final Counts pulls = new Counts();

    private record Counts(LongAdder working, LongAdder broken, LongAdder refused) {
        Counts() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    /** Makes counts at zero; {@code next} hears of everything too. */
    public LinkCounts(LinkListener next) {
        this.next = next;
    }

    private Counts of(LinkInfo link) {
        return link.direction() == LinkInfo.Direction.PUSH ? pushes : pulls;
    }

    @Override
    public void working(LinkInfo link, boolean again) {
        of(link).working().increment();
        next.working(link, again);
    }

    @Override
    public void broken(LinkInfo link, String reason) {
        of(link).broken().increment();
        next.broken(link, reason);
    }

    @Override
    public void refused(LinkInfo link, String reason) {
        of(link).refused().increment();
        next.refused(link, reason);
    }

    @Override
    public void collect(Families into) {
        collect(pushes, into, "push");
        collect(pulls, into, "pull");
    }

    private static void collect(Counts counts, Families into, String direction) {
        String[] label = {"direction", direction};
        into.counter(
                "xiu_relay_connects",
                "Relay links that began to work.",
                counts.working().sum(),
                label);
        into.counter(
                "xiu_relay_breaks", "Relay links that broke.", counts.broken().sum(), label);
        into.counter(
                "xiu_relay_refusals", "Relay links given up.", counts.refused().sum(), label);
    }
}
