package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.TagType;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says of itself, and what becomes of it when something is appended. */
class FlvAppendMetadataTest {
    private static final FlvFileSettings SETTINGS = FlvFileSettings.DEFAULT.withKeyframeRoom(50);
    private static final FlvFileSettings AS_GIVEN = SETTINGS.withTimestampsAsGiven();
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String SOUNDS =
            "08 000003 000000 00 000000 AF0121 0000000E" + "08 000003 000014 00 000000 AF0121 0000000E";

    /** 40 bytes. */
    private static final String METADATA =
            "02 000A 'onMetaData' 08 00000001 0008 'duration' 00 0000000000000000 000009";

    private static Metadata metadata(MemoryFile file) throws IOException, FlvException {
        return requireNonNull(FlvFileReader.open(file, FlvLimits.DEFAULT).metadata());
    }

    private static MemoryFile recording(int room) throws IOException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS.withKeyframeRoom(room));
        Recordings.write(writer, 0, 1);
        writer.finish();
        return file;
    }

    /** Makes a file say something else of itself. */
    private static void state(MemoryFile file, long durationMillis, KeyframeIndex index)
            throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
        FlvFileTag tag = requireNonNull(reader.read());
        MetadataTag metadata = MetadataTag.of(tag.body(), FlvLimits.DEFAULT.script());
        metadata.update(durationMillis, file.size(), index);
        file.put(reader.metadataBody(), ByteBufUtil.getBytes(metadata.body()));
        tag.body().release();
    }

    private static void append(MemoryFile file) throws IOException, FlvException {
        FlvFileWriter writer = FlvFileWriter.append(file, SETTINGS);
        Recordings.write(writer, 0, 1);
        writer.finish();
    }

    @Test
    void goesOnBehindTheLastFrameWhereScriptDataEndTheFile() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter first = FlvFileWriter.create(file, AS_GIVEN);
        Recordings.write(first, 5_000, 1);
        for (int i = 0; i < 40; i++) {
            first.write(TagType.SCRIPT_AMF3, 6_000 + i, Recordings.body("00 02 0001 'n' 05"));
        }
        first.finish();
        FlvFileWriter second = FlvFileWriter.append(file, SETTINGS);
        assertThat(second.durationMillis()).isEqualTo(1_010);
        Recordings.write(second, 0, 1);
        second.finish();
        assertThat(Recordings.media(file).get(50)).startsWith("VIDEO 6010 1701");
        assertThat(metadata(file).durationSeconds()).isEqualTo(2.02);
    }

    @Test
    void beginsWithTheFirstFrameWhereThereIsScriptDataOnly() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter.create(file, AS_GIVEN).checkpoint();
        FlvFileWriter writer = FlvFileWriter.append(file, AS_GIVEN);
        assertThat(writer.durationMillis()).isZero();
        Recordings.write(writer, 5_000, 1);
        writer.finish();
        assertThat(metadata(file).durationSeconds()).isEqualTo(1.01);
        assertThat(Recordings.media(file)).hasSize(50).first().asString().startsWith("VIDEO 5000 1701");
    }

    @Test
    void takesTheTurnOfTimestampsFromTheDuration() throws IOException, FlvException {
        MemoryFile file = recording(0);
        state(file, (1L << 32) + 1_010, KeyframeIndex.EMPTY);
        append(file);
        assertThat(metadata(file).durationSeconds()).isEqualTo(((1L << 32) + 2_020) / 1_000.0);
    }

    @Test
    void takesTheTurnOfTimestampsFromTheLastKeyFrame() throws IOException, FlvException {
        MemoryFile file = recording(50);
        Keyframe only = metadata(file).keyframes().keyframes().get(0);
        state(file, 1_010, new KeyframeIndex(List.of(new Keyframe(3L << 32, only.position()))));
        append(file);
        assertThat(metadata(file).durationSeconds()).isEqualTo(((3L << 32) + 2_020) / 1_000.0);
    }

    /** Nor an index, whose times nobody checks. */
    @Test
    void doesNotBelieveADurationThatNoFileHas() throws IOException, FlvException {
        for (long millis : new long[] {Long.MAX_VALUE, 1L << 42}) {
            MemoryFile file = recording(0);
            state(file, millis, KeyframeIndex.EMPTY);
            append(file);
            assertThat(metadata(file).durationSeconds()).as("%d ms", millis).isEqualTo(2.02);
        }
        MemoryFile file = recording(50);
        Keyframe only = metadata(file).keyframes().keyframes().get(0);
        state(file, 1_010, new KeyframeIndex(List.of(new Keyframe(1L << 42, only.position()))));
        append(file);
        assertThat(metadata(file).durationSeconds()).isEqualTo(2.02);
        assertThat(FlvFileReader.open(file, FlvLimits.DEFAULT).keyframes().keyframes())
                .extracting(Keyframe::timestampMillis)
                .containsExactly(0L, 1_010L);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain             | 12 000028 000000 00 000000 |                         | 00000033 | 40 | 0.06",
                "with a stream id  | 12 000028 000000 00 000001 |                         | 00000033 | 40 | 0",
                "of type 15        | 0F 000029 000000 00 000000 | 00                      | 00000034 | 41 | 0",
                "of a publisher    | 12 000038 000000 00 000000 | 02 000D '@setDataFrame' | 00000043 | 56 | 0",
                "longer than bodies | 12 000028 000000 00 000000 |                        | 00000033 | 39 | 0"
            })
    void leavesMetadataAloneThatItDoesNotKnow(
            String name, String tag, @Nullable String prefix, String pointer, int limit, double duration)
            throws IOException, FlvException {
        String before = prefix == null ? "" : prefix;
        byte[] bytes = ByteBufUtil.getBytes(Hex.bytes(HEADER + tag + before + METADATA + pointer + SOUNDS));
        MemoryFile file = MemoryFile.of(bytes);
        FlvFileWriter writer = FlvFileWriter.append(file, SETTINGS.withLimits(FlvLimits.DEFAULT.withBodyBytes(limit)));
        writer.write(TagType.AUDIO, 700, Recordings.body(Recordings.SOUND));
        writer.finish();
        assertThat(Recordings.media(file)).hasSize(3).endsWith("AUDIO 40 af0121");
        assertThat(metadata(file).durationSeconds()).as(name).isEqualTo(duration);
        if (duration == 0) {
            assertThat(file.bytes()).as(name).startsWith(bytes);
        }
    }
}
