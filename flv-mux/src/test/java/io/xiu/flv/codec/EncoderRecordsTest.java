package io.xiu.flv.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.AudioCodec;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoCodec;
import io.xiu.testing.Cuts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records and frames of real encoders, against what other programs say of them. */
class EncoderRecordsTest {
    static List<List<String>> video() throws IOException {
        return table("/ffmpeg-8-video.txt");
    }

    static List<List<String>> audio() throws IOException {
        return table("/ffmpeg-8-audio.txt");
    }

    private static List<List<String>> table(String name) throws IOException {
        try (InputStream in = EncoderRecordsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(" ?\\| ?", -1)))
                    .toList();
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    }

    private static String describe(ColourInfo colour) {
        return colour.primaries() + "/" + colour.transfer() + "/" + colour.matrix() + "/"
                + (colour.fullRange() ? "full" : "limited");
    }

    private static PictureInfo picture(VideoConfiguration configuration, String frame) throws FlvException {
        return configuration instanceof Vp9Configuration vp9 ? vp9.picture(bytes(frame)) : configuration.picture();
    }

    @ParameterizedTest
    @MethodSource("video")
    void readsAndWritesVideo(List<String> row) throws FlvException {
        VideoCodec codec = VideoCodec.valueOf(row.get(1));
        byte[] record = ByteBufUtil.decodeHexDump(row.get(9));
        for (ByteBuf payload : Cuts.buffers(record, row.hashCode())) {
            VideoConfiguration configuration = VideoConfiguration.read(codec, payload);
            assertThat(configuration.codec()).isEqualTo(codec);
            assertThat(configuration.codecString()).isEqualTo(row.get(2));
            PictureInfo picture = picture(configuration, row.get(10));
            assertThat(picture.profile()).isEqualTo(Integer.parseInt(row.get(3)));
            assertThat(picture.level()).isEqualTo(Integer.parseInt(row.get(4)));
            assertThat(picture.width() + " x " + picture.height()).isEqualTo(row.get(5));
            assertThat(picture.framesPerSecond()).isCloseTo(Double.parseDouble(row.get(6)), within(0.01));
            assertThat(picture.bitDepth()).isEqualTo(Integer.parseInt(row.get(7)));
            assertThat(describe(picture.colour())).isEqualTo(row.get(8));
            assertThat(ByteBufUtil.hexDump(configuration.boxPayload())).isEqualTo(row.get(11));
            ByteBuf out = Unpooled.buffer();
            configuration.write(out);
            assertThat(ByteBufUtil.getBytes(out)).isEqualTo(record);
            assertThat(VideoConfiguration.read(codec, out))
                    .isEqualTo(configuration)
                    .hasSameHashCodeAs(configuration);
            payload.release();
        }
    }

    @ParameterizedTest
    @MethodSource("video")
    void makesTheSameOfTheFirstFrame(List<String> row) throws FlvException {
        if (row.get(10).isEmpty()) {
            return;
        }
        ByteBuf frame = bytes(row.get(10));
        if (VideoCodec.valueOf(row.get(1)) == VideoCodec.AV1) {
            Av1Configuration configuration = Av1Configuration.ofFrame(frame);
            Av1Configuration sent = Av1Configuration.read(bytes(row.get(9)));
            assertThat(configuration.codecString()).isEqualTo(row.get(2));
            assertThat(configuration.picture()).isEqualTo(sent.picture());
        } else {
            VpParameters made = Vp9Configuration.ofFrame(frame).parameters();
            VpParameters sent = Vp9Configuration.read(bytes(row.get(9))).parameters();
            assertThat(made.colour().matrix()).isEqualTo(sent.colour().matrix());
            assertThat(made.colour().fullRange()).isEqualTo(sent.colour().fullRange());
            assertThat(List.of(made.profile(), made.level(), made.bitDepth(), made.chromaSubsampling()))
                    .isEqualTo(List.of(sent.profile(), sent.level(), sent.bitDepth(), sent.chromaSubsampling()));
        }
    }

    @ParameterizedTest
    @MethodSource("audio")
    void readsAndWritesAudio(List<String> row) throws FlvException {
        AudioCodec codec = AudioCodec.valueOf(row.get(1));
        byte[] bytes = ByteBufUtil.decodeHexDump(row.get(6));
        boolean ofFrame = AudioConfiguration.isOfFrame(codec);
        for (ByteBuf payload : Cuts.buffers(bytes, row.hashCode())) {
            AudioConfiguration configuration =
                    ofFrame ? AudioConfiguration.ofFrame(codec, payload) : AudioConfiguration.read(codec, payload);
            assertThat(configuration.codec()).isEqualTo(codec);
            assertThat(configuration.codecString()).isEqualTo(row.get(2));
            assertThat(configuration.sampleRate()).isEqualTo(Integer.parseInt(row.get(3)));
            assertThat(configuration.channels()).isEqualTo(Integer.parseInt(row.get(4)));
            assertThat(configuration.frameSamples()).isEqualTo(Integer.parseInt(row.get(5)));
            assertThat(ByteBufUtil.hexDump(configuration.boxPayload())).isEqualTo(row.get(7));
            assertThat(payload.readerIndex()).isZero();
            ByteBuf out = Unpooled.buffer();
            configuration.write(out);
            assertThat(ByteBufUtil.getBytes(out)).isEqualTo(ofFrame ? new byte[0] : bytes);
            payload.release();
        }
    }
}
