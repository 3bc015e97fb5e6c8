package io.xiu.rtmp.testing;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes messages as chunks in every way the specification allows, and as different senders do: any header type that
 * says enough, any form of the chunk stream id, messages interleaved chunk by chunk, extended timestamps repeated or
 * not. What to do is decided by {@link Choices}.
 */
final class ChunkSpeaker {
    private static final int EXTENDED = 0xFFFFFF;
    private static final int SET_CHUNK_SIZE = 1;
    private static final int ABORT = 2;

    private final Choices choices;
    private final ByteBuf out;
    private final boolean repeatsExtended;
    private final Map<Integer, Header> headers = new HashMap<>();
    private final List<Sending> sending = new ArrayList<>();
    private int chunkSize = 128;

    /** The latest message header of a chunk stream. */
    private static final class Header {
        int timestamp;
        int length = -1;
        int typeId;
        int messageStreamId;
        boolean extended;
        int value;
    }

    /** A message whose chunks are being written. */
    private record Sending(int chunkStreamId, int typeId, ByteBuf body) {}

    ChunkSpeaker(Choices choices, ByteBuf out) {
        this.choices = choices;
        this.out = out;
        this.repeatsExtended = !choices.oneIn(4);
    }

    /** Begins a message, and writes some chunks of all that are begun; the body is used up and needs no release. */
    void send(int chunkStreamId, int typeId, int messageStreamId, int timestamp, ByteBuf body) {
        while (isSending(chunkStreamId)) {
            writeChunk(choices.any(sending));
        }
        writeHeader(chunkStreamId, typeId, messageStreamId, timestamp, body.readableBytes());
        writePart(new Sending(chunkStreamId, typeId, body), true);
        while (!sending.isEmpty() && !choices.oneIn(5)) {
            writeChunk(choices.any(sending));
        }
    }

    /** Writes what is left of all messages. */
    void finish() {
        while (!sending.isEmpty()) {
            writeChunk(choices.any(sending));
        }
    }

    /** Chunk streams with a message in progress. */
    List<Integer> inProgress() {
        return sending.stream().map(Sending::chunkStreamId).toList();
    }

    private boolean isSending(int chunkStreamId) {
        return sending.stream().anyMatch(each -> each.chunkStreamId() == chunkStreamId);
    }

    private void writeHeader(int chunkStreamId, int typeId, int messageStreamId, int timestamp, int length) {
        Header header = headers.computeIfAbsent(chunkStreamId, id -> new Header());
        int type = 0;
        if (header.length >= 0 && header.messageStreamId == messageStreamId) {
            boolean sameShape = header.length == length && header.typeId == typeId;
            type = choices.next(sameShape ? 4 : 2);
        }
        int value = type == 0 ? timestamp : type == 3 ? header.value : timestamp - header.timestamp;
        boolean extended = type == 3 ? header.extended : Integer.compareUnsigned(value, EXTENDED) >= 0;
        writeBasic(type, chunkStreamId);
        if (type < 3) {
            out.writeMedium(extended ? EXTENDED : value);
        }
        if (type < 2) {
            out.writeMedium(length).writeByte(typeId);
        }
        if (type == 0) {
            out.writeIntLE(messageStreamId);
        }
        if (extended && (type < 3 || repeatsExtended)) {
            out.writeInt(value);
        }
        header.timestamp = type == 0 ? timestamp : header.timestamp + value;
        header.length = length;
        header.typeId = typeId;
        header.messageStreamId = messageStreamId;
        header.extended = extended;
        header.value = value;
    }

    private void writeChunk(Sending message) {
        Header header = headers.computeIfAbsent(message.chunkStreamId(), id -> new Header());
        writeBasic(3, message.chunkStreamId());
        if (header.extended && repeatsExtended) {
            out.writeInt(header.value);
        }
        writePart(message, false);
    }

    private void writePart(Sending message, boolean first) {
        ByteBuf body = message.body();
        int count = Math.min(chunkSize, body.readableBytes());
        out.writeBytes(body, count);
        if (!body.isReadable()) {
            sending.remove(message);
            end(message);
        } else if (first) {
            sending.add(message);
        }
    }

    private void end(Sending message) {
        ByteBuf body = message.body();
        if (body.writerIndex() < 4) {
            return;
        }
        int value = body.getInt(0);
        if (message.typeId() == SET_CHUNK_SIZE && value > 0) {
            chunkSize = value;
        } else if (message.typeId() == ABORT) {
            sending.removeIf(each -> each.chunkStreamId() == value);
        }
    }

    private void writeBasic(int type, int chunkStreamId) {
        boolean longer = chunkStreamId >= 64 && choices.oneIn(3);
        if (chunkStreamId < 64) {
            out.writeByte(type << 6 | chunkStreamId);
        } else if (chunkStreamId < 320 && !longer) {
            out.writeByte(type << 6).writeByte(chunkStreamId - 64);
        } else {
            out.writeByte(type << 6 | 1).writeShortLE(chunkStreamId - 64);
        }
    }
}
