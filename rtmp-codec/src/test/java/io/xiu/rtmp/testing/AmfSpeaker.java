package io.xiu.rtmp.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes AMF0 values, those of AMF3 among them: mostly sound, and now and then nested too deep, referring to nothing or
 * to very much, or announcing more than there is.
 */
final class AmfSpeaker {
    private static final int DEEPEST = 5;

    private final Choices choices;
    private final ByteBuf out;

    AmfSpeaker(Choices choices, ByteBuf out) {
        this.choices = choices;
        this.out = out;
    }

    AmfSpeaker string(String text) {
        out.writeByte(0x02);
        return shortText(text);
    }

    AmfSpeaker number(double number) {
        out.writeByte(0x00).writeDouble(number);
        return this;
    }

    AmfSpeaker truth(boolean truth) {
        out.writeByte(0x01).writeBoolean(truth);
        return this;
    }

    AmfSpeaker nothing() {
        out.writeByte(0x05);
        return this;
    }

    AmfSpeaker beginObject() {
        out.writeByte(0x03);
        return this;
    }

    /** The name of a property, whose value is to follow. */
    AmfSpeaker name(String name) {
        return shortText(name);
    }

    AmfSpeaker endObject() {
        out.writeMedium(0x000009);
        return this;
    }

    /** Any value. */
    AmfSpeaker any() {
        if (choices.oneIn(40)) {
            odd();
        } else {
            value(choices.next(DEEPEST));
        }
        return this;
    }

    private void value(int depth) {
        switch (choices.next(depth == 0 ? 8 : 14)) {
            case 0 -> nothing();
            case 1 -> number(choices.next(1 << 20));
            case 2 -> truth(choices.oneIn(2));
            case 3 -> string("x".repeat(choices.next(20)));
            case 4 -> out.writeByte(0x06);
            case 5 -> out.writeByte(0x0B).writeDouble(choices.next(1 << 20)).writeShort(0);
            case 6 -> longText(0x0C);
            case 7 -> out.writeByte(choices.oneIn(2) ? 0x0D : 0x05);
            case 8 -> {
                out.writeByte(0x03);
                properties(depth);
            }
            case 9 -> {
                out.writeByte(0x08).writeInt(choices.next(4));
                properties(depth);
            }
            case 10 -> {
                int count = choices.next(4);
                out.writeByte(0x0A).writeInt(count);
                for (int i = 0; i < count; i++) {
                    value(depth - 1);
                }
            }
            case 11 -> {
                out.writeByte(0x10);
                shortText("c".repeat(choices.next(4)));
                properties(depth);
            }
            case 12 -> longText(0x0F);
            default -> {
                out.writeByte(0x11);
                amf3(depth);
            }
        }
    }

    private void amf3(int depth) {
        switch (choices.next(depth == 0 ? 6 : 9)) {
            case 0 -> out.writeByte(choices.next(4));
            case 1 -> out.writeByte(0x04).writeByte(choices.next(128));
            case 2 -> out.writeByte(0x05).writeDouble(choices.next(1 << 20));
            case 3 -> out.writeByte(0x06).writeByte(3).writeByte('s');
            case 4 -> out.writeByte(0x0C).writeByte(5).writeShort(choices.next(1 << 16));
            case 5 -> out.writeByte(0x0D).writeByte(3).writeByte(0).writeInt(choices.next(1 << 20));
            case 6 -> {
                int count = choices.next(4);
                out.writeByte(0x09).writeByte(count << 1 | 1).writeByte(1);
                for (int i = 0; i < count; i++) {
                    amf3(depth - 1);
                }
            }
            case 7 -> {
                out.writeByte(0x0A).writeByte(0x0B).writeByte(1).writeByte(3).writeByte('k');
                amf3(depth - 1);
                out.writeByte(1);
            }
            default -> {
                out.writeByte(0x11).writeByte(3).writeByte(0);
                amf3(depth - 1);
                amf3(depth - 1);
            }
        }
    }

    private void odd() {
        int many = 1 + choices.next(60);
        switch (choices.next(7)) {
            case 0 -> repeat(many, () -> out.writeByte(0x0A).writeInt(1), this::nothing);
            case 1 -> repeat(many, () -> out.writeByte(0x03).writeShort(1).writeByte('k'), this::nothing);
            case 2 ->
                repeat(
                        many,
                        () -> out.writeByte(0x11).writeByte(0x09).writeByte(3).writeByte(1),
                        this::nothing);
            case 3 -> {
                // each array holds the one before twice
                out.writeByte(0x0A).writeInt(many).writeByte(0x0A).writeInt(1).writeByte(0x05);
                for (int i = 1; i < many; i++) {
                    out.writeByte(0x0A).writeInt(2);
                    out.writeByte(0x07).writeShort(i).writeByte(0x07).writeShort(i);
                }
            }
            case 4 -> out.writeByte(0x0A).writeInt(choices.next(1 << 22) << 8);
            case 5 -> out.writeByte(0x07).writeShort(choices.next(4));
            default -> out.writeByte(choices.next(256));
        }
    }

    private static void repeat(int times, Runnable opening, Runnable innermost) {
        for (int i = 0; i < times; i++) {
            opening.run();
        }
        innermost.run();
    }

    private void properties(int depth) {
        for (int i = choices.next(4); i > 0; i--) {
            shortText("p" + i);
            value(depth - 1);
        }
        endObject();
    }

    private AmfSpeaker shortText(String text) {
        out.writeShort(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
        return this;
    }

    private void longText(int marker) {
        int length = choices.next(200);
        out.writeByte(marker).writeInt(length).writeZero(length);
    }
}
