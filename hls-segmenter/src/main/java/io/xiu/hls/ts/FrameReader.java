package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Sample;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of audio frames, which may begin in one PES packet and end in the next. The PTS is that of the first
 * frame that begins in its PES packet; the others follow by how long they last.
 */
final class FrameReader implements StreamReader {
    private static final int MAX_REST_BYTES = 64 * 1024;
    private static final long CLOCK_90K = 90_000;

    private final FrameParser parser;
    private final int pid;
    private final StreamTime time;
    private final ByteBufAllocator allocator;

    /** The bytes being read; what a frame that ends in the next PES packet has in this one stays. */
    private ByteBuf stream = Unpooled.EMPTY_BUFFER;

    private boolean timeKnown;
    private long start90k;
    /** Since the frame that had a PTS. */
    private long samples;

    FrameReader(FrameParser parser, int pid, StreamTime time, ByteBufAllocator allocator) {
        this.parser = parser;
        this.pid = pid;
        this.time = time;
        this.allocator = allocator;
    }

    @Override
    public EventSource read(PesPacket pes) {
        int restBytes = stream.readableBytes();
        stream = restBytes == 0 ? pes.payload() : Unpooled.wrappedBuffer(bytes(stream), bytes(pes.payload()));
        return new Frames(stream.readerIndex() + restBytes, pes.pts90k());
    }

    @Override
    public void gap() {
        stream = Unpooled.EMPTY_BUFFER;
        timeKnown = false;
    }

    @Override
    public int heldBytes() {
        return stream.readableBytes();
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.getBytes(buffer.readerIndex(), bytes);
        return bytes;
    }

    /** The frames of one PES packet, the rest of the one before in front. */
    private final class Frames implements EventSource {
        private final int timeAt;
        private long pts33;
        private boolean complained;

        Frames(int timeAt, long pts33) {
            this.timeAt = timeAt;
            this.pts33 = pts33;
        }

        @Override
        public @Nullable TsEvent next() {
            while (stream.isReadable()) {
                int at = stream.readerIndex();
                AudioFrame frame = parser.parse(stream, at);
                boolean whole = frame != null && frame.isWithin(stream.readableBytes());
                if (frame != null && !whole && stream.readableBytes() <= MAX_REST_BYTES) {
                    takeTime(at);
                    stream = Unpooled.wrappedBuffer(bytes(stream));
                    return null;
                }
                if (frame == null || !whole) {
                    stream.skipBytes(1);
                    if (!complained) {
                        complained = true;
                        return new Problem(Problem.Kind.FRAME, pid, "no frame where one should begin");
                    }
                    continue;
                }
                takeTime(at);
                Sample sample = timeKnown ? sample(frame, at) : null;
                stream.skipBytes(frame.headerBytes() + frame.dataBytes());
                samples += frame.samples();
                if (sample != null) {
                    return new SampleRead(sample);
                }
            }
            stream = Unpooled.EMPTY_BUFFER;
            return null;
        }

        private void takeTime(int at) {
            if (at >= timeAt && pts33 != PesPacket.NO_TIME) {
                start90k = time.unwrap(pts33);
                pts33 = PesPacket.NO_TIME;
                samples = 0;
                timeKnown = true;
            }
        }

        private Sample sample(AudioFrame frame, int at) {
            long at90k = start90k + samples * CLOCK_90K / frame.sampleRate();
            ByteBuf data = allocator.buffer(frame.dataBytes(), frame.dataBytes());
            data.writeBytes(stream, at + frame.headerBytes(), frame.dataBytes());
            return new Sample(parser.track(stream, at), at90k, at90k, true, data);
        }
    }
}
