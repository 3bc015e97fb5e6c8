package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfProperty;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.FlvTag;
import io.xiu.flv.FlvTagReader;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import io.xiu.flv.VideoCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlvFileWriterTest {
    private static final FlvFileSettings AS_GIVEN = FlvFileSettings.DEFAULT.withTimestampsAsGiven();

    private static FlvFileReader reader(MemoryFile file) throws IOException, FlvException {
        return FlvFileReader.open(file, FlvLimits.DEFAULT);
    }

    private static Metadata metadata(MemoryFile file) throws IOException, FlvException {
        return requireNonNull(reader(file).metadata());
    }

    private static List<Long> times(KeyframeIndex index) {
        return index.keyframes().stream().map(Keyframe::timestampMillis).toList();
    }

    @Test
    void writesARealFileWithTheSameTags() throws IOException, FlvException {
        MemoryFile original = MemoryFile.of(Tags.footage());
        MemoryFile copy = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(copy, AS_GIVEN);
        ByteBuf in = Unpooled.wrappedBuffer(Tags.footage());
        FlvTagReader reader = new FlvTagReader(1 << 20);
        for (FlvTag tag; (tag = reader.read(in)) != null; ) {
            writer.write(tag.type(), tag.timestampMillis(), tag.body());
        }
        writer.finish();

        assertThat(in.refCnt()).isOne();
        assertThat(Recordings.media(copy)).isEqualTo(Recordings.media(original)).hasSize(685);
        assertThat(Recordings.strictly(copy)).hasSize(686);
        Metadata before = metadata(original);
        Metadata after = metadata(copy);
        assertThat(after.fileBytes()).isEqualTo(copy.size()).isEqualTo(writer.fileBytes());
        assertThat(after.durationSeconds()).isCloseTo(before.durationSeconds(), offset(0.1));
        assertThat(times(after.keyframes()))
                .isEqualTo(times(reader(original).keyframes()))
                .hasSize(4);
        assertThat(reader(copy).keyframes()).isEqualTo(after.keyframes());
        assertThat(after.others()).isEqualTo(before.others());
        assertThat(after.width()).isEqualTo(640);
        assertThat(after.videoCodec()).isEqualTo(VideoCodec.AVC);
    }

    @Test
    void putsDurationSizeAndKeyFramesIntoTheMetadata() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(10));
        writer.metadata(Metadata.EMPTY.with("width", 640).with("duration", 77).with("encoder", "test"));
        Recordings.write(writer, 0, 3);
        writer.finish();

        Metadata metadata = metadata(file);
        assertThat(metadata.durationSeconds()).isEqualTo(3.01);
        assertThat(writer.durationMillis()).isEqualTo(3_010);
        assertThat(metadata.fileBytes()).isEqualTo(file.size());
        assertThat(metadata.width()).isEqualTo(640);
        assertThat(metadata.others()).extracting(AmfProperty::name).containsExactly("encoder");
        assertThat(metadata.keyframes().keyframes())
                .extracting(Keyframe::timestampMillis)
                .containsExactly(0L, 1_000L, 2_000L);
        FlvFileReader reader = reader(file);
        for (Keyframe keyframe : metadata.keyframes().keyframes()) {
            reader.seek(keyframe.timestampMillis());
            FlvFileTag tag = requireNonNull(reader.read());
            assertThat(entry(tag.position(), Tags.text(tag.type(), tag.timestampMillis(), tag.body())))
                    .isEqualTo(entry(
                            keyframe.position(), "VIDEO " + keyframe.timestampMillis() + " 17010000000000000165"));
        }
        assertThat(Recordings.strictly(file)).hasSize(151);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 100})
    void keepsKeyFramesFromTheWholeFileInWhatRoomThereIs(int room) throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(room));
        Recordings.write(writer, 0, 60);
        writer.finish();
        List<Keyframe> kept = metadata(file).keyframes().keyframes();
        assertThat(kept).hasSizeLessThanOrEqualTo(room);
        if (room >= 2) {
            assertThat(kept).hasSizeGreaterThan(room >= 60 ? 59 : (room - 1) / 2);
            assertThat(kept.get(0).timestampMillis()).isZero();
            assertThat(kept.get(kept.size() - 1).timestampMillis()).isGreaterThanOrEqualTo(30_000);
        }
        assertThat(Recordings.strictly(file)).hasSize(3_001);
        assertThat(reader(file).keyframes().keyframes()).hasSize(kept.isEmpty() ? 60 : kept.size());
    }

    @Test
    void takesMetadataFromTheFirstTagsWithOrWithoutSetDataFrame() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(0));
        writer.metadata(Metadata.EMPTY.with("title", "replaced"));
        writer.write(
                TagType.SCRIPT,
                0,
                Recordings.body(
                        "02 000D '@setDataFrame' 02 000A 'onMetaData' 08 00000001 0005 'title' 02 0001 'x' 000009"));
        Recordings.write(writer, 0, 1);
        writer.write(TagType.SCRIPT, 900, Recordings.body("02 000D '@setDataFrame' 02 000A 'onMetaData' 05"));
        writer.write(TagType.SCRIPT_AMF3, 950, Recordings.body("00 02 0001 'n' 05"));
        writer.finish();

        Metadata metadata = metadata(file);
        assertThat(metadata.properties())
                .hasToString("ecma{\"duration\": 1.01, \"filesize\": " + file.size() + ", \"title\": \"x\"}");
        assertThat(Recordings.strictly(file))
                .hasSize(53)
                .endsWith("SCRIPT 900 02000a6f6e4d6574614461746105", "SCRIPT_AMF3 950 000200016e05");
    }

    @Test
    void writesMetadataThatCannotBeReadAsTheyAre() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
        writer.write(TagType.SCRIPT, 0, Recordings.body("02 000A 'onMetaData' 04"));
        writer.write(TagType.SCRIPT, 0, Recordings.body("02 000A 'onMetaData' 05"));
        writer.finish();
        assertThat(Recordings.strictly(file))
                .hasSize(3)
                .endsWith("SCRIPT 0 02000a6f6e4d6574614461746104", "SCRIPT 0 02000a6f6e4d6574614461746105");
    }

    @Test
    void saysInTheHeaderWhatIsInTheFile() throws IOException, FlvException {
        for (TagType only : List.of(TagType.AUDIO, TagType.VIDEO)) {
            MemoryFile file = new MemoryFile();
            FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
            writer.write(only, 0, Recordings.body(Recordings.SOUND));
            writer.flush();
            assertThat(reader(file).header()).as("before the end").isEqualTo(new FlvHeader(true, true));
            writer.finish();
            assertThat(reader(file).header()).isEqualTo(new FlvHeader(only == TagType.AUDIO, only == TagType.VIDEO));
        }
    }

    @Test
    void beginsAtZeroUnlessTimestampsAreWantedAsGiven() throws IOException, FlvException {
        for (FlvFileSettings settings : List.of(FlvFileSettings.DEFAULT, AS_GIVEN)) {
            MemoryFile file = new MemoryFile();
            FlvFileWriter writer = FlvFileWriter.create(file, settings);
            writer.write(TagType.SCRIPT_AMF3, 5_000, Recordings.body("00 02 0001 'n' 05"));
            writer.write(TagType.AUDIO, 5_010, Recordings.body("AF 01 01"));
            writer.write(TagType.VIDEO, 5_000, Recordings.body("27 02"));
            writer.write(TagType.SCRIPT_AMF3, 5_020, Recordings.body("00 02 0001 'n' 05"));
            writer.write(TagType.VIDEO, 5_040, Recordings.body("27 02"));
            writer.finish();
            boolean fromZero = settings.fromZero();
            assertThat(Recordings.strictly(file))
                    .filteredOn(tag -> !tag.startsWith("SCRIPT 0"))
                    .containsExactly(
                            "SCRIPT_AMF3 " + (fromZero ? 0 : 5_000) + " 000200016e05",
                            "AUDIO " + (fromZero ? 0 : 5_010) + " af0101",
                            "VIDEO " + (fromZero ? 0 : 5_000) + " 2702",
                            "SCRIPT_AMF3 " + (fromZero ? 10 : 5_020) + " 000200016e05",
                            "VIDEO " + (fromZero ? 30 : 5_040) + " 2702");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7FFFFFFFL, 0xFFFFFFFFL})
    void goesOnWhereTimestampsBeginAnew(long wrapMillis) throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, AS_GIVEN);
        Recordings.write(writer, wrapMillis - 5_000, 10);
        writer.finish();
        assertThat(writer.durationMillis()).isEqualTo(10_010);
        assertThat(metadata(file).durationSeconds()).isEqualTo(10.01);
        FlvFileReader reader = reader(file);
        assertThat(reader.durationMillis()).isEqualTo(9_970);
        List<Long> timestamps = new ArrayList<>();
        for (FlvFileTag tag; (tag = reader.read()) != null; ) {
            tag.body().release();
            timestamps.add(tag.timestampMillis());
        }
        assertThat(timestamps.subList(1, timestamps.size())).isSorted();
    }

    @Test
    void playsUpToWhatWasWrittenWhereverItDies() throws IOException, FlvException {
        MemoryFile whole = new MemoryFile();
        FlvFileWriter last = FlvFileWriter.create(whole, FlvFileSettings.DEFAULT.withKeyframeRoom(4));
        for (int second = 0; second < 3; second++) {
            Recordings.write(last, second * 1_000L, 1);
            last.flush();
        }
        last.finish();
        List<String> all = Recordings.media(whole);
        for (long room = 0; room < whole.size() + 1_000; room += 23) {
            MemoryFile file = new MemoryFile(room).failAfter(room);
            FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(4));
            assertThatIOException().as("room for %d", room).isThrownBy(() -> {
                for (int second = 0; second < 3; second++) {
                    Recordings.write(writer, second * 1_000L, 1);
                    writer.flush();
                }
                writer.finish();
                throw new IOException("enough room");
            });
            if (file.size() >= FlvHeader.BYTES) {
                List<String> media = Recordings.media(file);
                assertThat(all.subList(0, media.size())).as("room for %d", room).isEqualTo(media);
                FlvFileWriter again = FlvFileWriter.append(file.failAfter(Long.MAX_VALUE), AS_GIVEN);
                again.finish();
                assertThat(Recordings.media(file)).as("appended, %d", room).isEqualTo(media);
                Metadata metadata = reader(file).metadata();
                if (metadata == null) {
                    assertThat(media)
                            .as("metadata that can't be read, %d", room)
                            .hasSameSizeAs(all);
                } else {
                    assertThat(metadata.fileBytes()).as("size, %d", room).isEqualTo(file.size());
                }
            }
        }
    }

    @Test
    void releasesEveryBodyWhateverHappens() throws IOException {
        MemoryFile file = new MemoryFile().failAfter(100);
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
        ByteBuf other = Recordings.body("00");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(TagType.OTHER, 0, other));
        ByteBuf tooLong = Recordings.body("", (1 << 24));
        assertThatIllegalArgumentException().isThrownBy(() -> writer.write(TagType.VIDEO, 0, tooLong));
        ByteBuf large = Recordings.body(Recordings.KEY_FRAME, 100_000);
        assertThatIOException().isThrownBy(() -> writer.write(TagType.VIDEO, 0, large));
        assertThat(List.of(other.refCnt(), tooLong.refCnt(), large.refCnt())).containsOnly(0);
    }

    @Test
    void writesLargeBodiesBetweenSmallOnes() throws IOException, FlvException {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            MemoryFile file = new MemoryFile(seed);
            FlvFileWriter writer = FlvFileWriter.create(file, AS_GIVEN);
            List<FlvTag> tags = Tags.random(random, 40, random.nextBoolean() ? 200 : 60_000);
            List<String> expected = new ArrayList<>();
            for (FlvTag tag : tags) {
                writer.write(tag.type(), tag.timestampMillis(), tag.body().retain());
                expected.add(Tags.text(tag));
            }
            writer.finish();
            assertThat(Recordings.strictly(file))
                    .as("seed %d", seed)
                    .hasSize(41)
                    .endsWith(expected.toArray(new String[0]));
        }
    }

    @Test
    void refusesToGoOnAfterTheEndAndToBeginAFileThatIsThere() throws IOException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
        writer.finish();
        writer.finish();
        ByteBuf body = Recordings.body(Recordings.SOUND);
        assertThatIllegalStateException().isThrownBy(() -> writer.write(TagType.AUDIO, 0, body));
        assertThatIllegalStateException().isThrownBy(writer::checkpoint);
        assertThatIllegalStateException().isThrownBy(() -> writer.metadata(Metadata.EMPTY));
        assertThat(body.refCnt()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> FlvFileWriter.create(file, FlvFileSettings.DEFAULT));
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> FlvFileSettings.DEFAULT.withKeyframeRoom(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> FlvFileSettings.DEFAULT.withKeyframeRoom(400_001));
        FlvLimits limits = FlvLimits.DEFAULT.withBodyBytes(7);
        assertThat(FlvFileSettings.DEFAULT.withLimits(limits).limits().bodyBytes())
                .isEqualTo(7);
    }
}
