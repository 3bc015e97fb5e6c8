package io.xiu.flv.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.testing.fuzz.Subject;
import java.util.List;
import java.util.function.Consumer;

/** A tag reader. */
final class TagSubject implements Subject {
    private final FlvTagReader reader;

    TagSubject(FlvTagReader reader) {
        this.reader = reader;
    }

    /** A tag as a value that can be compared; its body is released. */
    static Object sighting(FlvTag tag) {
        try {
            return List.of(tag.type(), tag.timestampMillis(), ByteBufUtil.hexDump(tag.body()));
        } finally {
            tag.body().release();
        }
    }

    @Override
    public boolean read(ByteBuf in, Consumer<Object> seen) {
        try {
            for (FlvTag tag; (tag = reader.read(in)) != null; ) {
                seen.accept(sighting(tag));
            }
            return true;
        } catch (FlvException e) {
            seen.accept(e.reason());
            return false;
        }
    }

    @Override
    public void end(ByteBuf in, Consumer<Object> seen) {
        seen.accept(String.valueOf(reader.header()));
    }

    @Override
    public void close() {}
}
