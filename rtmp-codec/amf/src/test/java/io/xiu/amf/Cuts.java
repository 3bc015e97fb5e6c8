package io.xiu.amf;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;

/** The same bytes in one piece, in pieces of one byte, and cut at random places. Takes ownership of the bytes. */
final class Cuts {
    private Cuts() {}

    static List<ByteBuf> of(ByteBuf bytes) {
        Random random = new Random(bytes.readableBytes());
        ByteBuf single = cut(bytes, new Random() {
            private static final long serialVersionUID = 1;

            @Override
            public int nextInt(int bound) {
                return 0;
            }
        });
        ByteBuf anywhere = cut(bytes, random);
        return List.of(bytes, single, anywhere);
    }

    private static ByteBuf cut(ByteBuf bytes, Random random) {
        CompositeByteBuf pieces = Unpooled.compositeBuffer(Integer.MAX_VALUE);
        for (int at = 0; at < bytes.readableBytes(); ) {
            int length = Math.min(1 + random.nextInt(7), bytes.readableBytes() - at);
            pieces.addComponent(true, Unpooled.copiedBuffer(bytes.slice(at, length)));
            at += length;
        }
        return pieces;
    }
}
