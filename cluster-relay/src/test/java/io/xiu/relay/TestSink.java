package io.xiu.relay;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that takes bytes only as far as a test lets it. What was written is read back as FLV tags, one word each:
 * kind, timestamp and the body's text.
 */
final class TestSink implements ViewerSink {
    final List<String> calls = new ArrayList<>();
    private final List<ByteBuf> queue = new ArrayList<>();
    private final StringBuilder taken = new StringBuilder();
    long takes = Long.MAX_VALUE;
    int sends;
    int gathered;
    Runnable whenSending = () -> {};

    /** What sending meets from now on. */
    @Nullable
    RuntimeException defect;

    @Nullable
    Viewer leavesOnEnd;

    @Override
    public void started(TrackSelection carried) {
        calls.add("started" + (carried.audio() ? " audio" : "") + (carried.video() ? " video" : ""));
    }

    @Override
    public boolean isWritable() {
        return queue.isEmpty();
    }

    @Override
    public long pendingBytes() {
        return queue.stream().mapToLong(bytes -> bytes.readableBytes()).sum();
    }

    @Override
    public boolean send(ByteBuf bytes, int index, int length) {
        if (defect != null) {
            throw defect;
        }
        sends++;
        whenSending.run();
        queue.add(bytes.retainedSlice(index, length));
        take();
        return queue.isEmpty();
    }

    @Override
    public boolean send(ByteBuf first, int index, int length, ByteBuf second, int secondLength) {
        gathered++;
        send(first, index, length);
        return send(second, 0, secondLength);
    }

    private void take() {
        while (!queue.isEmpty() && takes > 0) {
            ByteBuf first = queue.get(0);
            int bytes = (int) Math.min(takes, first.readableBytes());
            taken.append(first.readCharSequence(bytes, StandardCharsets.ISO_8859_1));
            if (takes != Long.MAX_VALUE) {
                takes -= bytes;
            }
            if (!first.isReadable()) {
                queue.remove(0).release();
            }
        }
    }

    /** The peer reads so many bytes more. */
    void allow(long bytes) {
        takes = bytes;
        take();
    }

    @Override
    public void ended() {
        calls.add("ended");
    }

    @Override
    public void stalled() {
        calls.add("stalled");
        if (leavesOnEnd != null) {
            leavesOnEnd.leave();
        }
        discard();
    }

    @Override
    public void shed() {
        calls.add("shed");
        discard();
    }

    @Override
    public void failed(Throwable failure) {
        calls.add("failed " + failure.getMessage());
        discard();
    }

    /** Drops what is queued, as a closed connection does. */
    void discard() {
        queue.forEach(bytes -> bytes.release());
        queue.clear();
    }

    @Override
    public void refused() {
        calls.add("refused");
    }

    /** The whole tags received so far, such as {@code "V40:key A53:x"}. */
    String tags() {
        List<String> tags = new ArrayList<>();
        String bytes = taken.toString();
        int at = 0;
        while (at + 11 <= bytes.length()) {
            int length = bytes.charAt(at + 1) << 16 | bytes.charAt(at + 2) << 8 | bytes.charAt(at + 3);
            int millis = bytes.charAt(at + 7) << 24
                    | bytes.charAt(at + 4) << 16
                    | bytes.charAt(at + 5) << 8
                    | bytes.charAt(at + 6);
            if (at + 15 + length > bytes.length()) {
                break;
            }
            String kind = switch (bytes.charAt(at)) {
                case 8 -> "A";
                case 9 -> "V";
                case 18 -> "D";
                default -> throw new AssertionError("no tag begins with " + (int) bytes.charAt(at));
            };
            String body = bytes.substring(at + 11, at + 11 + length);
            tags.add(kind + Integer.toUnsignedString(millis) + ":" + body.replaceAll("[^A-Za-z0-9@]|x{9,}", ""));
            at += 15 + length;
        }
        return String.join(" ", tags);
    }
}
