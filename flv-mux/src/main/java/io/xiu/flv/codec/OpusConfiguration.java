package io.xiu.flv.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an Opus decoder is set up, the payload of its sequence header (the identification header, RFC 7845, 5.1).
 *
 * @param channels 1 to 255
 * @param preSkip samples at 48,000 Hz that a decoder drops at the beginning, 0 to 65,535
 * @param inputSampleRate of what was encoded, in Hz, unsigned; 0 if unknown. A decoder needn't care
 * @param outputGain by which a decoder amplifies, in dB times 256, -32,768 to 32,767
 * @param mappingFamily 0 for mono and stereo, 1 for the order of Vorbis, 255 for no meaning; 0 to 255
 * @param streams streams in a packet, 1 to 255; 1 in family 0
 * @param coupledStreams how many of them are stereo, up to {@code streams}
 * @param mapping for each channel its place among those of the streams, or 255 for silence; empty in family 0
 */
public record OpusConfiguration(
        int channels,
        int preSkip,
        int inputSampleRate,
        int outputGain,
        int mappingFamily,
        int streams,
        int coupledStreams,
        List<Integer> mapping)
        implements AudioConfiguration {

    /*
     * "OpusHead" | version 1 | channels | pre-skip: 2 bytes | rate: 4 | gain: 2 | mapping family: 1
     * but in family 0: | streams: 1 | coupled streams: 1 | { mapping: 1 }
     * All numbers little-endian. In the box: without the signature, version 0, all numbers big-endian.
     */
    private static final int SAMPLE_RATE = 48_000;
    private static final int USUAL_FRAME_SAMPLES = 960;
    private static final int MAX_PACKET_SAMPLES = 5_760;
    private static final long SIGNATURE = 0x4F70757348656164L;
    private static final int VERSION = 1;
    private static final int MAX_CHANNELS = 255;
    private static final int USUAL_PRE_SKIP = 312;
    private static final String WHAT = "Opus configuration";

    /** For 3 to 8 channels in the order of Vorbis, how many streams are stereo and which channel is where (libopus). */
    private static final int[] COUPLED = {1, 2, 2, 2, 3, 3};

    private static final int[][] MAPPINGS = {
        {0, 2, 1},
        {0, 1, 2, 3},
        {0, 4, 1, 2, 3},
        {0, 4, 1, 2, 3, 5},
        {0, 4, 1, 2, 3, 5, 6},
        {0, 6, 1, 2, 3, 4, 5, 7}
    };

    /** @throws IllegalArgumentException if something is out of its range */
    public OpusConfiguration {
        if (channels < 1
                || channels > MAX_CHANNELS
                || preSkip >> 16 != 0
                || outputGain != (short) outputGain
                || mappingFamily >> 8 != 0) {
            throw new IllegalArgumentException(channels + " channels, pre-skip " + preSkip + ", gain " + outputGain
                    + ", mapping family " + mappingFamily);
        }
        String fault = fault(channels, mappingFamily, streams, coupledStreams, mapping);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException(fault);
        }
        mapping = List.copyOf(mapping);
    }

    private static String fault(int channels, int family, int streams, int coupled, List<Integer> mapping) {
        boolean possible = family == 0
                ? (channels == 1 || channels == 2) && streams == 1 && coupled == channels - 1 && mapping.isEmpty()
                : channels >= 1
                        && streams >= 1
                        && coupled >= 0
                        && coupled <= streams
                        && streams + coupled <= MAX_CHANNELS
                        && mapping.size() == channels
                        && mapping.stream().allMatch(place -> isPlace(place, streams + coupled));
        return possible
                ? ""
                : channels + " channels in family " + family + " from " + streams + " streams, " + coupled
                        + " of them stereo, mapped " + mapping;
    }

    private static boolean isPlace(int place, int places) {
        return (place >= 0 && place < places) || place == MAX_CHANNELS;
    }

    /**
     * What a stream of so many channels has if nothing else is said: mono, stereo, or the order of Vorbis, with the pre-skip
     * of libopus.
     *
     * @param channels 1 to 8
     * @throws IllegalArgumentException if it's another number
     */
    public static OpusConfiguration of(int channels) {
        if (channels == 1 || channels == 2) {
            return new OpusConfiguration(channels, USUAL_PRE_SKIP, SAMPLE_RATE, 0, 0, 1, channels - 1, List.of());
        }
        if (channels < 1 || channels > MAPPINGS.length + 2) {
            throw new IllegalArgumentException(channels + " channels");
        }
        int coupled = COUPLED[channels - 3];
        List<Integer> mapping = IntStream.of(MAPPINGS[channels - 3]).boxed().toList();
        return new OpusConfiguration(channels, USUAL_PRE_SKIP, SAMPLE_RATE, 0, 1, channels - coupled, coupled, mapping);
    }

    /**
     * Reads an identification header. Bytes behind it are passed over.
     *
     * @throws FlvException CONFIGURATION if it's cut off, without its signature, of a version that isn't compatible, or maps
     *     channels to streams it doesn't have
     */
    public static OpusConfiguration read(ByteBuf header) throws FlvException {
        BitReader in = new BitReader(header, WHAT);
        long signature = in.longBits(63) << 1 | in.bits(1);
        int version = in.bits(8);
        if (signature != SIGNATURE || version >> 4 != 0) {
            throw in.bad("signature " + Long.toHexString(signature) + ", version " + version);
        }
        int channels = in.bits(8);
        int preSkip = Short.toUnsignedInt(Short.reverseBytes((short) in.bits(16)));
        int inputSampleRate = Integer.reverseBytes(in.bits(32));
        int outputGain = Short.reverseBytes((short) in.bits(16));
        int family = in.bits(8);
        int streams = 1;
        int coupled = channels - 1;
        List<Integer> mapping = new ArrayList<>();
        if (family != 0) {
            streams = in.bits(8);
            coupled = in.bits(8);
            for (int i = 0; i < channels; i++) {
                mapping.add(in.bits(8));
            }
        }
        String fault = fault(channels, family, streams, coupled, mapping);
        if (!fault.isEmpty()) {
            throw in.bad(fault);
        }
        return new OpusConfiguration(channels, preSkip, inputSampleRate, outputGain, family, streams, coupled, mapping);
    }

    /**
     * How many samples of each channel a packet holds at 48,000 Hz (RFC 6716, 3.1 and 3.2).
     *
     * @param packet its indexes stay as they are
     * @return 120 to 5,760
     * @throws FlvException CONFIGURATION if it's empty, cut off, or holds more than 120 ms
     */
    public static int packetSamples(ByteBuf packet) throws FlvException {
        BitReader in = new BitReader(packet, "Opus packet");
        int configuration = in.bits(5);
        in.skip(1);
        int frames = switch (in.bits(2)) {
            case 0 -> 1;
            case 3 -> in.bits(8) & 0x3F;
            default -> 2;
        };
        int samples = frames * frameSamples(configuration);
        if (samples < 1 || samples > MAX_PACKET_SAMPLES) {
            throw in.bad(samples + " samples");
        }
        return samples;
    }

    /** Speech comes in frames of 10 to 60 ms, hybrid in 10 and 20 ms, music in 2.5 to 20 ms. */
    private static int frameSamples(int configuration) {
        if (configuration < 12) {
            return (configuration & 3) == 3 ? 2_880 : 480 << (configuration & 3);
        }
        return configuration < 16 ? 480 << (configuration & 1) : 120 << (configuration & 3);
    }

    @Override
    public AudioCodec codec() {
        return AudioCodec.OPUS;
    }

    @Override
    public String codecString() {
        return "opus";
    }

    /** 48,000: what a decoder puts out, whatever was encoded. */
    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    /** 960, 20 ms: what nearly all encoders make of it; {@link #packetSamples} tells of a packet. */
    @Override
    public int frameSamples() {
        return USUAL_FRAME_SAMPLES;
    }

    @Override
    public void write(ByteBuf out) {
        out.writeLong(SIGNATURE).writeByte(VERSION).writeByte(channels);
        out.writeShortLE(preSkip).writeIntLE(inputSampleRate).writeShortLE(outputGain);
        writeMapping(out);
    }

    private void writeMapping(ByteBuf out) {
        out.writeByte(mappingFamily);
        if (mappingFamily != 0) {
            out.writeByte(streams).writeByte(coupledStreams);
            for (int place : mapping) {
                out.writeByte(place);
            }
        }
    }

    /** The payload of {@code dOps} (Encapsulation of Opus in ISO Base Media File Format, 4.3.2). */
    @Override
    public byte[] boxPayload() {
        ByteBuf out = Unpooled.buffer();
        out.writeByte(0).writeByte(channels);
        out.writeShort(preSkip).writeInt(inputSampleRate).writeShort(outputGain);
        writeMapping(out);
        return ByteBufUtil.getBytes(out);
    }
}
