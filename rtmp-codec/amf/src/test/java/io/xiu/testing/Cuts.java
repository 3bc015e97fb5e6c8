package io.xiu.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes cut into pieces, as a network may. */
public final class Cuts {
    private static final int LONGEST_PIECE = 7;

    private Cuts() {}

    /** The same bytes as one buffer each: in one piece, in pieces of one byte, and cut at random places. */
    public static List<ByteBuf> buffers(byte[] bytes, long seed) {
        List<ByteBuf> all = new ArrayList<>();
        all.add(Unpooled.wrappedBuffer(bytes));
        for (List<byte[]> pieces : List.of(single(bytes), random(bytes, seed, LONGEST_PIECE))) {
            CompositeByteBuf buffer = Unpooled.compositeBuffer(Integer.MAX_VALUE);
            pieces.forEach(piece -> buffer.addComponent(true, Unpooled.wrappedBuffer(piece)));
            all.add(buffer);
        }
        return all;
    }

    /** Pieces of one byte. */
    public static List<byte[]> single(byte[] bytes) {
        return random(bytes, 0, 1);
    }

    /** Pieces of 1 to {@code longest} bytes. */
    public static List<byte[]> random(byte[] bytes, long seed, int longest) {
        Random random = new Random(seed);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(longest), bytes.length - at);
            byte[] piece = new byte[length];
            System.arraycopy(bytes, at, piece, 0, length);
            pieces.add(piece);
            at += length;
        }
        return pieces;
    }
}
