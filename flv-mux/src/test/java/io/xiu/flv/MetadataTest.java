package io.xiu.flv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.flv.KeyframeIndex.Keyframe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void readsWhatFfmpegWrites() throws IOException, FlvException {
        ByteBuf file = Unpooled.wrappedBuffer(Tags.footage());
        FlvTag tag = requireNonNull(new FlvTagReader(1 << 20).read(file));
        Metadata metadata = requireNonNull(Metadata.of(ScriptData.read(tag.type(), tag.body(), AmfLimits.DATA)));
        tag.body().release();
        assertThat(metadata.durationSeconds()).isEqualTo(10.08);
        assertThat(metadata.fileBytes()).isEqualTo(430_172);
        assertThat(List.of(metadata.width(), metadata.height())).containsExactly(640, 360);
        assertThat(metadata.framesPerSecond()).isEqualTo(25);
        assertThat(metadata.videoKilobitsPerSecond()).isEqualTo(292.96875);
        assertThat(metadata.audioKilobitsPerSecond()).isEqualTo(46.875);
        assertThat(metadata.audioSampleRate()).isEqualTo(44_100);
        assertThat(metadata.audioSampleBits()).isEqualTo(16);
        assertThat(metadata.stereo()).isTrue();
        assertThat(metadata.videoCodec()).isEqualTo(VideoCodec.AVC);
        assertThat(metadata.audioCodec()).isEqualTo(AudioCodec.AAC);
        assertThat(metadata.others())
                .extracting(AmfProperty::name)
                .containsExactly(
                        "major_brand",
                        "minor_version",
                        "compatible_brands",
                        "composer",
                        "title",
                        "artist",
                        "comment",
                        "genre",
                        "encoder");
    }

    @Test
    void hasAValueForEverythingThatIsNotStated() {
        for (Metadata metadata : List.of(Metadata.EMPTY, wrong())) {
            assertThat(metadata.durationSeconds()).isZero();
            assertThat(metadata.fileBytes()).isZero();
            assertThat(metadata.width()).isZero();
            assertThat(metadata.height()).isZero();
            assertThat(metadata.framesPerSecond()).isZero();
            assertThat(metadata.videoKilobitsPerSecond()).isZero();
            assertThat(metadata.audioKilobitsPerSecond()).isZero();
            assertThat(metadata.audioSampleRate()).isZero();
            assertThat(metadata.audioSampleBits()).isZero();
            assertThat(metadata.audioDelaySeconds()).isZero();
            assertThat(metadata.stereo()).isFalse();
            assertThat(metadata.canSeekToEnd()).isFalse();
            assertThat(metadata.creationDate()).isEmpty();
            assertThat(metadata.videoCodec()).isEqualTo(VideoCodec.UNKNOWN);
            assertThat(metadata.audioCodec()).isEqualTo(AudioCodec.UNKNOWN);
            assertThat(metadata.videoTracks()).isEmpty();
            assertThat(metadata.audioTracks()).isEmpty();
            assertThat(metadata.keyframes()).isEqualTo(KeyframeIndex.EMPTY);
            assertThat(metadata.cuePoints()).isEmpty();
            assertThat(metadata.others()).isEmpty();
        }
    }

    private static Metadata wrong() {
        return new Metadata(AmfObject.of(
                "duration",
                Double.NaN,
                "filesize",
                -1,
                "width",
                "640",
                "height",
                Double.NEGATIVE_INFINITY,
                "framerate",
                Double.POSITIVE_INFINITY,
                "videodatarate",
                null,
                "audiodatarate",
                true,
                "audiosamplerate",
                AmfObject.EMPTY,
                "audiosamplesize",
                -0.5,
                "audiodelay",
                "",
                "stereo",
                "yes",
                "canSeekToEnd",
                0,
                "creationdate",
                7,
                "videocodecid",
                "H.264",
                "audiocodecid",
                -1,
                "videoTrackIdInfoMap",
                1,
                "audioTrackIdInfoMap",
                AmfObject.of("0", AmfObject.EMPTY, "256", AmfObject.EMPTY, "x", 1, "1", 2),
                "keyframes",
                AmfObject.of("times", 1),
                "cuePoints",
                new AmfStrictArray(List.of(new AmfString("no object")))));
    }

    @Test
    void knowsCodecsByNumberByFourCcAndByText() {
        assertThat(video(7)).isEqualTo(VideoCodec.AVC);
        assertThat(video(12)).isEqualTo(VideoCodec.HEVC);
        assertThat(video(0x61763031)).isEqualTo(VideoCodec.AV1);
        assertThat(video("avc1")).isEqualTo(VideoCodec.AVC);
        assertThat(video(0x7FFFFFFF)).isEqualTo(VideoCodec.UNKNOWN);
        assertThat(video(1e300)).isEqualTo(VideoCodec.UNKNOWN);
        assertThat(Metadata.EMPTY.with("audiocodecid", 2).audioCodec()).isEqualTo(AudioCodec.MP3);
        assertThat(Metadata.EMPTY.with("audiocodecid", 1332770163.0).audioCodec())
                .isEqualTo(AudioCodec.OPUS);
        assertThat(Metadata.EMPTY.with("audiocodecid", "mp4a").audioCodec()).isEqualTo(AudioCodec.AAC);
    }

    private static VideoCodec video(Object code) {
        return Metadata.EMPTY.with("videocodecid", code).videoCodec();
    }

    @Test
    void readsFurtherTracks() {
        Metadata metadata = new Metadata(AmfObject.of(
                "width",
                1920,
                "videoTrackIdInfoMap",
                AmfObject.of("2", AmfObject.of("width", 640), "1", AmfObject.of("width", 1280)),
                "audioTrackIdInfoMap",
                new AmfEcmaArray(
                        AmfObject.of("255", AmfObject.of("audiocodecid", 10)).properties())));
        assertThat(metadata.videoTracks()).containsOnlyKeys(1, 2);
        assertThat(requireNonNull(metadata.videoTracks().get(1)).width()).isEqualTo(1280);
        assertThat(metadata.audioTracks()).containsOnlyKeys(255);
        assertThat(requireNonNull(metadata.audioTracks().get(255)).audioCodec()).isEqualTo(AudioCodec.AAC);
    }

    @Test
    void replacesAddsAndRemovesProperties() {
        Metadata metadata = new Metadata(AmfObject.of("a", 1, "b", 2, "a", 3));
        assertThat(metadata.with("a", 4).properties()).hasToString("ecma{\"a\": 4, \"b\": 2}");
        assertThat(metadata.with("c", "d").properties())
                .hasToString("ecma{\"a\": 1, \"b\": 2, \"a\": 3, \"c\": \"d\"}");
        assertThat(metadata.without("a").properties()).hasToString("ecma{\"b\": 2}");
        assertThat(Metadata.of(metadata.script())).isEqualTo(metadata);
    }

    @Test
    void areOfTheirNameOnly() {
        AmfObject object = AmfObject.of("text", "hello", "language", "eng", "trackid", 2, "name", "n", "time", 1.5);
        ScriptData text = new ScriptData("onTextData", List.of(new AmfString("x"), object));
        ScriptData cue = new ScriptData("onCuePoint", List.of(object));
        assertThat(Metadata.of(text)).isNull();
        assertThat(CuePoint.of(text)).isNull();
        assertThat(TextData.of(cue)).isNull();
        assertThat(TextData.of(new ScriptData("onTextData", List.of()))).isNull();
        assertThat(CuePoint.of(new ScriptData("onCuePoint", List.of()))).isNull();
        assertThat(Metadata.of(new ScriptData("onMetaData", List.of()))).isNull();

        TextData caption = requireNonNull(TextData.of(text));
        assertThat(List.of(caption.text(), caption.language(), caption.trackId()))
                .containsExactly("hello", "eng", 2);
        CuePoint point = requireNonNull(CuePoint.of(cue));
        assertThat(List.of(point.name(), point.type(), point.timeSeconds())).containsExactly("n", "", 1.5);
        assertThat(point.parameters()).isEqualTo(AmfObject.EMPTY);
    }

    @Test
    void listsCuePoints() {
        AmfObject point = AmfObject.of("name", "one", "type", "event", "parameters", AmfObject.of("k", "v"));
        Metadata metadata = Metadata.EMPTY.with("cuePoints", new AmfStrictArray(List.of(point)));
        assertThat(metadata.cuePoints()).containsExactly(new CuePoint(point));
        assertThat(metadata.cuePoints().get(0).type()).isEqualTo("event");
        assertThat(metadata.cuePoints().get(0).parameters().string("k")).isEqualTo("v");
    }

    @Test
    void findsTheKeyFrameAtOrBeforeATime() {
        KeyframeIndex index = new KeyframeIndex(List.of(
                new Keyframe(0, 100), new Keyframe(2_000, 200), new Keyframe(2_000, 300), new Keyframe(5_001, 400)));
        assertThat(index.atOrBefore(-1)).isNull();
        assertThat(KeyframeIndex.EMPTY.atOrBefore(5)).isNull();
        assertThat(position(index, 0)).isEqualTo(100);
        assertThat(position(index, 1_999)).isEqualTo(100);
        assertThat(position(index, 2_000)).isEqualTo(300);
        assertThat(position(index, 5_000)).isEqualTo(300);
        assertThat(position(index, 5_001)).isEqualTo(400);
        assertThat(position(index, Long.MAX_VALUE)).isEqualTo(400);
        assertThat(KeyframeIndex.of(index.value())).isEqualTo(index);
    }

    private static long position(KeyframeIndex index, long millis) {
        return requireNonNull(index.atOrBefore(millis)).position();
    }

    @Test
    void keepsRandomIndexesExactly() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            long millis = 0;
            long position = 0;
            List<Keyframe> keyframes = new ArrayList<>();
            for (int i = random.nextInt(50); i > 0; i--) {
                millis += random.nextInt(10_000_000);
                position += random.nextInt(Integer.MAX_VALUE);
                keyframes.add(new Keyframe(millis, position));
            }
            KeyframeIndex index = new KeyframeIndex(keyframes);
            assertThat(KeyframeIndex.of(index.value())).as("seed %d", seed).isEqualTo(index);
        }
    }

    @Test
    void refusesAnIndexThatCannotBe() {
        AmfStrictArray two = numbers(0, 1);
        List<AmfObject> wrong = List.of(
                AmfObject.of("times", two),
                AmfObject.of("filepositions", two),
                AmfObject.of("times", two, "filepositions", numbers(1)),
                AmfObject.of("times", numbers(1, 0), "filepositions", two),
                AmfObject.of("times", two, "filepositions", numbers(5, 4)),
                AmfObject.of("times", numbers(-1, 0), "filepositions", two),
                AmfObject.of("times", two, "filepositions", numbers(-1, 0)),
                AmfObject.of("times", numbers(0, Double.NaN), "filepositions", two),
                AmfObject.of("times", numbers(0, 1e300), "filepositions", two),
                AmfObject.of("times", two, "filepositions", numbers(0, 1e30)),
                AmfObject.of("times", new AmfStrictArray(List.of(two, two)), "filepositions", two));
        for (AmfObject each : wrong) {
            assertThat(KeyframeIndex.of(each)).as("%s", each).isEqualTo(KeyframeIndex.EMPTY);
        }
        assertThat(KeyframeIndex.of(null)).isEqualTo(KeyframeIndex.EMPTY);
    }

    private static AmfStrictArray numbers(double... numbers) {
        return new AmfStrictArray(
                Arrays.stream(numbers).<AmfValue>mapToObj(AmfNumber::new).toList());
    }
}
