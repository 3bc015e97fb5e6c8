package io.xiu.hls.ts;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.ts.TsEvent.Problem;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of audio that don't end where their PES packet ends. */
class FramesCutAnywhereTest {
    private static final int PID = 0x50;
    private static final int AUDIO = 0xC0;

    static List<Track> audio() {
        return CodecTracks.AUDIO;
    }

    @ParameterizedTest
    @MethodSource("audio")
    void aFrameMayBeCutAtAnyByte(Track track) throws TrackException {
        byte[] first = ByteBufUtil.getBytes(CodecTracks.audio(track, 0, 40).data());
        byte[] second = ByteBufUtil.getBytes(CodecTracks.audio(track, 0, 300).data());
        byte[] both = ByteBufUtil.getBytes(Unpooled.wrappedBuffer(framed(track, first), framed(track, second)));
        for (int cut = 1; cut < both.length; cut++) {
            TsBuilder builder = builder(track);
            builder.pes(PID, TsBuilder.pes(AUDIO, 90_000, Arrays.copyOf(both, cut)));
            builder.pes(PID, TsBuilder.pes(AUDIO, -1, Arrays.copyOfRange(both, cut, both.length)));

            List<TsEvent> events = builder.read();

            assertThat(TsEvents.only(Problem.class, events))
                    .as("cut at %s", cut)
                    .isEmpty();
            assertThat(TsEvents.samples(1, events))
                    .as("cut at %s", cut)
                    .extracting(Sample::data)
                    .containsExactly(Unpooled.wrappedBuffer(first), Unpooled.wrappedBuffer(second));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "OPUS, 7fe001 fb, a packet without frames",
        "OPUS, 7fe000, a packet without bytes",
        "OPUS, 7fc001 fc, another prefix",
        "OPUS, 3fe001 fc, another prefix",
        "MP3, fffb0464 00000000, free format",
        "MP3, fffbf064 00000000, reserved bit rate",
        "AC3, 0b77 0000 1e 60 e100, bsid 12",
        "EAC3, 0b77 4003 3f 86 0000, a dependent substream first",
        "EAC3, 0b77 0803 3f 86 0000, another substream first",
        "AAC, fff14c8000fffc, no data behind the header",
    })
    void whatIsNoFrameIsAProblem(Codec codec, String hex, String what) {
        Track track = CodecTracks.AUDIO.stream()
                .filter(each -> each.codec() == codec)
                .findFirst()
                .orElseThrow();
        TsBuilder builder = builder(track);
        builder.pes(PID, TsBuilder.pes(AUDIO, 0, ByteBufUtil.decodeHexDump(hex.replace(" ", ""))));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.samples(1, events)).as(what).isEmpty();
        assertThat(TsEvents.only(Problem.class, events))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.FRAME);
    }

    @Test
    void aGapForgetsWhatHasBegunAndItsTime() {
        byte[] frame =
                ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.AC3, 0, 0).data());
        TsBuilder builder = builder(CodecTracks.AC3);
        builder.pes(PID, TsBuilder.pes(AUDIO, 90_000, Arrays.copyOf(frame, 100)));
        builder.pes(PID, new byte[] {0, 0, 2, (byte) 0xC0, 0, 0, (byte) 0x80, 0, 0});
        builder.pes(PID, TsBuilder.pes(AUDIO, -1, frame));
        builder.pes(PID, TsBuilder.pes(AUDIO, 180_000, frame));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.only(Problem.class, events))
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.PES);
        assertThat(TsEvents.samples(1, events)).extracting(Sample::dts90k).containsExactly(180_000L);
    }

    @Test
    void aFrameThatEndsInAnotherPesPacketHasTheTimeOfItsOwn() {
        byte[] frame =
                ByteBufUtil.getBytes(CodecTracks.audio(CodecTracks.EAC3, 0, 0).data());
        byte[] three = ByteBufUtil.getBytes(Unpooled.wrappedBuffer(frame, frame, frame));
        TsBuilder builder = builder(CodecTracks.EAC3);
        builder.pes(PID, TsBuilder.pes(AUDIO, 90_000, Arrays.copyOf(three, 100)));
        builder.pes(PID, TsBuilder.pes(AUDIO, -1, Arrays.copyOfRange(three, 100, 300)));
        builder.pes(PID, TsBuilder.pes(AUDIO, 100_000, Arrays.copyOfRange(three, 300, 500)));
        builder.pes(PID, TsBuilder.pes(AUDIO, 200_000, Arrays.copyOfRange(three, 500, 1_152)));

        assertThat(TsEvents.samples(1, builder.read()))
                .extracting(Sample::dts90k)
                .containsExactly(90_000L, 100_000L, 200_000L);
    }

    @Test
    void aFrameThatNeverEndsIsGivenUp() {
        ByteBuf endless = Unpooled.buffer().writeShort(0x7FE0);
        for (int i = 0; i < 300; i++) {
            endless.writeByte(0xFF);
        }
        byte[] head = ByteBufUtil.getBytes(endless);
        TsBuilder builder = builder(CodecTracks.OPUS);
        builder.pes(PID, TsBuilder.pes(AUDIO, 0, head));
        for (int i = 0; i < 70; i++) {
            builder.pes(PID, TsBuilder.pes(AUDIO, -1, new byte[1_000]));
        }
        builder.pes(PID, TsBuilder.pes(AUDIO, 90_000, framed(new byte[] {(byte) 0xFC, 1})));

        List<TsEvent> events = builder.read();

        assertThat(TsEvents.only(Problem.class, events))
                .isNotEmpty()
                .extracting(Problem::kind)
                .containsOnly(Problem.Kind.FRAME);
        assertThat(TsEvents.samples(1, events))
                .extracting(sample -> ByteBufUtil.hexDump(sample.data()))
                .containsExactly("fc01");
    }

    private static TsBuilder builder(Track track) {
        String descriptors = ByteBufUtil.hexDump(StreamType.descriptors(track));
        return new TsBuilder().stream(StreamType.of(track), PID, descriptors).tables();
    }

    private static byte[] framed(Track track, byte[] frame) throws TrackException {
        AudioFraming framing = AudioFraming.of(track);
        byte[] header = new byte[framing.headerBytes(frame.length)];
        framing.writeHeader(frame.length, header, 0);
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(header, frame));
    }

    /** A packet of Opus. */
    private static byte[] framed(byte[] packet) {
        byte[] header = new byte[OpusPacket.headerBytes(packet.length)];
        OpusPacket.writeHeader(packet.length, header, 0);
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(header, packet));
    }
}
