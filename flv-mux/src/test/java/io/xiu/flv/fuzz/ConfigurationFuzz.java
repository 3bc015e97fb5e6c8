package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.flv.codec.AudioConfiguration;
import io.xiu.flv.codec.Av1Configuration;
import io.xiu.flv.codec.OpusConfiguration;
import io.xiu.flv.codec.VideoConfiguration;
import io.xiu.flv.codec.Vp8Configuration;
import io.xiu.flv.codec.Vp9Configuration;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** Decoder configurations and the frames that stand for one; the first byte says of which codec. */
@ExtendWith(FuzzReport.class)
class ConfigurationFuzz {
    private static final List<VideoCodec> VIDEO =
            List.of(VideoCodec.AVC, VideoCodec.HEVC, VideoCodec.VVC, VideoCodec.AV1, VideoCodec.VP9, VideoCodec.VP8);
    private static final List<AudioCodec> AUDIO = List.of(AudioCodec.AAC, AudioCodec.OPUS, AudioCodec.FLAC);
    private static final List<AudioCodec> FRAMES = List.of(AudioCodec.MP3, AudioCodec.AC3, AudioCodec.EAC3);

    @FuzzTest
    void readsAnyConfiguration(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL, ConfigurationFuzz::read);
    }

    private static Object read(ByteBuf in) {
        int what = in.isReadable() ? in.readUnsignedByte() % 16 : 0;
        try {
            return switch (what) {
                case 0, 1, 2, 3, 4, 5 -> video(VideoConfiguration.read(VIDEO.get(what), in));
                case 6, 7, 8 -> audio(AudioConfiguration.read(AUDIO.get(what - 6), in));
                case 9, 10, 11 -> sound(AudioConfiguration.ofFrame(FRAMES.get(what - 9), in));
                case 12 -> video(Av1Configuration.ofFrame(in));
                case 13 -> video(Vp9Configuration.ofFrame(in));
                case 14 -> video(Vp8Configuration.ofFrame(in));
                default -> OpusConfiguration.packetSamples(in);
            };
        } catch (FlvException e) {
            return e.reason();
        }
    }

    private static Object video(VideoConfiguration read) {
        ByteBuf out = Unpooled.buffer();
        try {
            read.write(out);
            same(read, VideoConfiguration.read(read.codec(), out));
        } catch (FlvException e) {
            throw new AssertionError("what was written can't be read: " + read, e);
        } finally {
            out.release();
        }
        return List.of(read, read.codecString(), read.picture(), ByteBufUtil.hexDump(read.boxPayload()));
    }

    private static Object audio(AudioConfiguration read) {
        ByteBuf out = Unpooled.buffer();
        try {
            read.write(out);
            same(read, AudioConfiguration.read(read.codec(), out));
        } catch (FlvException e) {
            throw new AssertionError("what was written can't be read: " + read, e);
        } finally {
            out.release();
        }
        return sound(read);
    }

    private static Object sound(AudioConfiguration read) {
        if (read.sampleRate() < 1 || read.channels() < 1 || read.channels() > 255 || read.frameSamples() < 0) {
            throw new AssertionError("out of range: " + read);
        }
        return List.of(read, read.codecString(), ByteBufUtil.hexDump(read.boxPayload()));
    }

    private static void same(Object read, Object again) {
        if (!read.equals(again)) {
            throw new AssertionError(read + "\nwas written and read again as\n" + again);
        }
    }
}
