package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.AmfException.Reason;
import java.nio.charset.StandardCharsets;

/** What one message has used of its limits. Every byte is read through here, so none is read uncounted. */
final class AmfBudget {
    private final AmfLimits limits;
    private int nodes;
    private int bytes;
    private int depth;
    private int deepest;

    AmfBudget(AmfLimits limits) {
        this.limits = limits;
    }

    int nodes() {
        return nodes;
    }

    int bytes() {
        return bytes;
    }

    void node() throws AmfException {
        addNodes(1);
    }

    void addNodes(int more) throws AmfException {
        if (more > limits.nodes() - nodes) {
            throw new AmfException(Reason.NODES, "more than " + limits.nodes() + " values");
        }
        nodes += more;
    }

    void addBytes(int more) throws AmfException {
        if (more > limits.bytes() - bytes) {
            throw new AmfException(Reason.BYTES, "more than " + limits.bytes() + " bytes");
        }
        bytes += more;
    }

    /** Goes one level down; returns the deepest level met before, for {@link #leave}. */
    int enter() throws AmfException {
        checkDepth(1);
        int before = deepest;
        depth++;
        deepest = depth;
        return before;
    }

    /** Goes one level up; returns how many levels there were below. */
    int leave(int deepestBefore) {
        depth--;
        int height = deepest - depth;
        deepest = Math.max(deepest, deepestBefore);
        return height;
    }

    /** Counts a value of this height that is not read but referred to. */
    void reachDown(int height) throws AmfException {
        checkDepth(height);
        deepest = Math.max(deepest, depth + height);
    }

    private void checkDepth(int more) throws AmfException {
        if (more > limits.depth() - depth) {
            throw new AmfException(Reason.DEPTH, "nested deeper than " + limits.depth());
        }
    }

    /** Checks a count of values that are to follow, before anything is allocated for them. */
    int count(long values, ByteBuf in) throws AmfException {
        if (values > limits.nodes() - nodes || values > in.readableBytes()) {
            throw new AmfException(Reason.NODES, values + " values announced");
        }
        return (int) values;
    }

    /** Checks that this many bytes can be read, and counts them. */
    int need(ByteBuf in, long length) throws AmfException {
        if (length > limits.bytes()) {
            throw new AmfException(Reason.BYTES, length + " bytes announced");
        }
        if (length > in.readableBytes()) {
            throw new AmfException(Reason.SHORT, length + " bytes needed, " + in.readableBytes() + " left");
        }
        addBytes((int) length);
        return (int) length;
    }

    int readUnsignedByte(ByteBuf in) throws AmfException {
        need(in, 1);
        return in.readUnsignedByte();
    }

    int readUnsignedShort(ByteBuf in) throws AmfException {
        need(in, 2);
        return in.readUnsignedShort();
    }

    long readUnsignedInt(ByteBuf in) throws AmfException {
        need(in, 4);
        return in.readUnsignedInt();
    }

    double readDouble(ByteBuf in) throws AmfException {
        need(in, 8);
        return in.readDouble();
    }

    /** Reads UTF-8; what isn't becomes U+FFFD. */
    String readText(ByteBuf in, long length) throws AmfException {
        return in.readCharSequence(need(in, length), StandardCharsets.UTF_8).toString();
    }
}
