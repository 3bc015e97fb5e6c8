package io.xiu.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who watches a live stream: viewers with a place in a log, viewers that still wait for one, and a count of all others.
 * Confined to the live stream's writer, but for {@link #viewers}.
 */
final class Audience {
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private final List<Waiting> waiting = new ArrayList<>();
    private int attendance;

    private record Waiting(Viewer viewer, WireFormat format, int asked, Loop.Timer timer) {}

    Set<Viewer> viewers() {
        return viewers;
    }

    /** Whether nobody watches in any way. */
    boolean nobody() {
        return attendance == 0;
    }

    void attend() {
        attendance++;
    }

    void depart() {
        attendance--;
    }

    void arrive(Viewer viewer) {
        if (viewer.info().kind() != ViewerInfo.Kind.PUSH) {
            attendance++;
        }
        viewers.add(viewer);
    }

    /** Whether the viewer was here until now. */
    boolean leave(Viewer viewer) {
        if (!viewers.remove(viewer)) {
            return false;
        }
        if (viewer.info().kind() != ViewerInfo.Kind.PUSH) {
            attendance--;
        }
        return true;
    }

    /** Has a viewer wait for its place; {@code timer} turns it away. */
    void await(Viewer viewer, WireFormat format, int asked, Loop.Timer timer) {
        waiting.add(new Waiting(viewer, format, asked, timer));
    }

    /** Whether the viewer was waiting until now. */
    boolean stopsWaiting(Viewer viewer) {
        return waiting.removeIf(one -> {
            if (one.viewer() == viewer) {
                one.timer().cancel();
                return true;
            }
            return false;
        });
    }

    /** Gives each waiting viewer to {@code action}, once. */
    void callAll(Admission action) {
        List<Waiting> called = List.copyOf(waiting);
        waiting.clear();
        for (Waiting one : called) {
            one.timer().cancel();
            action.admit(one.viewer(), one.format(), one.asked());
        }
    }

    /** What happens to a viewer that need not wait any longer. */
    interface Admission {
        void admit(Viewer viewer, WireFormat format, int asked);
    }
}
