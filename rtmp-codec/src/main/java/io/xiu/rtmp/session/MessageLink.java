package io.xiu.rtmp.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.chunk.ChunkWriter;
import io.xiu.rtmp.message.Abort;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.message.SetChunkSize;
import io.xiu.rtmp.message.SetPeerBandwidth;
import io.xiu.rtmp.message.SharedObject;
import io.xiu.rtmp.message.UnhandledMessage;
import io.xiu.rtmp.message.UserControl;
import io.xiu.rtmp.message.WindowAcknowledgementSize;
import org.jspecify.annotations.Nullable;

/**
 * The message layer both sessions stand on: protocol control messages are obeyed and answered here, everything else is
 * passed on; what is written gathers in one buffer.
 */
final class MessageLink {
    /*
     * Acknowledgements (section 5.4.3). We send one each time the peer's window has passed. Before the peer names its
     * window we assume WINDOW; a window below SMALLEST_WINDOW counts as that, so tiny windows can't make us answer
     * every read. One that isn't taken yet gives way to the next: some publishers never read. Missing
     * Acknowledgements of the peer never stop our output: TCP has its own flow control.
     *
     * A peer that asks and asks without reading our answers ends when too many bytes of them wait.
     */
    private static final int WINDOW = 2_500_000;
    private static final int SMALLEST_WINDOW = 4_096;
    private static final int INITIAL_CHUNK_SIZE = 128;

    private final ChunkReader reader;
    private final ChunkWriter writer = new ChunkWriter(INITIAL_CHUNK_SIZE);
    private final CommandBudget budget;
    private final SessionLimits limits;
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf output;
    private long window = WINDOW;
    private long acknowledged;
    private boolean acknowledgementDue;
    private int announcedWindow;
    private int strayMessages;

    MessageLink(ChunkLimits chunkLimits, SessionLimits limits, ByteBufAllocator allocator) {
        this.reader = new ChunkReader(chunkLimits, allocator);
        this.allocator = allocator;
        this.budget = new CommandBudget(limits.commandsPerSecond());
        this.limits = limits;
    }

    /** The next message that is none of protocol control, or null if more bytes are needed. */
    @Nullable
    RtmpMessage read(ByteBuf in) throws RtmpException {
        while (true) {
            if (output != null && output.readableBytes() > limits.unreadBytes()) {
                throw new RtmpException(RtmpException.Reason.CMD_RATE, "answers are not read");
            }
            RtmpMessage message = reader.read(in);
            acknowledge();
            if (message == null || !obey(message)) {
                return message;
            }
        }
    }

    void write(RtmpMessage message) {
        writer.write(message, output());
    }

    /** Tells the peer our chunk size and uses it from the next message on. */
    void announceChunkSize(int bytes) {
        write(new SetChunkSize(bytes));
    }

    /** Asks the peer to acknowledge each time it has received this many bytes; says so only once. */
    void announceWindow(int bytes) {
        if (announcedWindow != bytes) {
            announcedWindow = bytes;
            write(new WindowAcknowledgementSize(bytes));
        }
    }

    void limits(ChunkLimits chunkLimits) {
        reader.limits(chunkLimits);
    }

    void tick(long nanoTime) {
        budget.tick(nanoTime);
    }

    void spend(int commands) throws RtmpException {
        budget.spend(commands);
    }

    /** Counts a message that has no place where it came. */
    void stray(RtmpException.Reason reason) throws RtmpException {
        if (++strayMessages > limits.strayMessages()) {
            throw new RtmpException(
                    reason, "more than " + limits.strayMessages() + " messages that have no place here");
        }
    }

    /** Where output gathers, also that of a handshake. */
    ByteBuf output() {
        ByteBuf current = output;
        if (current == null) {
            current = allocator.buffer();
            output = current;
        }
        return current;
    }

    boolean hasOutput() {
        return acknowledgementDue || (output != null && output.isReadable());
    }

    ByteBuf takeOutput() {
        if (acknowledgementDue) {
            acknowledgementDue = false;
            write(new Acknowledgement((int) acknowledged));
        }
        ByteBuf taken = output;
        output = null;
        return taken == null ? Unpooled.EMPTY_BUFFER : taken;
    }

    void release() {
        reader.release();
        acknowledgementDue = false;
        takeOutput().release();
    }

    private boolean obey(RtmpMessage message) throws RtmpException {
        if (message instanceof WindowAcknowledgementSize size) {
            if (size.bytes() != 0) {
                window = Math.max(SMALLEST_WINDOW, Integer.toUnsignedLong(size.bytes()));
            }
            return true;
        }
        if (message instanceof SetPeerBandwidth bandwidth) {
            budget.spend(1);
            announceWindow(bandwidth.bytes());
            return true;
        }
        if (message instanceof UserControl event) {
            budget.spend(1);
            return obey(event);
        }
        if (message instanceof UnhandledMessage || message instanceof SharedObject) {
            stray(RtmpException.Reason.MSG_TYPE);
            return true;
        }
        return message instanceof SetChunkSize || message instanceof Abort || message instanceof Acknowledgement;
    }

    private boolean obey(UserControl event) {
        if (event instanceof UserControl.PingRequest ping) {
            write(new UserControl.PingResponse(ping.timestamp()));
            return true;
        }
        return !(event instanceof UserControl.SetBufferLength || event instanceof UserControl.StreamEof);
    }

    private void acknowledge() {
        long received = reader.bytesRead();
        if (received - acknowledged >= window) {
            acknowledged = received;
            acknowledgementDue = true;
        }
    }
}
