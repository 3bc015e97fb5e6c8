package io.xiu.flv.file;

import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import java.util.ArrayList;
import java.util.List;

/** Keeps key frames from the whole of a file in a bounded room: when it's full, every second one is given up. */
final class KeyframeCollector {
    private final int capacity;
    private final List<Keyframe> kept = new ArrayList<>();
    private long seen;
    private long stride = 1;

    KeyframeCollector(int capacity) {
        this.capacity = capacity;
    }

    void add(Keyframe keyframe) {
        if (seen % stride == 0 && kept.size() == capacity) {
            thin();
        }
        if (seen % stride == 0 && kept.size() < capacity) {
            kept.add(keyframe);
        }
        seen++;
    }

    private void thin() {
        List<Keyframe> half = new ArrayList<>((kept.size() + 1) / 2);
        for (int i = 0; i < kept.size(); i += 2) {
            half.add(kept.get(i));
        }
        kept.clear();
        kept.addAll(half);
        stride *= 2;
    }

    KeyframeIndex index() {
        return new KeyframeIndex(kept);
    }
}
