package io.xiu.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Bytes written as text: pairs of hexadecimal digits, and quoted ASCII, with any spacing. */
public final class Hex {
    private Hex() {}

    public static ByteBuf bytes(String text) {
        ByteBuf out = Unpooled.buffer();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                int end = text.indexOf('\'', i + 1);
                ByteBufUtil.writeAscii(out, text.substring(i + 1, end));
                i = end;
            } else if (c != ' ') {
                out.writeByte(Integer.parseInt(text.substring(i, i + 2), 16));
                i++;
            }
        }
        return out;
    }
}
