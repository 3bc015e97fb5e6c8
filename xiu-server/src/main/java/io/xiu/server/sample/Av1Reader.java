package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.codec.Av1Configuration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/**
 * AV1. In ISO-BMFF there is no temporal delimiter and each OBU has its size (AV1 Codec ISO Media File Format Binding,
 * 2.4); publishers may leave delimiters in, and the last OBU may be without its size.
 */
final class Av1Reader extends CodecReader {
    /*
     * OBU: 0, type: 4 bits, has extension: 1, has size: 1, 0 | extension: 1 byte | size: leb128 | payload
     *
     * Leading delimiters are sliced off. What else is to be changed takes a copy.
     */
    private static final int TEMPORAL_DELIMITER = 2;
    private static final int EXTENSION_BIT = 0x04;
    private static final int SIZE_BIT = 0x02;
    private static final int MAX_SIZE_BYTES = 5;

    private boolean hasSize;

    Av1Reader(int id) {
        super(id, Codec.AV1);
    }

    /** An empty header, or one without a sequence header OBU, tells nothing; the first key frame has it. */
    @Override
    @Nullable
    Track readHeader(ByteBuf payload) throws FlvException {
        if (!payload.isReadable()) {
            return track();
        }
        Av1Configuration configuration = Av1Configuration.read(payload);
        int width = configuration.picture().width();
        return width == 0
                ? track()
                : video(configuration, width, configuration.picture().height());
    }

    @Override
    void look(ByteBuf payload, boolean keyFrame) throws FlvException {
        if (keyFrame && track() == null) {
            Av1Configuration configuration = Av1Configuration.ofFrame(payload);
            track(video(
                    configuration,
                    configuration.picture().width(),
                    configuration.picture().height()));
        }
    }

    @Override
    @Nullable
    ByteBuf data(ByteBuf payload) throws FlvException {
        int end = payload.writerIndex();
        int start = payload.readerIndex();
        boolean leading = true;
        boolean whole = true;
        for (int at = start; at < end; ) {
            int next = end(payload, at);
            boolean delimiter = isDelimiter(payload, at);
            if (delimiter && leading) {
                start = next;
            } else {
                leading = false;
                whole &= hasSize && !delimiter;
            }
            at = next;
        }
        if (start == end) {
            return null;
        }
        return whole ? payload.retainedSlice(start, end - start) : rewritten(payload, start);
    }

    private ByteBuf rewritten(ByteBuf payload, int start) throws FlvException {
        int end = payload.writerIndex();
        ByteBuf out = payload.alloc().buffer(end - start + MAX_SIZE_BYTES);
        for (int at = start; at < end; ) {
            int next = end(payload, at);
            if (!isDelimiter(payload, at)) {
                append(payload, at, next, out);
            }
            at = next;
        }
        return out;
    }

    private void append(ByteBuf payload, int at, int next, ByteBuf out) {
        if (hasSize) {
            out.writeBytes(payload, at, next - at);
            return;
        }
        int header = payload.getByte(at);
        int headerBytes = (header & EXTENSION_BIT) == 0 ? 1 : 2;
        out.writeByte(header | SIZE_BIT);
        out.writeBytes(payload, at + 1, headerBytes - 1);
        int size = next - at - headerBytes;
        for (int rest = size; ; rest >>>= 7) {
            boolean last = rest < 0x80;
            out.writeByte(last ? rest : (rest & 0x7F) | 0x80);
            if (last) {
                break;
            }
        }
        out.writeBytes(payload, at + headerBytes, size);
    }

    private static boolean isDelimiter(ByteBuf payload, int at) {
        return ((payload.getByte(at) >> 3) & 0x0F) == TEMPORAL_DELIMITER;
    }

    /** Where the OBU ends that begins there; sets {@code hasSize}. */
    private int end(ByteBuf payload, int at) throws FlvException {
        int end = payload.writerIndex();
        int header = payload.getByte(at);
        int index = at + ((header & EXTENSION_BIT) == 0 ? 1 : 2);
        hasSize = (header & SIZE_BIT) != 0;
        if (!hasSize && index <= end) {
            return end;
        }
        long size = 0;
        for (int shift = 0; shift < 7 * MAX_SIZE_BYTES && index < end; shift += 7) {
            int next = payload.getByte(index++);
            size |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                if (size > end - index) {
                    break;
                }
                return index + (int) size;
            }
        }
        throw new FlvException(Reason.SHORT, "an AV1 OBU that runs past its tag");
    }
}
