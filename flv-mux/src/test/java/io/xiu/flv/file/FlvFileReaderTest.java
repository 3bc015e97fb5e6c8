package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlvFileReaderTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";

    private static MemoryFile file(String hex) throws IOException {
        return MemoryFile.of(ByteBufUtil.getBytes(Hex.bytes(hex))).readOnly();
    }

    private static FlvFileReader open(MemoryFile file) throws IOException, FlvException {
        return FlvFileReader.open(file, FlvLimits.DEFAULT);
    }

    private static String next(FlvFileReader reader) throws IOException, FlvException {
        FlvFileTag tag = reader.read();
        return tag == null ? "end" : Tags.text(tag.type(), tag.timestampMillis(), tag.body());
    }

    /** Eight seconds with a key frame every second, and the metadata as its writer left them, or others. */
    private static MemoryFile recording() throws IOException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
        Recordings.write(writer, 0, 8);
        writer.finish();
        return file;
    }

    @Test
    void knowsARealFile() throws IOException, FlvException {
        FlvFileReader reader = open(MemoryFile.of(Tags.footage()).readOnly());
        assertThat(reader.header()).isEqualTo(new FlvHeader(true, true));
        assertThat(reader.fileBytes()).isEqualTo(430_172);
        Metadata metadata = requireNonNull(reader.metadata());
        assertThat(metadata.durationSeconds()).isEqualTo(10.08);
        assertThat(metadata.fileBytes()).isEqualTo(430_172);
        assertThat(reader.durationMillis()).isBetween(9_900L, 10_080L);
        assertThat(reader.keyframes().keyframes()).hasSize(4);
        reader.seek(5_000);
        FlvFileTag tag = requireNonNull(reader.read());
        assertThat(tag.timestampMillis()).isLessThanOrEqualTo(5_000);
        assertThat(reader.keyframes().keyframes()).contains(new Keyframe(tag.timestampMillis(), tag.position()));
        tag.body().release();
    }

    @ParameterizedTest
    @CsvSource({
        "-5, VIDEO 0",
        "0, VIDEO 0",
        "999, VIDEO 0",
        "1000, VIDEO 1000",
        "5555, VIDEO 5000",
        "99999999999, VIDEO 7000"
    })
    void seeksToTheKeyFrameAtOrBefore(long millis, String expected) throws IOException, FlvException {
        FlvFileReader reader = open(recording());
        reader.seek(millis);
        String first = next(reader);
        assertThat(millis < 0 ? next(reader) : first).startsWith(expected + " 1701");
    }

    @Test
    void finishesTheFileAfterASeekAndGoesBack() throws IOException, FlvException {
        FlvFileReader reader = open(recording());
        reader.seek(7_000);
        long position = reader.position();
        for (int i = 0; i < 50; i++) {
            assertThat(next(reader)).isNotEqualTo("end");
        }
        assertThat(next(reader)).isEqualTo("end");
        assertThat(reader.unreadBytes()).isZero();
        reader.seek(7_500);
        assertThat(reader.position()).isEqualTo(position);
    }

    @Test
    void findsTheKeyFramesItselfWhereTheIndexIsWrong() throws IOException, FlvException {
        KeyframeIndex right = open(recording()).keyframes();
        assertThat(right.keyframes()).hasSize(8);
        for (long shift : List.of(1L, 1_000_000L, -right.keyframes().get(0).position())) {
            KeyframeIndex wrong = new KeyframeIndex(right.keyframes().stream()
                    .map(each -> new Keyframe(each.timestampMillis(), each.position() + shift))
                    .toList());
            MemoryFile file = withIndex(wrong);
            assertThat(open(file).keyframes()).as("shifted by %d", shift).isEqualTo(right);
        }
        Keyframe first = right.keyframes().get(0);
        Keyframe last = right.keyframes().get(7);
        for (long position : List.of(last.position() + 1, behind(last), 1L << 40)) {
            KeyframeIndex wrong = new KeyframeIndex(List.of(first, new Keyframe(last.timestampMillis(), position)));
            assertThat(open(withIndex(wrong)).keyframes())
                    .as("the last at %d", position)
                    .isEqualTo(right);
        }
        Keyframe wrong = new Keyframe(3_000, first.position() + 7);
        FlvFileReader reader = open(withIndex(new KeyframeIndex(List.of(first, wrong, last))));
        reader.seek(3_100);
        assertThat(next(reader)).startsWith("VIDEO 3000 1701");
        assertThat(reader.keyframes()).isEqualTo(right);
    }

    /** Where the tag behind a key frame of the recording begins, which is sound. */
    private static long behind(Keyframe keyframe) throws IOException, FlvException {
        FlvFileReader reader = open(recording());
        reader.seek(keyframe.timestampMillis());
        assertThat(next(reader)).startsWith("VIDEO");
        return reader.position();
    }

    /** The recording with another index in the room for it. */
    private static MemoryFile withIndex(KeyframeIndex index) throws IOException, FlvException {
        MemoryFile file = recording();
        FlvFileReader reader = open(file);
        FlvFileTag tag = requireNonNull(reader.read());
        MetadataTag metadata = MetadataTag.of(tag.body(), FlvLimits.DEFAULT.script());
        metadata.update(8_000, file.size(), index);
        file.put(reader.metadataBody(), ByteBufUtil.getBytes(metadata.body()));
        tag.body().release();
        assertThat(requireNonNull(open(file).metadata()).keyframes()).isEqualTo(index);
        return file;
    }

    @Test
    void seeksAmongSoundWhereThereIsNoVideo() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
        for (int i = 0; i < 1_000; i++) {
            writer.write(TagType.AUDIO, i * 20, Recordings.body(Recordings.SOUND));
        }
        writer.finish();
        FlvFileReader reader = open(file);
        reader.seek(5_030);
        assertThat(next(reader)).isEqualTo("AUDIO 5020 af0121");
        reader.seek(20_000);
        assertThat(next(reader)).isEqualTo("AUDIO 19980 af0121");
        assertThat(reader.durationMillis()).isEqualTo(19_980);
    }

    @Test
    void readsAFileThatIsStillBeingWrittenAsFarAsItGoes() throws IOException, FlvException {
        MemoryFile file = file(HEADER + "08 000002 000001 00 000000 AF01 0000000D  08 000002 000005 00 000000");
        FlvFileReader reader = open(file);
        assertThat(reader.durationMillis()).isZero();
        assertThat(next(reader)).isEqualTo("AUDIO 1 af01");
        assertThat(next(reader)).isEqualTo("end");
        assertThat(reader.unreadBytes()).isEqualTo(11);
    }

    @Test
    void takesWhatIsBehindTheTurnOfTimestampsForLater() throws IOException, FlvException {
        String later = "08 000001 000010 00 000000 AF 0000000C";
        String earlier = "08 000001 FFFFF0 FF 000000 AF 0000000C";
        FlvFileReader reader = open(file(HEADER + earlier + later));
        assertThat(reader.durationMillis()).isEqualTo(32);
        assertThat(List.of(next(reader), next(reader))).containsExactly("AUDIO -16 af", "AUDIO 16 af");
        assertThat(open(file(HEADER + later + earlier)).durationMillis()).isZero();
    }

    @Test
    void doesWithoutMetadataThatCannotBeRead() throws IOException, FlvException {
        String sound = "08 000001 000010 00 000000 AF 0000000C";
        assertThat(open(file(HEADER + "12 000001 000000 00 000000 04 0000000C" + sound))
                        .metadata())
                .isNull();
        assertThat(open(file(HEADER + sound)).metadata()).isNull();
        assertThat(open(file(HEADER)).metadata()).isNull();
        Metadata afterOthers = open(file(HEADER + "12 000005 000000 00 000000 02 0001 'n' 05 00000010"
                        + "0F 00000F 000000 00 000000 00 02 000A 'onMetaData' 05 00000000"
                        + "12 000011 000000 00 000000 02 000A 'onMetaData' 03 000009 0000001C" + sound))
                .metadata();
        assertThat(requireNonNull(afterOthers).properties().properties()).isEmpty();
    }

    @Test
    void refusesWhatIsNoFlv() throws IOException {
        Map<String, Reason> refused = Map.of(
                "", Reason.SHORT,
                "'FLV' 01 05 0000", Reason.SHORT,
                "'FLV' 01 05 00000009 0000", Reason.SHORT,
                "'FLV' 02 05 00000009 00000000", Reason.SIGNATURE,
                "'GET / HTTP/1.1'", Reason.SIGNATURE);
        for (Map.Entry<String, Reason> each : refused.entrySet()) {
            MemoryFile file = file(each.getKey());
            FlvException refusal = catchThrowableOfType(FlvException.class, () -> open(file));
            assertThat(refusal).as(each.getKey()).isNotNull();
            assertThat(refusal.reason()).as(each.getKey()).isEqualTo(each.getValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"29 000001 000000 00 000000 00 0000000C, ENCRYPTED", "09 000065 000000 00 000000, TOO_LONG"})
    void refusesTagsThatCannotBeRead(String tag, Reason reason) throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(file(HEADER + tag), FlvLimits.DEFAULT.withBodyBytes(100));
        FlvException refusal = catchThrowableOfType(FlvException.class, reader::read);
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    @Test
    void readsTheSameTagsAsAReaderOfStreams() throws IOException, FlvException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Tags.file(Tags.random(random, 30, random.nextBoolean() ? 100 : 150_000));
            MemoryFile file = new MemoryFile(seed);
            file.put(0, bytes);
            FlvFileReader reader = open(file);
            for (String expected : Recordings.strictly(file)) {
                FlvFileTag tag = requireNonNull(reader.read());
                int inTheFile = (int) tag.timestampMillis();
                assertThat(Tags.text(tag.type(), inTheFile, tag.body()))
                        .as("seed %d", seed)
                        .isEqualTo(expected);
            }
            assertThat(next(reader)).isEqualTo("end");
        }
    }

    @Test
    void givesScriptDataToBeReadByType() throws IOException, FlvException {
        FlvFileReader reader = open(recording());
        FlvFileTag tag = requireNonNull(reader.read());
        ByteBuf body = tag.body();
        assertThat(ScriptData.read(tag.type(), body, FlvLimits.DEFAULT.script()).name())
                .isEqualTo(Metadata.NAME);
        body.release();
    }

    /** An unknown type, a stream id and an encrypted tag, each with its back pointer, and behind them a key frame. */
    @Test
    void goesPastTagsThatItDoesNotKnow() throws IOException, FlvException {
        String others = "0B 000002 000000 00 000000 AAAA 0000000D"
                + "08 000001 000001 00 000007 AF 0000000C"
                + "29 000001 000001 00 000000 17 0000000C";
        String keyFrame = "09 000006 000002 00 000000 17 01 000000 65 00000011";
        FlvFileReader reader = open(file(HEADER + others + keyFrame));
        assertThat(reader.keyframes().keyframes()).containsExactly(new Keyframe(2, 13 + 17 + 16 + 16));
        assertThat(List.of(next(reader), next(reader))).containsExactly("OTHER 0 aaaa", "AUDIO 1 af");
        reader.seek(2);
        assertThat(next(reader)).isEqualTo("VIDEO 2 170100000065");
        assertThat(open(file(HEADER + others.replace("0000000D", "00000000") + keyFrame))
                        .keyframes())
                .isEqualTo(KeyframeIndex.EMPTY);
    }
}
