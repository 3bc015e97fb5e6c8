package io.xiu.amf;

import io.xiu.amf.AmfException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a message that later ones may refer to by number.
 *
 * <p>A value gets its number where it begins and can be referred to once it has ended, so a value never contains
 * itself. Each referral is charged what the value cost when it was read: otherwise a few hundred bytes could stand
 * for a tree of 2^100 values.
 */
final class AmfReferences {
    private final AmfBudget budget;
    private final List<Entry> entries = new ArrayList<>(4);

    AmfReferences(AmfBudget budget) {
        this.budget = budget;
    }

    static final class Entry {
        private final boolean container;
        private final int deepestBefore;
        private int nodes;
        private int bytes;
        private int height;
        private @Nullable AmfValue value;

        private Entry(boolean container, int deepestBefore, int nodes, int bytes) {
            this.container = container;
            this.deepestBefore = deepestBefore;
            this.nodes = nodes;
            this.bytes = bytes;
        }
    }

    /** Begins a value that holds others. */
    Entry openContainer() throws AmfException {
        return add(new Entry(true, budget.enter(), budget.nodes(), budget.bytes()));
    }

    /** Begins a value that holds no others. */
    Entry openLeaf() {
        return add(new Entry(false, 0, budget.nodes(), budget.bytes()));
    }

    private Entry add(Entry entry) {
        entries.add(entry);
        return entry;
    }

    /** Ends a value; it can be referred to from here on. */
    AmfValue close(Entry entry, AmfValue value) {
        entry.nodes = budget.nodes() - entry.nodes;
        entry.bytes = budget.bytes() - entry.bytes;
        entry.height = entry.container ? budget.leave(entry.deepestBefore) : 0;
        entry.value = value;
        return value;
    }

    AmfValue resolve(int index) throws AmfException {
        Entry entry = index < entries.size() ? entries.get(index) : null;
        AmfValue value = entry == null ? null : entry.value;
        if (entry == null || value == null) {
            throw new AmfException(Reason.MARKER, "reference to value " + index + ", which has not been read");
        }
        budget.addNodes(entry.nodes);
        budget.addBytes(entry.bytes);
        budget.reachDown(entry.height);
        return value;
    }
}
