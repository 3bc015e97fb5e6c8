package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the first frames of E-AC-3 say (ETSI TS 102 366, annex E). FLV has no sequence header for it.
 *
 * @param sampleRate in Hz: 16,000 to 48,000
 * @param frameSamples samples in the tag it was read from: 256, 512, 768 or 1536, or more if the tag holds several frames
 * @param kilobitsPerSecond of all substreams together, 0 to 8191
 * @param substreams the independent ones, 1 to 8: one for each programme
 */
public record Eac3Configuration(int sampleRate, int frameSamples, int kilobitsPerSecond, List<Eac3Substream> substreams)
        implements AudioConfiguration {

    /*
     * A tag holds one or more frames: the independent substream 0, then what depends on it, then the next. Each frame
     * says how long it is. In the box:
     * kb/s: 13 bits, substreams - 1: 3 | { sample rate: 2, bitstream id: 5, 1 bit, associated: 1, mode: 3,
     *   channel mode: 3, low frequency: 1, 3 bits, dependent substreams: 4, if there are any: channels of those: 9,
     *   if not: 1 bit }
     */
    private static final int MAX_SUBSTREAMS = 8;
    private static final int MAX_KILOBITS = 0x1FFF;
    private static final int MAX_FRAMES = 64;

    /** @throws IllegalArgumentException if something is out of its range */
    public Eac3Configuration {
        if (sampleRate < 1
                || sampleRate > 48_000
                || frameSamples < 1
                || kilobitsPerSecond < 0
                || kilobitsPerSecond > MAX_KILOBITS
                || substreams.isEmpty()
                || substreams.size() > MAX_SUBSTREAMS) {
            throw new IllegalArgumentException(sampleRate + " Hz, " + frameSamples + " samples, " + kilobitsPerSecond
                    + " kb/s, " + substreams.size() + " substreams");
        }
        substreams = List.copyOf(substreams);
    }

    /**
     * Reads the frames of a tag.
     *
     * @param frames from the independent substream 0 on; their indexes stay as they are. What follows that is no frame is
     *     passed over
     * @throws FlvException CONFIGURATION if they don't begin so, or if the first is cut off in its header
     */
    public static Eac3Configuration ofFrame(ByteBuf frames) throws FlvException {
        ByteBuf rest = frames.slice();
        List<Eac3Substream> substreams = new ArrayList<>();
        Eac3Frame first = Eac3Frame.read(rest);
        if (first.dependent() || first.substreamId() != 0) {
            throw new BitReader(frames, Eac3Frame.WHAT).bad("dependent, or of another programme than the first");
        }
        long bytes = 0;
        int samples = 0;
        Eac3Frame frame = first;
        for (int i = 0; frame != null && i < MAX_FRAMES; i++) {
            if (!frame.dependent() && frame.substreamId() == 0) {
                samples += frame.samples();
            }
            boolean isFirstTime = samples == first.samples();
            if (isFirstTime && frame.dependent()) {
                int last = substreams.size() - 1;
                substreams.set(last, substreams.get(last).with(frame));
            } else if (isFirstTime && substreams.size() < MAX_SUBSTREAMS) {
                substreams.add(frame.substream());
            }
            bytes += frame.bytes();
            rest.skipBytes(Math.min(frame.bytes(), rest.readableBytes()));
            frame = next(rest);
        }
        long kilobits = bytes * 8 * first.sampleRate() / (samples * 1000L);
        return new Eac3Configuration(first.sampleRate(), samples, (int) Math.min(kilobits, MAX_KILOBITS), substreams);
    }

    /** The next frame; null if what follows, if anything does, can't be read as one. */
    private static @Nullable Eac3Frame next(ByteBuf rest) {
        try {
            return Eac3Frame.read(rest);
        } catch (FlvException e) {
            return null;
        }
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.EAC3;
    }

    @Override
    public String codecString() {
        return "ec-3";
    }

    /** Those of the first programme. */
    @Override
    public int channels() {
        return substreams.get(0).channels();
    }

    @Override
    public void write(ByteBuf out) {
        // FLV has no sequence header for E-AC-3.
    }

    /** The payload of {@code dec3} (ETSI TS 102 366, F.6). */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        BitWriter bits = new BitWriter(out);
        bits.bits(13, kilobitsPerSecond).bits(3, substreams.size() - 1);
        for (Eac3Substream substream : substreams) {
            substream.write(bits);
        }
        return ByteBufUtil.getBytes(out);
    }
}
