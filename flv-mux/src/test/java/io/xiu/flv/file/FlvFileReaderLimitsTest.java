package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvFileReaderLimitsTest {
    private static final String HEADER = "'FLV' 01 05 00000009 00000000";
    private static final String SOUND = "08 000003 000010 00 000000 AF0121 0000000E";

    /** A tag of 40 bytes of metadata. */
    private static final String METADATA = "12 000028 000000 00 000000"
            + "02 000A 'onMetaData' 08 00000001 0008 'duration' 00 4000000000000000 000009 00000033";

    private static MemoryFile file(String hex) throws IOException {
        return MemoryFile.of(ByteBufUtil.getBytes(Hex.bytes(hex))).readOnly();
    }

    private static FlvFileReader open(String hex) throws IOException, FlvException {
        return FlvFileReader.open(file(hex), FlvLimits.DEFAULT);
    }

    private static String next(FlvFileReader reader) throws IOException, FlvException {
        FlvFileTag tag = reader.read();
        return tag == null ? "end" : Tags.text(tag.type(), tag.timestampMillis(), tag.body());
    }

    @Test
    void readsBehindAHeaderOf1024Bytes() throws IOException, FlvException {
        String zeros = "00".repeat(1_024 - 9) + "00000000";
        assertThat(next(open("'FLV' 01 05 00000400" + zeros + SOUND))).isEqualTo("AUDIO 16 af0121");
        assertThat(next(open("'FLV' 01 05 00000400" + zeros))).isEqualTo("end");
        MemoryFile longer = file("'FLV' 01 05 00000401 00" + zeros + SOUND);
        FlvException refusal =
                catchThrowableOfType(FlvException.class, () -> FlvFileReader.open(longer, FlvLimits.DEFAULT));
        assertThat(refusal).isNotNull().hasMessage("an FLV header of 1025 bytes");
    }

    @Test
    void readsTagsAsLongAsTheLimit() throws IOException, FlvException {
        FlvLimits limits = FlvLimits.DEFAULT.withBodyBytes(3);
        FlvFileReader reader =
                FlvFileReader.open(file(HEADER + SOUND + "09 000004 000020 00 000000 27010203 0000000F"), limits);
        assertThat(next(reader)).isEqualTo("AUDIO 16 af0121");
        FlvException refusal = catchThrowableOfType(FlvException.class, reader::read);
        assertThat(refusal).isNotNull().hasMessage("a tag of 4 bytes, the limit is 3");
        assertThat(refusal.reason()).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void readsMetadataAsLongAsTheLimit() throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(file(HEADER + METADATA + SOUND), FlvLimits.DEFAULT.withBodyBytes(40));
        assertThat(requireNonNull(reader.metadata()).durationSeconds()).isEqualTo(2);
        assertThat(reader.metadataBody()).isEqualTo(13 + 11);
        FlvFileReader stricter =
                FlvFileReader.open(file(HEADER + METADATA + SOUND), FlvLimits.DEFAULT.withBodyBytes(39));
        assertThat(stricter.metadata()).isNull();
        assertThat(stricter.metadataBody()).isZero();
        assertThat(stricter.firstMillis()).isEqualTo(16);
    }

    @Test
    void looksForMetadataAmongTheFirst64Tags() throws IOException, FlvException {
        String empty = "12 000000 000000 00 000000 0000000B";
        assertThat(open(HEADER + empty.repeat(63) + METADATA + SOUND).metadata())
                .isNotNull();
        assertThat(open(HEADER + empty.repeat(64) + METADATA + SOUND).metadata())
                .isNull();
        assertThat(open(HEADER + SOUND + METADATA).metadata()).isNull();
    }

    @Test
    void takesTheFirstMetadata() throws IOException, FlvException {
        String second = METADATA.replace("4000000000000000", "4010000000000000");
        FlvFileReader reader = open(HEADER + METADATA + second + SOUND);
        assertThat(requireNonNull(reader.metadata()).durationSeconds()).isEqualTo(2);
        assertThat(reader.metadataBody()).isEqualTo(13 + 11);
        assertThat(reader.firstMillis()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void keepsAsManyKeyFramesAsTheLimitSays(int room) throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(room));
        Recordings.write(writer, 0, 8);
        writer.finish();
        assertThat(times(file, 3)).containsExactly(0L, 4_000L);
        assertThat(times(file, 8)).hasSize(8).endsWith(7_000L);
        assertThat(times(file, 7)).containsExactly(0L, 2_000L, 4_000L, 6_000L);
        assertThat(times(file, 1)).containsExactly(0L);
    }

    private static List<Long> times(MemoryFile file, int limit) throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT.withKeyframes(limit));
        return reader.keyframes().keyframes().stream()
                .map(Keyframe::timestampMillis)
                .toList();
    }

    @Test
    void seeksToTheFirstTagWhereTheFirstSoundIsLater() throws IOException, FlvException {
        FlvFileReader reader = open(HEADER + METADATA + SOUND);
        assertThat(next(reader)).startsWith("SCRIPT 0 ");
        assertThat(next(reader)).isEqualTo("AUDIO 16 af0121");
        reader.seek(15);
        assertThat(reader.position()).isEqualTo(13);
        assertThat(reader.unreadBytes()).isEqualTo(reader.fileBytes() - 13);
        reader.seek(16);
        assertThat(reader.position()).isEqualTo(13 + 55);
    }

    /** A last tag up to 2^20 ms before the first is out of order; earlier it's in the next turn of the 32 bits. */
    @ParameterizedTest
    @CsvSource({"000001, 0", "000010, 0", "100001, 0", "100002, 4293918719", "7FFFFF, 4286578690"})
    void takesALittleEarlierForDisorder(String first, long expected) throws IOException, FlvException {
        String late = "08 000001 " + first + " 00 000000 AF 0000000C";
        String early = "08 000001 000001 00 000000 AF 0000000C";
        assertThat(open(HEADER + late + early).durationMillis()).isEqualTo(expected);
        assertThat(open(HEADER + late + early + "FF").durationMillis()).isEqualTo(expected);
    }

    @Test
    void goesOnWithTheLineOfTimestampsBehindASeek() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withTimestampsAsGiven());
        Recordings.write(writer, Integer.MAX_VALUE - 1_000L, 3);
        writer.finish();
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
        reader.seek(Long.MAX_VALUE);
        assertThat(next(reader)).startsWith("VIDEO 2147484647 1701");
        reader.seek(Integer.MAX_VALUE);
        assertThat(next(reader)).startsWith("VIDEO 2147483647 1701");
        reader.seek(0);
        assertThat(next(reader)).startsWith("SCRIPT 0 ");
    }

    @Test
    void knowsThePlacesOfTagsOfEveryType() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(0));
        writer.write(TagType.SCRIPT_AMF3, 0, Recordings.body("00 02 0001 'n' 05"));
        writer.write(TagType.AUDIO, 0, Recordings.body(Recordings.SOUND));
        writer.finish();
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
        for (TagType type : List.of(TagType.SCRIPT, TagType.SCRIPT_AMF3, TagType.AUDIO)) {
            long position = reader.position();
            FlvFileTag tag = requireNonNull(reader.read());
            tag.body().release();
            assertThat(tag.type()).isEqualTo(type);
            assertThat(tag.position()).isEqualTo(position);
        }
        assertThat(reader.unreadBytes()).isZero();
    }
}
