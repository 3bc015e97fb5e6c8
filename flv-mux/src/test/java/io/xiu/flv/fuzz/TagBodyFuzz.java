package io.xiu.flv.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.ColourMetadata;
import io.xiu.flv.FlvException;
import io.xiu.flv.MultichannelConfiguration;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.TrackPayload;
import io.xiu.flv.VideoHeader;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.ValueCheck;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies of video and audio tags; the first byte says which. What was read is written and read again. */
@ExtendWith(FuzzReport.class)
class TagBodyFuzz {
    @FuzzTest
    void readsAnyBody(byte[] input) {
        ValueCheck.check(input, Bounds.USUAL, TagBodyFuzz::read);
    }

    private interface Reading<T> {
        T read(ByteBuf in) throws FlvException;
    }

    private static Object read(ByteBuf in) {
        int kind = in.isReadable() ? in.readUnsignedByte() % 4 : 0;
        try {
            return switch (kind) {
                case 0 -> video(in);
                case 1 -> audio(in);
                case 2 -> multichannel(in);
                default -> colour(in);
            };
        } catch (FlvException e) {
            return e.reason();
        }
    }

    private static Object video(ByteBuf body) throws FlvException {
        VideoHeader first = VideoHeader.read(body);
        List<Object> seen = pictures(body);
        List<TrackPayload<VideoHeader>> payloads = TrackPackets.video(body).stream()
                .map(packet -> new TrackPayload<>(packet.header(), packet.payload(body)))
                .toList();
        again(seen, out -> TrackPackets.writeVideo(payloads, out), TagBodyFuzz::pictures);
        return List.of(first, seen);
    }

    private static Object audio(ByteBuf body) throws FlvException {
        AudioHeader first = AudioHeader.read(body);
        List<Object> seen = sounds(body);
        List<TrackPayload<AudioHeader>> payloads = TrackPackets.audio(body).stream()
                .map(packet -> new TrackPayload<>(packet.header(), packet.payload(body)))
                .toList();
        again(seen, out -> TrackPackets.writeAudio(payloads, out), TagBodyFuzz::sounds);
        return List.of(first, seen);
    }

    private static Object multichannel(ByteBuf payload) throws FlvException {
        MultichannelConfiguration read = MultichannelConfiguration.read(payload);
        again(read, read::write, MultichannelConfiguration::read);
        return List.of(read, read.layout());
    }

    private static Object colour(ByteBuf payload) throws FlvException {
        ColourMetadata read = ColourMetadata.read(payload);
        again(read, read::write, ColourMetadata::read);
        return read;
    }

    private static <T> void again(T read, Consumer<ByteBuf> writing, Reading<T> reading) {
        ByteBuf out = Unpooled.buffer();
        try {
            writing.accept(out);
            T same = reading.read(out);
            if (!same.equals(read)) {
                throw new AssertionError(read + "\nwas written and read again as\n" + same);
            }
        } catch (FlvException e) {
            throw new AssertionError("what was written can't be read: " + read, e);
        } catch (IllegalStateException e) {
            // something in it has a number that isn't known
        } finally {
            out.release();
        }
    }

    /** Where the payloads lie is left out, and so are modifiers: what isn't known of them isn't written again. */
    private static List<Object> pictures(ByteBuf body) throws FlvException {
        return TrackPackets.video(body).stream()
                .map(packet -> picture(packet, body))
                .toList();
    }

    private static Object picture(TrackPacket<VideoHeader> packet, ByteBuf body) {
        VideoHeader header = packet.header();
        return List.of(
                packet.trackId(),
                header.frameType(),
                header.packetType(),
                header.codecCode(),
                header.compositionTimeMillis(),
                header.nanosecondOffset(),
                ByteBufUtil.hexDump(packet.payload(body)));
    }

    private static List<Object> sounds(ByteBuf body) throws FlvException {
        return TrackPackets.audio(body).stream()
                .map(packet -> sound(packet, body))
                .toList();
    }

    private static Object sound(TrackPacket<AudioHeader> packet, ByteBuf body) {
        AudioHeader header = packet.header();
        return List.of(
                packet.trackId(),
                header.packetType(),
                header.codecCode(),
                header.sampleRate(),
                header.sampleBits(),
                header.channels(),
                header.nanosecondOffset(),
                ByteBufUtil.hexDump(packet.payload(body)));
    }
}
