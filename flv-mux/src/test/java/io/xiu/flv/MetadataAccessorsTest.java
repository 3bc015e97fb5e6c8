package io.xiu.flv;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfProperty;
import io.xiu.amf.AmfStrictArray;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import io.xiu.flv.KeyframeIndex.Keyframe;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataAccessorsTest {
    @Test
    void giveWhatIsStated() {
        Metadata metadata = Metadata.EMPTY
                .with("duration", 0.5)
                .with("filesize", 5e9)
                .with("width", 1)
                .with("height", 2)
                .with("framerate", 29.97)
                .with("videodatarate", 3)
                .with("audiodatarate", 4)
                .with("audiosamplerate", 48_000)
                .with("audiosamplesize", 8)
                .with("audiodelay", 0.038)
                .with("stereo", true)
                .with("canSeekToEnd", true)
                .with("creationdate", "today")
                .with("keyframes", new KeyframeIndex(List.of(new Keyframe(1, 2))).value());
        assertThat(metadata.durationSeconds()).isEqualTo(0.5);
        assertThat(metadata.fileBytes()).isEqualTo(5_000_000_000L);
        assertThat(metadata.width()).isEqualTo(1);
        assertThat(metadata.height()).isEqualTo(2);
        assertThat(metadata.framesPerSecond()).isEqualTo(29.97);
        assertThat(metadata.videoKilobitsPerSecond()).isEqualTo(3);
        assertThat(metadata.audioKilobitsPerSecond()).isEqualTo(4);
        assertThat(metadata.audioSampleRate()).isEqualTo(48_000);
        assertThat(metadata.audioSampleBits()).isEqualTo(8);
        assertThat(metadata.audioDelaySeconds()).isEqualTo(0.038);
        assertThat(metadata.stereo()).isTrue();
        assertThat(metadata.canSeekToEnd()).isTrue();
        assertThat(metadata.creationDate()).isEqualTo("today");
        assertThat(metadata.keyframes().keyframes()).containsExactly(new Keyframe(1, 2));
        assertThat(metadata.others()).isEmpty();
        assertThat(metadata.with("more", 1).others()).containsExactly(new AmfProperty("more", new AmfNumber(1)));
    }

    @Test
    void takeOneForTrueAndNothingElse() {
        assertThat(Metadata.EMPTY.with("stereo", 1).stereo()).isTrue();
        assertThat(Metadata.EMPTY.with("stereo", 2).stereo()).isFalse();
        assertThat(Metadata.EMPTY.with("stereo", false).stereo()).isFalse();
        assertThat(Metadata.EMPTY.with("canSeekToEnd", 1).canSeekToEnd()).isTrue();
        assertThat(Metadata.EMPTY.with("canSeekToEnd", false).canSeekToEnd()).isFalse();
    }

    @Test
    void takeTheGreatestNumbersThatThereAre() {
        Metadata metadata = Metadata.EMPTY.with("duration", Double.MAX_VALUE).with("width", 1e10);
        assertThat(metadata.durationSeconds()).isEqualTo(Double.MAX_VALUE);
        assertThat(metadata.width()).isEqualTo(Integer.MAX_VALUE);
        assertThat(metadata.with("duration", Double.MIN_VALUE).durationSeconds())
                .isEqualTo(Double.MIN_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, UNKNOWN, PCM_PLATFORM",
        "2, H263, MP3",
        "15, UNKNOWN, DEVICE",
        "16, UNKNOWN, UNKNOWN",
        "1096041000, UNKNOWN, UNKNOWN",
        "4294967303, UNKNOWN, UNKNOWN",
        "4294967306, UNKNOWN, UNKNOWN",
        "2147483648, UNKNOWN, UNKNOWN",
        "-1, UNKNOWN, UNKNOWN",
        "NaN, UNKNOWN, UNKNOWN"
    })
    void knowCodecsByNumbersThatAreCodes(double code, VideoCodec video, AudioCodec audio) {
        assertThat(Metadata.EMPTY.with("videocodecid", code).videoCodec()).isEqualTo(video);
        assertThat(Metadata.EMPTY.with("audiocodecid", code).audioCodec()).isEqualTo(audio);
    }

    @ParameterizedTest
    @CsvSource({
        "avc1, AVC",
        "hvc1, HEVC",
        "vvc1, VVC",
        "vp08, VP8",
        "vp09, VP9",
        "av01, AV1",
        "avc, UNKNOWN",
        "avc12, UNKNOWN"
    })
    void knowVideoCodecsByTheirFourCharacters(String text, VideoCodec codec) {
        assertThat(Metadata.EMPTY.with("videocodecid", text).videoCodec()).isEqualTo(codec);
    }

    @ParameterizedTest
    @CsvSource({"mp4a, AAC", "Opus, OPUS", "fLaC, FLAC", "ac-3, AC3", "ec-3, EAC3", ".mp3, MP3", "aac, UNKNOWN"})
    void knowAudioCodecsByTheirFourCharacters(String text, AudioCodec codec) {
        assertThat(Metadata.EMPTY.with("audiocodecid", text).audioCodec()).isEqualTo(codec);
    }

    @Test
    void giveTracksByNumbersOfOneByte() {
        AmfObject tracks = AmfObject.EMPTY;
        for (String name : List.of("0", "1", "255", "256", "999", "1000", "-1", "1x", "", "007")) {
            tracks = tracks.with(name, AmfObject.of("width", name.length()));
        }
        Map<Integer, Metadata> read =
                Metadata.EMPTY.with("videoTrackIdInfoMap", tracks).videoTracks();
        assertThat(read).containsOnlyKeys(1, 7, 255);
        assertThat(requireNonNull(read.get(255)).width()).isEqualTo(3);
    }

    @Test
    void takeAnIndexUpToTheGreatestNumbers() {
        double most = Long.MAX_VALUE / 2_000d;
        double last = 1L << 53;
        AmfStrictArray two = numbers(0, 0);
        assertThat(index(numbers(0, most), two)).hasSize(2);
        assertThat(index(numbers(0, Math.nextUp(most)), two)).isEmpty();
        assertThat(index(two, numbers(0, last)).get(1).position()).isEqualTo(1L << 53);
        assertThat(index(two, numbers(0, Math.nextUp(last)))).isEmpty();
        assertThat(index(numbers(0.0015, 0.0015), two).get(0).timestampMillis()).isEqualTo(2);
    }

    @Test
    void haveNoIndexOfWhatAreNoNumbers() {
        AmfStrictArray two = numbers(0, 1);
        for (AmfStrictArray wrong : List.of(
                new AmfStrictArray(List.of(new AmfNumber(0), new AmfString("1"))),
                numbers(0, Double.NaN),
                numbers(1, 0),
                numbers(0))) {
            assertThat(index(wrong, two)).as("%s", wrong).isEmpty();
            assertThat(index(two, wrong)).as("%s", wrong).isEmpty();
        }
        assertThat(index(two, two)).hasSize(2);
    }

    private static List<Keyframe> index(AmfStrictArray times, AmfStrictArray positions) {
        return KeyframeIndex.of(AmfObject.of("times", times, "filepositions", positions))
                .keyframes();
    }

    private static AmfStrictArray numbers(double... numbers) {
        return new AmfStrictArray(
                Arrays.stream(numbers).<AmfValue>mapToObj(AmfNumber::new).toList());
    }

    @Test
    void ofCaptionsAndCuePointsHaveAValueForWhatIsNotStated() {
        TextData caption = new TextData(AmfObject.EMPTY);
        assertThat(List.of(caption.text(), caption.language())).containsOnly("");
        assertThat(caption.trackId()).isZero();
        CuePoint point = new CuePoint(AmfObject.of("name", 1, "type", 2, "time", "3", "parameters", 4));
        assertThat(List.of(point.name(), point.type())).containsOnly("");
        assertThat(point.timeSeconds()).isZero();
        assertThat(point.parameters()).isEqualTo(AmfObject.EMPTY);
        AmfObject stated = AmfObject.of("time", 1.5, "type", "event", "parameters", AmfObject.of("k", "v"));
        assertThat(new CuePoint(stated).timeSeconds()).isEqualTo(1.5);
        assertThat(new CuePoint(stated).type()).isEqualTo("event");
        assertThat(new CuePoint(stated).parameters()).isEqualTo(AmfObject.of("k", "v"));
    }

    @Test
    void findKeyFramesOfTheirTime() {
        KeyframeIndex index = new KeyframeIndex(List.of(new Keyframe(10, 1), new Keyframe(20, 2), new Keyframe(30, 3)));
        assertThat(index.atOrBefore(9)).isNull();
        assertThat(requireNonNull(index.atOrBefore(10)).position()).isEqualTo(1);
        assertThat(requireNonNull(index.atOrBefore(29)).position()).isEqualTo(2);
        assertThat(requireNonNull(index.atOrBefore(30)).position()).isEqualTo(3);
    }
}
