package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Hex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackWritingTest {
    private static final AudioHeader OPUS = AudioHeader.enhanced(AudioPacketType.CODED_FRAMES, AudioCodec.OPUS);
    private static final VideoHeader AV1 =
            VideoHeader.enhanced(FrameType.KEY, VideoPacketType.CODED_FRAMES, VideoCodec.AV1, 0);

    private static TrackPayload<AudioHeader> audio(AudioHeader header, int bytes) {
        return new TrackPayload<>(header, Unpooled.buffer().writeZero(bytes));
    }

    private static TrackPayload<VideoHeader> video(VideoHeader header) {
        return new TrackPayload<>(header, Unpooled.EMPTY_BUFFER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17 01 000005 'nals'",
                "91 'hvc1' 000006 'nals'",
                "D0 00",
                "96 01 'hvc1' 03 000007 'nals'",
                "96 11 'avc1' 00 000006 000001 'abc' 01 000004 000002 'd' 02 000003 000003",
                "A6 11 'av01' 00 000001 'a' FF 000000",
                "97 02 00000A 06 21 'av01' 00 000003 'abc' 'hvc1' 01 000005 000009 'de' 'xxxx' FF 000001 'f'"
            })
    void writesVideoTagsAsTheyWereRead(String hex) throws FlvException {
        ByteBuf body = Hex.bytes("EE" + hex).skipBytes(1);
        List<TrackPayload<VideoHeader>> tracks = new ArrayList<>();
        for (TrackPacket<VideoHeader> packet : TrackPackets.video(body)) {
            tracks.add(new TrackPayload<>(packet.header(), packet.payload(body)));
        }
        ByteBuf out = Unpooled.buffer();
        TrackPackets.writeVideo(tracks, out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(hex)));
        assertThat(tracks)
                .allSatisfy(track -> assertThat(track.payload().readerIndex()).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AF 01 'raw'",
                "",
                "91 'Opus' 'abc'",
                "95 01 'Opus' 09 'abc'",
                "95 11 'mp4a' 05 000002 'ab' 04 000000",
                "97 02 000001 05 21 'mp4a' 00 000001 'a' 'Opus' 01 000001 'b' 'mp4a' 02 000001 'c'"
            })
    void writesAudioTagsAsTheyWereRead(String hex) throws FlvException {
        ByteBuf body = Hex.bytes("EE" + hex).skipBytes(1);
        List<TrackPayload<AudioHeader>> tracks = new ArrayList<>();
        for (TrackPacket<AudioHeader> packet : TrackPackets.audio(body)) {
            tracks.add(new TrackPayload<>(packet.header(), packet.payload(body)));
        }
        ByteBuf out = Unpooled.buffer();
        TrackPackets.writeAudio(tracks, out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes(hex)));
    }

    @Test
    void writesAsManyTracksAsThereAreIds() throws FlvException {
        List<TrackPayload<AudioHeader>> tracks = new ArrayList<>();
        for (int id = 0; id < 256; id++) {
            tracks.add(audio(OPUS.withTrackId(id), id));
        }
        ByteBuf out = Unpooled.buffer();
        TrackPackets.writeAudio(tracks, out);
        assertThat(TrackPackets.audio(out))
                .extracting(TrackPacket::length)
                .hasSize(256)
                .contains(0, 100, 255);
        tracks.add(audio(OPUS.withTrackId(0), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TrackPackets.writeAudio(tracks, out));
    }

    @Test
    void refusesTracksThatDoNotGoTogether() {
        ByteBuf out = Unpooled.buffer();
        VideoHeader track = AV1.withTrackId(1);
        VideoHeader inter = VideoHeader.enhanced(FrameType.INTER, VideoPacketType.CODED_FRAMES, VideoCodec.AV1, 0);
        VideoHeader start = VideoHeader.enhanced(FrameType.KEY, VideoPacketType.SEQUENCE_START, VideoCodec.AV1, 0);
        for (VideoHeader other : List.of(
                AV1,
                inter.withTrackId(2),
                start.withTrackId(2),
                AV1.withTrackId(2).withNanosecondOffset(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TrackPackets.writeVideo(List.of(video(track), video(other)), out));
        }
        AudioHeader end = AudioHeader.enhanced(AudioPacketType.SEQUENCE_END, AudioCodec.OPUS);
        for (AudioHeader other :
                List.of(OPUS, end.withTrackId(2), OPUS.withTrackId(2).withNanosecondOffset(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            TrackPackets.writeAudio(List.of(audio(OPUS.withTrackId(1), 0), audio(other, 0)), out));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TrackPackets.writeVideo(List.of(), out));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackPackets.writeVideo(Collections.nCopies(257, video(track)), out));
        assertThatIllegalArgumentException().isThrownBy(() -> TrackPackets.writeAudio(List.of(), out));
    }

    @Test
    void refusesATrackOfTooManyBytes() {
        List<TrackPayload<AudioHeader>> tracks =
                List.of(audio(OPUS.withTrackId(0), 0x1000000), audio(OPUS.withTrackId(1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TrackPackets.writeAudio(tracks, Unpooled.buffer()));
    }

    @Test
    void writesATrackOfAsManyBytesAsItsLengthSays() throws FlvException {
        VideoHeader hevc = VideoHeader.enhanced(FrameType.KEY, VideoPacketType.CODED_FRAMES, VideoCodec.HEVC, 5);
        byte[] longest = new byte[0xFFFFFF - 3]; // the composition time counts
        ByteBuf out = Unpooled.buffer(0x1000100);
        TrackPackets.writeVideo(
                List.of(
                        new TrackPayload<>(hevc.withTrackId(0), Unpooled.wrappedBuffer(longest)),
                        video(hevc.withTrackId(1))),
                out);
        assertThat(TrackPackets.video(out)).extracting(TrackPacket::length).containsExactly(longest.length, 0);
        ByteBuf longer = Unpooled.wrappedBuffer(longest, new byte[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrackPackets.writeVideo(
                        List.of(new TrackPayload<>(hevc.withTrackId(0), longer), video(hevc.withTrackId(1))),
                        Unpooled.buffer()))
                .withMessage("a track of 16777216 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"86 11 'av01' 00 000000 01 000000", "96 1F 'av01' 00 000000 01 000000"})
    void doesNotWriteVideoTracksWhoseNumbersAreLost(String hex) throws FlvException {
        ByteBuf body = Hex.bytes(hex);
        List<TrackPayload<VideoHeader>> tracks = new ArrayList<>();
        for (TrackPacket<VideoHeader> packet : TrackPackets.video(body)) {
            tracks.add(new TrackPayload<>(packet.header(), packet.payload(body)));
        }
        assertThat(tracks).hasSize(2);
        assertThatIllegalStateException().isThrownBy(() -> TrackPackets.writeVideo(tracks, Unpooled.buffer()));
    }

    @Test
    void doesNotWriteAudioTracksWhoseNumberIsLost() throws FlvException {
        ByteBuf body = Hex.bytes("95 1F 'Opus' 00 000000 01 000000");
        List<TrackPayload<AudioHeader>> tracks = new ArrayList<>();
        for (TrackPacket<AudioHeader> packet : TrackPackets.audio(body)) {
            tracks.add(new TrackPayload<>(packet.header(), packet.payload(body)));
        }
        assertThat(tracks).hasSize(2);
        assertThatIllegalStateException().isThrownBy(() -> TrackPackets.writeAudio(tracks, Unpooled.buffer()));
    }

    @Test
    void writesASingleTrackOfAnyHeader() {
        ByteBuf out = Unpooled.buffer();
        TrackPackets.writeVideo(List.of(video(AV1)), out);
        TrackPackets.writeAudio(List.of(audio(OPUS, 2)), out);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(ByteBufUtil.hexDump(Hex.bytes("91 'av01' 91 'Opus' 0000")));
    }
}
