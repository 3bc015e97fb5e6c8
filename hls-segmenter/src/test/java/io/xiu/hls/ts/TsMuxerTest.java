package io.xiu.hls.ts;

import static io.xiu.hls.TestSamples.accessUnit;
import static io.xiu.hls.TestSamples.audio;
import static io.xiu.hls.TestSamples.mp3;
import static io.xiu.hls.TestSamples.nalUnit;
import static io.xiu.hls.TestSamples.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Golden;
import io.xiu.hls.Sample;
import io.xiu.hls.TestTracks;
import io.xiu.hls.Track;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a muxer writes for each codec, in whole and to the byte. */
class TsMuxerTest {
    private static final long SECOND = 90_000;

    private final MuxerScene scene = new MuxerScene();

    @AfterEach
    void release() {
        scene.release();
    }

    @Test
    void muxesVideoAndAudio() {
        scene.start(TestTracks.video(), TestTracks.audio());
        for (int i = 0; i < 8; i++) {
            scene.write(new Sample(
                    TestTracks.video(),
                    i * 3_600L,
                    i * 3_600L + (i % 2) * 3_600L,
                    i == 0,
                    accessUnit(nalUnit(i == 0 ? 5 : 1, 100 + 50 * i))));
            scene.write(audio(i * 2_089L, 200 + i));
        }
        scene.muxer.flush();

        Golden.assertMatches("video-and-audio.txt", TsListing.dump(scene.read()));
    }

    @Test
    void muxesAudioOnly() {
        scene.start(TestTracks.audio());
        for (int i = 0; i < 10; i++) {
            scene.write(audio(i * 2_089L, 100));
        }
        scene.muxer.flush();

        Golden.assertMatches("audio-only.txt", TsListing.dump(scene.read()));
    }

    @Test
    void muxesMp3() {
        scene.start(TestTracks.mp3(48_000));
        for (int i = 0; i < 6; i++) {
            scene.write(mp3(TestTracks.mp3(48_000), i * 2_160L, 384));
        }
        scene.muxer.flush();
        scene.setTracks(TestTracks.mp3(24_000));
        scene.muxer.writeTables();

        Golden.assertMatches("mp3.txt", TsListing.dump(scene.read()));
    }

    @ParameterizedTest
    @EnumSource(names = {"HEVC", "AC3", "EAC3", "OPUS"})
    void muxesTheOtherCodecs(Codec codec) {
        Track track = CodecTracks.ALL.stream()
                .filter(each -> each.codec() == codec)
                .findFirst()
                .orElseThrow();
        scene.start(track);
        for (int i = 0; i < 6; i++) {
            scene.write(CodecTracks.sample(track, i * 1_800L, i == 0));
        }
        scene.muxer.flush();

        Golden.assertMatches(codec.name().toLowerCase(Locale.ROOT) + ".txt", TsListing.dump(scene.read()));
    }

    @Test
    void muxesId3Tags() {
        TsMuxer withTags = new TsMuxer(TsOutput.to(scene.out), true);
        ByteBuf tag = Unpooled.copiedBuffer("ID3\4\0\0\0\0\0\0", StandardCharsets.ISO_8859_1);
        withTags.writeTables();
        withTags.writeMetadata(SECOND, tag);

        Golden.assertMatches("id3.txt", TsListing.dump(scene.read()));
        assertThat(tag.readableBytes()).isEqualTo(10);
    }

    @Test
    void refusesWhatIsNoId3Tag() {
        TsMuxer withTags = new TsMuxer(TsOutput.to(scene.out), true);
        ByteBuf longTag = Unpooled.buffer().writeMedium(0x494433).writeZero(TsMuxer.MAX_METADATA_BYTES - 2);
        for (ByteBuf tag : List.of(Unpooled.EMPTY_BUFFER, Unpooled.wrappedBuffer(new byte[20]), longTag)) {
            assertThatThrownBy(() -> withTags.writeMetadata(0, tag)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> scene.muxer.writeMetadata(0, longTag)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesAdtsHeadersThatSayTheConfiguration() {
        scene.start(TestTracks.aac(48_000, 6, "11B0"));
        scene.write(audio(0, 8_184));
        scene.muxer.flush();

        byte[] payload = scene.pes(TsListing.AUDIO_PID).get(0).payload();
        assertThat(payload).hasSize(8_191).startsWith(0xFF, 0xF1, 0x4D, 0x83, 0xFF, 0xFF, 0xFC);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 184, 5_000})
    void neverTakesMoreThanItForetells(int bytes) {
        scene.start(TestTracks.video(), TestTracks.audio());
        for (Sample sample : List.of(video(0, true, bytes), audio(0, bytes), audio(2_089, bytes))) {
            long foretold = scene.muxer.encodedBytes(sample);
            int before = scene.out.readableBytes();
            scene.write(sample);
            assertThat(scene.out.readableBytes() - before).isLessThanOrEqualTo((int) foretold);
        }
    }
}
