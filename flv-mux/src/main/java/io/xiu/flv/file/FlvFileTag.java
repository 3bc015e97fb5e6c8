package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.TagType;

/**
 * A tag and its place in a file.
 *
 * @param position where the tag begins, in bytes from the beginning of the file
 * @param type what it carries
 * @param timestampMillis made one line where the 32 bits in the file begin anew
 * @param body owned by whoever owns the tag
 */
public record FlvFileTag(long position, TagType type, long timestampMillis, ByteBuf body) {}
