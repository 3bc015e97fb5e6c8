package io.xiu.relay.link;

import io.netty.buffer.ByteBuf;
import io.xiu.relay.FlvFormat;
import io.xiu.relay.TrackSelection;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.relay.ViewerSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A viewer inside a node's process: remembers what it is told, and the text of what it is sent. */
final class TestViewer implements ViewerSink {
    final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile String received = "";
    private final TestNode node;
    private final Viewer viewer;

    TestViewer(TestNode node, List<String> path) {
        this.node = node;
        ViewerInfo who = new ViewerInfo("v", ViewerInfo.Kind.HTTP_FLV, "test", Instant.EPOCH);
        viewer = node.hub.play(TestNode.KEY, new FlvFormat(TrackSelection.ALL), node.loop, this, who, path);
    }

    /** The letters and digits received, so that frames can be found by their names. */
    String received() {
        return received.replaceAll("[^A-Za-z0-9]", "");
    }

    /** Blocks until a frame of this name is here. */
    void await(String name) {
        Awaitility.await().until(() -> received().contains(name));
    }

    void leave() {
        node.loop.execute(viewer::leave);
    }

    @Override
    public void started(TrackSelection carried) {
        calls.add("started");
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        String text = received + bytes.toString(index, length, StandardCharsets.ISO_8859_1);
        received = text;
        return true;
    }

    @Override
    public void ended() {
        calls.add("ended");
    }

    @Override
    public void stalled() {}

    @Override
    public void shed() {}

    @Override
    public void failed(Throwable defect) {
        calls.add("failed");
    }

    @Override
    public void refused() {
        calls.add("refused");
    }
}
