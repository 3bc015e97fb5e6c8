package io.xiu.server.metrics;

import io.xiu.relay.link.LinkInfo;
import io.xiu.relay.link.LinkListener;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts how relay links fare, and passes it on. */
public final class LinkCounts implements LinkListener, MetricSource {
    private final LinkListener next;
    private final Map<LinkInfo.Direction, Counts> counts = new EnumMap<>(LinkInfo.Direction.class);

    private record Counts(LongAdder working, LongAdder broken, LongAdder refused) {}

    /** Makes counts at zero; {@code next} hears of everything too. */
    public LinkCounts(LinkListener next) {
        this.next = next;
        for (LinkInfo.Direction direction : LinkInfo.Direction.values()) {
            counts.put(direction, new Counts(new LongAdder(), new LongAdder(), new LongAdder()));
        }
    }

    private Counts of(LinkInfo link) {
        return counts.get(link.direction());
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
        counts.forEach((direction, count) -> {
            String[] label = {"direction", direction.name().toLowerCase(Locale.ROOT)};
            into.counter(
                    "xiu_relay_connects",
                    "Relay links that began to work.",
                    count.working().sum(),
                    label);
            into.counter(
                    "xiu_relay_breaks",
                    "Relay links that broke.",
                    count.broken().sum(),
                    label);
            into.counter(
                    "xiu_relay_refusals",
                    "Relay links given up.",
                    count.refused().sum(),
                    label);
        });
    }
}
