package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Hex;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderWritingTest {
    private static String written(VideoHeader header) {
        ByteBuf out = Unpooled.buffer();
        header.write(out);
        return ByteBufUtil.hexDump(out);
    }

    private static String written(AudioHeader header) {
        ByteBuf out = Unpooled.buffer();
        header.write(out);
        return ByteBufUtil.hexDump(out);
    }

    private static String hex(String text) {
        return ByteBufUtil.hexDump(Hex.bytes(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "17 00 000000",
                "17 01 000050",
                "27 01 FFFFD8",
                "27 01 800000",
                "17 02 000000",
                "1C 00 000000",
                "2C 01 000028",
                "12",
                "32",
                "13",
                "24",
                "25",
                "26",
                "47 01 000000",
                "57",
                "5C",
                "52",
                "90 'av01'",
                "91 'av01'",
                "92 'av01'",
                "A1 'vp09'",
                "91 'vp08'",
                "91 'hvc1' 000021",
                "91 'avc1' FFFFFF",
                "A1 'vvc1' 000001",
                "A3 'hvc1'",
                "94 'av01'",
                "D4 'av01'",
                "95 'av01'",
                "91 'xxxx'",
                "D0",
                "97 02 0003E8 01 'av01'",
                "97 02 0F423F 01 'hvc1' 000001",
                "D7 02 000001 00",
                "96 01 'avc1' 05 00000A",
                "96 03 'avc1' FF",
                "97 02 000009 06 01 'av01' 01",
                "96 00 'vp09' 00"
            })
    void writesVideoHeadersAsTheyWereRead(String text) throws FlvException {
        VideoHeader header = VideoHeader.read(Hex.bytes(text));
        assertThat(header.headerBytes()).isEqualTo(Hex.bytes(text).readableBytes());
        assertThat(written(header)).isEqualTo(hex(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AF 00",
                "AF 01",
                "2F",
                "2A",
                "26",
                "22",
                "E2",
                "B2",
                "72",
                "83",
                "42",
                "52",
                "6B",
                "0C",
                "3F",
                "17",
                "F0",
                "C5",
                "",
                "90 'Opus'",
                "91 'Opus'",
                "92 'mp4a'",
                "94 'fLaC'",
                "91 'ac-3'",
                "91 'ec-3'",
                "91 '.mp3'",
                "91 'xxxx'",
                "97 02 0003E8 01 'mp4a'",
                "95 01 'mp4a' 07",
                "97 02 000001 05 00 'Opus' FF"
            })
    void writesAudioHeadersAsTheyWereRead(String text) throws FlvException {
        AudioHeader header = AudioHeader.read(Hex.bytes(text));
        assertThat(header.headerBytes()).isEqualTo(Hex.bytes(text).readableBytes());
        assertThat(written(header)).isEqualTo(hex(text));
    }

    @ParameterizedTest
    @CsvSource({
        "KEY, SEQUENCE_START, AVC, 0",
        "KEY, CODED_FRAMES, AVC, 80",
        "INTER, CODED_FRAMES, HEVC, -8388608",
        "INTER, CODED_FRAMES, HEVC, 8388607",
        "KEY, SEQUENCE_END, HEVC, 0",
        "DISPOSABLE_INTER, CODED_FRAMES, H263, 0",
        "KEY, CODED_FRAMES, VP6, 0",
        "COMMAND, COMMAND, AVC, 0",
        "COMMAND, COMMAND, SCREEN, 0",
        "RESERVED, CODED_FRAMES, AVC, 0"
    })
    void makesVideoHeadersWithNumbers(FrameType frame, VideoPacketType packet, VideoCodec codec, int time)
            throws FlvException {
        VideoHeader header = VideoHeader.legacy(frame, packet, codec, time);
        if (frame == FrameType.RESERVED) {
            assertThatIllegalStateException().isThrownBy(() -> written(header));
            return;
        }
        assertThat(VideoHeader.read(Hex.bytes(written(header)))).isEqualTo(header);
    }

    @ParameterizedTest
    @CsvSource({
        "KEY, SEQUENCE_START, H263, 0",
        "KEY, SEQUENCE_START, AV1, 0",
        "KEY, CODED_FRAMES, UNKNOWN, 0",
        "KEY, CODED_FRAMES_X, AVC, 0",
        "KEY, METADATA, AVC, 0",
        "KEY, UNKNOWN, AVC, 0",
        "KEY, COMMAND, AVC, 0",
        "COMMAND, CODED_FRAMES, AVC, 0",
        "KEY, SEQUENCE_START, AVC, 1",
        "KEY, CODED_FRAMES, H263, 1",
        "KEY, CODED_FRAMES, AVC, 8388608",
        "KEY, CODED_FRAMES, AVC, -8388609",
        "COMMAND, COMMAND, AVC, 1"
    })
    void refusesVideoHeadersWithNumbersThatThereAreNot(
            FrameType frame, VideoPacketType packet, VideoCodec codec, int time) {
        assertThatIllegalArgumentException().isThrownBy(() -> VideoHeader.legacy(frame, packet, codec, time));
    }

    @ParameterizedTest
    @EnumSource(names = {"AVC", "HEVC", "VVC", "VP8", "VP9", "AV1"})
    void makesVideoHeadersWithFourCc(VideoCodec codec) throws FlvException {
        for (VideoPacketType packet : VideoPacketType.values()) {
            if (packet == VideoPacketType.UNKNOWN || packet == VideoPacketType.COMMAND) {
                continue;
            }
            boolean timed = packet == VideoPacketType.CODED_FRAMES && codec.hasCompositionTime();
            VideoHeader header = VideoHeader.enhanced(FrameType.KEY, packet, codec, timed ? -5 : 0);
            for (VideoHeader variant : List.of(
                    header,
                    header.withTrackId(7),
                    header.withTrackId(7).withTrackId(255),
                    header.withNanosecondOffset(999_999),
                    header.withNanosecondOffset(1).withNanosecondOffset(0),
                    header.withNanosecondOffset(1).withTrackId(0).withNanosecondOffset(2))) {
                assertThat(VideoHeader.read(Hex.bytes(written(variant)))).isEqualTo(variant);
            }
        }
    }

    @Test
    void makesCommandsAndMetadata() throws FlvException {
        VideoHeader command = VideoHeader.enhanced(FrameType.COMMAND, VideoPacketType.COMMAND, VideoCodec.UNKNOWN, 0);
        assertThat(written(command)).isEqualTo("d0");
        assertThat(VideoHeader.read(Hex.bytes("D0"))).isEqualTo(command);
        VideoHeader timed = command.withNanosecondOffset(3);
        assertThat(VideoHeader.read(Hex.bytes(written(timed)))).isEqualTo(timed);
        assertThatIllegalArgumentException().isThrownBy(() -> command.withTrackId(1));
        assertThat(written(VideoHeader.enhanced(FrameType.COMMAND, VideoPacketType.METADATA, VideoCodec.AV1, 0)))
                .isEqualTo(hex("D4 'av01'"));
    }

    @ParameterizedTest
    @CsvSource({
        "KEY, CODED_FRAMES, H263, 0", "KEY, CODED_FRAMES, UNKNOWN, 0", "KEY, UNKNOWN, AVC, 0",
                "KEY, COMMAND, UNKNOWN, 0",
        "COMMAND, CODED_FRAMES, AVC, 0", "COMMAND, COMMAND, AVC, 0", "KEY, CODED_FRAMES_X, AVC, 1",
                "KEY, CODED_FRAMES, AV1, 1",
        "KEY, CODED_FRAMES, HEVC, 8388608", "COMMAND, COMMAND, H263, 0"
    })
    void refusesVideoHeadersWithFourCcThatThereAreNot(
            FrameType frame, VideoPacketType packet, VideoCodec codec, int time) {
        assertThatIllegalArgumentException().isThrownBy(() -> VideoHeader.enhanced(frame, packet, codec, time));
    }

    @Test
    void refusesTrackIdsAndNanosecondsThatDoNotFit() {
        VideoHeader video = VideoHeader.enhanced(FrameType.KEY, VideoPacketType.CODED_FRAMES, VideoCodec.AV1, 0);
        AudioHeader audio = AudioHeader.enhanced(AudioPacketType.CODED_FRAMES, AudioCodec.OPUS);
        for (int id : new int[] {-1, 256}) {
            assertThatIllegalArgumentException().isThrownBy(() -> video.withTrackId(id));
            assertThatIllegalArgumentException().isThrownBy(() -> audio.withTrackId(id));
        }
        for (int nanoseconds : new int[] {-1, 1_000_000}) {
            assertThatIllegalArgumentException().isThrownBy(() -> video.withNanosecondOffset(nanoseconds));
            assertThatIllegalArgumentException().isThrownBy(() -> audio.withNanosecondOffset(nanoseconds));
        }
        VideoHeader legacyVideo = VideoHeader.legacy(FrameType.KEY, VideoPacketType.CODED_FRAMES, VideoCodec.AVC, 0);
        AudioHeader legacyAudio = AudioHeader.aac(AudioPacketType.CODED_FRAMES);
        assertThatIllegalArgumentException().isThrownBy(() -> legacyVideo.withTrackId(0));
        assertThatIllegalArgumentException().isThrownBy(() -> legacyAudio.withTrackId(0));
        assertThatIllegalArgumentException().isThrownBy(() -> legacyVideo.withNanosecondOffset(0));
        assertThatIllegalArgumentException().isThrownBy(() -> legacyAudio.withNanosecondOffset(0));
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENCE_START, AAC, 44100, 16, 2, af00",
        "CODED_FRAMES, AAC, 44100, 16, 2, af01",
        "CODED_FRAMES, MP3, 44100, 16, 2, 2f",
        "CODED_FRAMES, MP3, 22050, 16, 1, 2a",
        "CODED_FRAMES, MP3, 11025, 16, 1, 26",
        "CODED_FRAMES, MP3, 5512, 16, 1, 22",
        "CODED_FRAMES, MP3, 8000, 16, 1, e2",
        "CODED_FRAMES, PCM_LITTLE_ENDIAN, 44100, 8, 2, 3d",
        "CODED_FRAMES, PCM_PLATFORM, 11025, 8, 1, 04",
        "CODED_FRAMES, ADPCM, 5512, 16, 1, 12",
        "CODED_FRAMES, NELLYMOSER_16K, 16000, 16, 1, 42",
        "CODED_FRAMES, NELLYMOSER_8K, 8000, 16, 1, 52",
        "CODED_FRAMES, NELLYMOSER, 22050, 16, 1, 6a",
        "CODED_FRAMES, G711_A, 8000, 16, 1, 72",
        "CODED_FRAMES, G711_MU, 8000, 16, 2, 83",
        "CODED_FRAMES, SPEEX, 16000, 16, 1, b2",
        "CODED_FRAMES, DEVICE, 44100, 16, 2, ff"
    })
    void makesAudioHeadersWithNumbers(
            AudioPacketType packet, AudioCodec codec, int rate, int bits, int channels, String hex)
            throws FlvException {
        AudioHeader header = AudioHeader.legacy(packet, codec, rate, bits, channels);
        assertThat(written(header)).isEqualTo(hex);
        assertThat(AudioHeader.read(Hex.bytes(hex))).isEqualTo(header);
        assertThat(AudioHeader.aac(AudioPacketType.SEQUENCE_START)).isEqualTo(AudioHeader.read(Hex.bytes("AF00")));
    }

    @ParameterizedTest
    @CsvSource({
        "SEQUENCE_START, MP3, 44100, 16, 2", "SEQUENCE_END, AAC, 44100, 16, 2", "SILENCE, MP3, 44100, 16, 2",
        "CODED_FRAMES, AAC, 22050, 16, 2", "CODED_FRAMES, AAC, 44100, 8, 2", "CODED_FRAMES, AAC, 44100, 16, 1",
        "CODED_FRAMES, OPUS, 44100, 16, 2", "CODED_FRAMES, UNKNOWN, 44100, 16, 2", "CODED_FRAMES, MP3, 48000, 16, 2",
        "CODED_FRAMES, MP3, 0, 16, 2", "CODED_FRAMES, SPEEX, 44100, 16, 1", "CODED_FRAMES, MP3, 44100, 12, 2",
        "CODED_FRAMES, MP3, 44100, 16, 3", "CODED_FRAMES, ADPCM, 8000, 16, 1"
    })
    void refusesAudioHeadersWithNumbersThatThereAreNot(
            AudioPacketType packet, AudioCodec codec, int rate, int bits, int channels) {
        assertThatIllegalArgumentException().isThrownBy(() -> AudioHeader.legacy(packet, codec, rate, bits, channels));
    }

    @ParameterizedTest
    @EnumSource(names = {"AAC", "MP3", "OPUS", "FLAC", "AC3", "EAC3"})
    void makesAudioHeadersWithFourCc(AudioCodec codec) throws FlvException {
        for (AudioPacketType packet : List.of(
                AudioPacketType.SEQUENCE_START,
                AudioPacketType.CODED_FRAMES,
                AudioPacketType.SEQUENCE_END,
                AudioPacketType.MULTICHANNEL_CONFIGURATION)) {
            AudioHeader header = AudioHeader.enhanced(packet, codec);
            for (AudioHeader variant : List.of(
                    header,
                    header.withTrackId(7),
                    header.withTrackId(7).withTrackId(0),
                    header.withNanosecondOffset(999_999),
                    header.withNanosecondOffset(1).withNanosecondOffset(0),
                    header.withNanosecondOffset(1).withTrackId(255))) {
                assertThat(AudioHeader.read(Hex.bytes(written(variant)))).isEqualTo(variant);
            }
        }
    }

    @Test
    void refusesAudioHeadersWithFourCcThatThereAreNot() {
        for (AudioPacketType packet : List.of(AudioPacketType.SILENCE, AudioPacketType.UNKNOWN)) {
            assertThatIllegalArgumentException().isThrownBy(() -> AudioHeader.enhanced(packet, AudioCodec.AAC));
        }
        for (AudioCodec codec : List.of(AudioCodec.SPEEX, AudioCodec.UNKNOWN)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AudioHeader.enhanced(AudioPacketType.CODED_FRAMES, codec));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9F 'hvc1'", "F1 'av01'", "17 03 000000", "07 01 000000", "67 01 000000"})
    void doesNotWriteVideoHeadersWhoseNumbersAreLost(String text) throws FlvException {
        VideoHeader header = VideoHeader.read(Hex.bytes(text));
        assertThatIllegalStateException().isThrownBy(() -> written(header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AF 02", "93 'mp4a'", "9F 'mp4a'"})
    void doesNotWriteAudioHeadersWhoseNumbersAreLost(String text) throws FlvException {
        AudioHeader header = AudioHeader.read(Hex.bytes(text));
        assertThatIllegalStateException().isThrownBy(() -> written(header));
    }

    @Test
    void whatIsReadOfRandomBytesIsTheSameWrittenAndReadAgain() throws FlvException {
        String[] openings = {"90", "91", "A3", "95", "97 02", "96 01", "95 01", "27 01", "AF", ""};
        int written = 0;
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            ByteBuf body =
                    Hex.bytes(openings[random.nextInt(openings.length)] + (random.nextBoolean() ? "'hvc1'" : ""));
            body.writeBytes(bytes);
            try {
                VideoHeader video = VideoHeader.read(body);
                VideoHeader again = VideoHeader.read(Hex.bytes(written(video)));
                assertThat(again.toString().replaceAll("headerBytes=.*", ""))
                        .as("seed %d", seed)
                        .isEqualTo(video.toString().replaceAll("headerBytes=.*", ""));
                written++;
            } catch (FlvException | IllegalStateException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
        assertThat(written).isGreaterThan(5_000);
    }
}
