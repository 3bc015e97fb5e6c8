package io.xiu.rtmp.chunk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from a connection's chunk streams (section 5.3).
 *
 * <pre>{@code
 * for (RtmpMessage message; (message = reader.read(in)) != null; ) {
 *     handle(message); // owns the body of a MediaMessage
 * }
 * // all of in has been read
 * }</pre>
 *
 * <p>Chunk sizes and aborts take effect here before they are returned, aggregate messages come out as their parts,
 * and empty audio, video and data messages are passed over. Bodies are direct buffers of exactly their length, copied
 * out of the input, so that they may be kept for long; all other messages hold no buffer. How the input is cut makes no
 * difference to what comes out.
 *
 * <p>For one thread at a time. After an exception nothing but {@link #release} may be called.
 */
public final class ChunkReader {
    private static final int INITIAL_CHUNK_SIZE = 128;
    private static final int LONGEST_MESSAGE = 0xFFFFFF;

    private final ChunkStreams streams = new ChunkStreams();
    private final WorkBudget work = new WorkBudget();
    private final ChunkHeaderReader headers;
    private final PartialMessages messages;
    private final AggregateReader aggregates;

    /** Bytes taken from the input that didn't make up a header; they come before whatever is read next. */
    private final ByteBuf held =
            Unpooled.wrappedBuffer(new byte[ChunkHeaderReader.MAX_BYTES]).clear();

    private AmfLimits amfLimits;
    private int chunkSize = INITIAL_CHUNK_SIZE;
    private long bytesRead;
    private @Nullable ChunkStream current;
    /** Bytes to come of the current chunk. */
    private int chunkRemaining;

    /** Makes a reader whose message bodies come from Netty's default allocator. */
    public ChunkReader(ChunkLimits limits) {
        this(limits, ByteBufAllocator.DEFAULT);
    }

    /** Makes a reader whose message bodies come from this allocator. */
    public ChunkReader(ChunkLimits limits, ByteBufAllocator allocator) {
        amfLimits = limits.amf();
        headers = new ChunkHeaderReader(streams, limits);
        messages = new PartialMessages(allocator, limits);
        aggregates = new AggregateReader(allocator);
    }

    /** Puts other limits in force, from the next chunk header on: when the peer has said what it wants, for instance. */
    public void limits(ChunkLimits newLimits) {
        amfLimits = newLimits.amf();
        headers.limits(newLimits);
        messages.limits(newLimits);
    }

    /**
     * Reads up to the end of the next message.
     *
     * @return the message, whose body the caller owns, or null if all of {@code in} has been read without one
     * @throws RtmpException if the peer broke the protocol or a limit
     */
    public @Nullable RtmpMessage read(ByteBuf in) throws RtmpException {
        int start = in.readerIndex();
        try {
            return next(in);
        } finally {
            bytesRead += in.readerIndex() - start;
        }
    }

    /** How many bytes have been read, the number an Acknowledgement tells the peer, if it counts from here. */
    public long bytesRead() {
        return bytesRead;
    }

    /** The chunk size in force, 1 to 0xFFFFFF bytes. */
    public int chunkSize() {
        return chunkSize;
    }

    /** Releases the messages in progress. Nothing else may be called afterwards. */
    public void release() {
        aggregates.release();
        streams.forEach(stream -> {
            if (stream.body != null) {
                stream.body.release();
                stream.body = null;
            }
        });
    }

    private @Nullable RtmpMessage next(ByteBuf in) throws RtmpException {
        for (; ; ) {
            RtmpMessage part = aggregates.read();
            if (part != null) {
                return part;
            }
            ChunkStream stream = current;
            if (stream == null) {
                stream = beginChunk(in);
                if (stream == null) {
                    return null;
                }
            }
            if (!readBody(stream, in)) {
                return null;
            }
            current = null;
            if (!held.isReadable()) {
                readContinuations(stream, in);
            }
            if (stream.remaining == 0) {
                RtmpMessage message = complete(stream);
                if (message != null) {
                    return message;
                }
            }
        }
    }

    private @Nullable ChunkStream beginChunk(ByteBuf in) throws RtmpException {
        ChunkStream stream = readHeader(in);
        if (stream != null) {
            chunkRemaining = account(stream, headers.beginsMessage());
            current = stream;
        }
        return stream;
    }

    /** Accounts for a message's next chunk and returns how many bytes of the body are in it. */
    private int account(ChunkStream stream, boolean beginsMessage) throws RtmpException {
        int count = Math.min(chunkSize, stream.remaining);
        stream.remaining -= count;
        messages.chunk(stream, beginsMessage, count);
        work.chunk(count, stream.remaining == 0);
        return count;
    }

    private @Nullable ChunkStream readHeader(ByteBuf in) throws RtmpException {
        if (!held.isReadable()) {
            ChunkStream stream = headers.read(in);
            if (stream == null) {
                held.clear().writeBytes(in);
            }
            return stream;
        }
        for (; ; ) {
            ChunkStream stream = headers.read(held);
            if (stream != null || !in.isReadable()) {
                return stream;
            }
            held.discardReadBytes().writeByte(in.readByte());
        }
    }

    /** Reads what there is of the current chunk's body; true once it is complete. */
    private boolean readBody(ChunkStream stream, ByteBuf in) {
        while (chunkRemaining > 0) {
            ByteBuf source = held.isReadable() ? held : in;
            int count = Math.min(chunkRemaining, source.readableBytes());
            if (count == 0) {
                return false;
            }
            messages.append(stream, source, count);
            chunkRemaining -= count;
        }
        return true;
    }

    /**
     * Reads the whole chunks that go on with the same message. Any chunk could be read the general way; most are such
     * a chunk, and cost half as much here.
     */
    private void readContinuations(ChunkStream stream, ByteBuf in) throws RtmpException {
        while (stream.remaining > 0
                && in.readableBytes() > Math.min(chunkSize, stream.remaining)
                && ChunkHeaderReader.isContinuation(in, stream)) {
            in.skipBytes(1);
            messages.append(stream, in, account(stream, false));
        }
    }

    private @Nullable RtmpMessage complete(ChunkStream stream) throws RtmpException {
        ByteBuf body = messages.take(stream);
        switch (stream.typeId) {
            case 8:
                return media(MediaKind.AUDIO, stream, body);
            case 9:
                return media(MediaKind.VIDEO, stream, body);
            case 15:
                return media(MediaKind.DATA, stream, withoutFormat(body));
            case 18:
                return media(MediaKind.DATA, stream, body);
            case 22:
                aggregates.begin(body, stream.timestamp, stream.messageStreamId);
                return null;
            default:
                try {
                    return apply(MessageReader.read(stream, body, amfLimits));
                } finally {
                    body.release();
                }
        }
    }

    private static @Nullable RtmpMessage media(MediaKind kind, ChunkStream stream, ByteBuf body) {
        if (!body.isReadable()) {
            body.release();
            return null;
        }
        return new MediaMessage(kind, stream.messageStreamId, stream.timestamp, body);
    }

    /** An AMF3 data message (section 7.1.2) is one of AMF0 values behind a zero byte. */
    static ByteBuf withoutFormat(ByteBuf body) {
        return body.isReadable() && body.getByte(body.readerIndex()) == 0 ? body.skipBytes(1) : body;
    }

    private RtmpMessage apply(RtmpMessage message) {
        if (message instanceof SetChunkSize size) {
            chunkSize = Math.min(size.bytes(), LONGEST_MESSAGE);
        } else if (message instanceof Abort abort) {
            ChunkStream aborted = streams.find(abort.chunkStreamId());
            if (aborted != null) {
                messages.drop(aborted);
            }
        }
        return message;
    }
}
