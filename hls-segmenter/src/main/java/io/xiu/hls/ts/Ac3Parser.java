package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import org.jspecify.annotations.Nullable;

/** Finds the sync frames of AC-3 or E-AC-3; those of dependent and further substreams belong to the one before. */
final class Ac3Parser implements FrameParser {
    /*
     * dac3 (ETSI TS 102 366, F.4): fscod (2) bsid (5) bsmod (3) acmod (3) lfeon (1) bit_rate_code (5) 00000
     * dec3 (F.6): data_rate, kb/s (13) independent substreams - 1 (3)
     *   each: fscod (2) bsid (5) 0 asvc (1: 0) bsmod (3) acmod (3) lfeon (1) 000 dependent substreams (4: 0) 0
     */
    private static final int MAX_KILOBITS = 0x1FFF;
    private static final int MAX_FRAMES = 16;

    private final int trackId;
    private final boolean enhanced;
    private @Nullable Known known;

    /** A track and the first header of it. */
    private record Known(Ac3Header header, Track track) {}

    Ac3Parser(int trackId, boolean enhanced) {
        this.trackId = trackId;
        this.enhanced = enhanced;
    }

    @Override
    public @Nullable AudioFrame parse(ByteBuf stream, int at) {
        int end = stream.writerIndex();
        if (end - at < Ac3Header.BYTES) {
            return AudioFrame.CUT;
        }
        Ac3Header header = Ac3Header.read(stream, at);
        if (header == null || header.enhanced() != enhanced || !isFirst(header)) {
            return null;
        }
        int bytes = header.frameBytes();
        for (int frames = 1; frames < MAX_FRAMES && end - at > bytes; frames++) {
            Ac3Header next = Ac3Header.read(stream, at + bytes);
            if (next == null || !next.enhanced() || isFirst(next)) {
                break;
            }
            bytes += next.frameBytes();
        }
        return new AudioFrame(0, bytes, header.frameSamples(), header.sampleRate());
    }

    @Override
    public Track track(ByteBuf stream, int at) {
        Ac3Header header = Ac3Header.read(stream, at);
        if (header == null) {
            throw new IllegalArgumentException("no frame");
        }
        Known current = known;
        if (current == null || !isSame(header, current.header)) {
            Codec codec = enhanced ? Codec.EAC3 : Codec.AC3;
            byte[] configuration = enhanced ? dec3(header) : dac3(header);
            String codecString = enhanced ? "ec-3" : "ac-3";
            current = new Known(
                    header,
                    Track.audio(trackId, codec, codecString, header.sampleRate(), header.channels(), configuration));
            known = current;
        }
        return current.track;
    }

    private static boolean isFirst(Ac3Header header) {
        return header.streamType() != Ac3Header.DEPENDENT && header.substream() == 0;
    }

    /** Of E-AC-3 the rate may change with every frame, and the record keeps that of the first. */
    private static boolean isSame(Ac3Header header, Ac3Header other) {
        return header.sampleRate() == other.sampleRate()
                && header.bitStreamId() == other.bitStreamId()
                && header.bitStreamMode() == other.bitStreamMode()
                && header.audioCodingMode() == other.audioCodingMode()
                && header.lowFrequency() == other.lowFrequency()
                && header.bitRateCode() == other.bitRateCode();
    }

    private static byte[] dac3(Ac3Header header) {
        int bits = header.rateCode() << 22
                | header.bitStreamId() << 17
                | header.bitStreamMode() << 14
                | header.audioCodingMode() << 11
                | (header.lowFrequency() ? 1 << 10 : 0)
                | header.bitRateCode() << 5;
        return new byte[] {(byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
    }

    private static byte[] dec3(Ac3Header header) {
        long bitsPerSecond = 8L * header.frameBytes() * header.sampleRate() / header.frameSamples();
        int kilobits = (int) Math.min(bitsPerSecond / 1_000, MAX_KILOBITS);
        int first = header.rateCode() << 6 | header.bitStreamId() << 1;
        int second = header.audioCodingMode() << 1 | (header.lowFrequency() ? 1 : 0);
        return new byte[] {(byte) (kilobits >> 5), (byte) (kilobits << 3), (byte) first, (byte) second, 0};
    }
}
