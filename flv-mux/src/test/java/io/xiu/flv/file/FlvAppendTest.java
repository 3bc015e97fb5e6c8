package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvException.Reason;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlvAppendTest {
    private static final FlvFileSettings SETTINGS = FlvFileSettings.DEFAULT.withKeyframeRoom(50);

    private static MemoryFile recording(int seconds) throws IOException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS);
        Recordings.write(writer, 0, seconds);
        writer.finish();
        return file;
    }

    private static void append(MemoryFile file, long fromMillis, int seconds) throws IOException, FlvException {
        FlvFileWriter writer = FlvFileWriter.append(file, SETTINGS);
        Recordings.write(writer, fromMillis, seconds);
        writer.finish();
    }

    private static Metadata metadata(MemoryFile file) throws IOException, FlvException {
        return requireNonNull(FlvFileReader.open(file, FlvLimits.DEFAULT).metadata());
    }

    /** The last sound of the first part ends at 3,010 ms, and there the second part begins. */
    @Test
    void goesOnWhereTheFileEnds() throws IOException, FlvException {
        MemoryFile file = recording(3);
        append(file, 777_000, 2);

        assertThat(Recordings.strictly(file)).hasSize(1 + 150 + 100);
        List<String> media = Recordings.media(file);
        assertThat(media.get(149)).startsWith("AUDIO 2970 ");
        assertThat(media.get(150)).startsWith("VIDEO 3010 1701");
        assertThat(media.get(151)).startsWith("AUDIO 3020 ");
        Metadata metadata = metadata(file);
        assertThat(metadata.durationSeconds()).isEqualTo(5.02);
        assertThat(metadata.fileBytes()).isEqualTo(file.size());
        assertThat(metadata.keyframes().keyframes())
                .extracting(Keyframe::timestampMillis)
                .containsExactly(0L, 1_000L, 2_000L, 3_010L, 4_010L);
        assertThat(FlvFileReader.open(file, FlvLimits.DEFAULT).keyframes()).isEqualTo(metadata.keyframes());
    }

    @Test
    void goesOnAgainAndAgain() throws IOException, FlvException {
        MemoryFile file = recording(1);
        for (int i = 0; i < 10; i++) {
            append(file, i * 1_000_000_000L, 1);
        }
        assertThat(metadata(file).durationSeconds()).isEqualTo(11.11);
        assertThat(metadata(file).keyframes().keyframes()).hasSize(11);
        assertThat(Recordings.strictly(file)).hasSize(1 + 11 * 50);
    }

    @Test
    void cutsOffWhatIsBehindTheLastWholeTag() throws IOException, FlvException {
        byte[] whole = recording(1).bytes();
        MemoryFile expected = MemoryFile.of(whole);
        for (int cut = 1; cut < 28; cut++) {
            byte[] bytes = Arrays.copyOf(whole, whole.length - cut);
            MemoryFile file = MemoryFile.of(bytes);
            List<String> before = Recordings.media(file);
            append(file, 0, 1);
            assertThat(before).hasSize(cut <= 18 ? 49 : 48);
            assertThat(Recordings.media(file)).as("%d bytes cut off", cut).startsWith(before.toArray(new String[0]));
            assertThat(Recordings.media(file)).hasSize(before.size() + 50);
            assertThat(Recordings.strictly(file)).hasSize(1 + before.size() + 50);
        }
        assertThat(Recordings.media(expected)).hasSize(50);
    }

    @Test
    void cutsOffZerosThatACrashOfTheMachineLeaves() throws IOException, FlvException {
        MemoryFile file = recording(1);
        file.put(file.size(), new byte[200_000]);
        append(file, 0, 1);
        assertThat(Recordings.strictly(file)).hasSize(1 + 100);
    }

    /** Cutting there would lose the tags behind the damage. */
    @Test
    void leavesAFileAloneThatIsDamagedBeforeItsEnd() throws IOException, FlvException {
        byte[] whole = recording(1).bytes();
        byte[] damaged = damageATag(Arrays.copyOf(whole, whole.length - 3));
        MemoryFile alone = MemoryFile.of(damaged).readOnly();
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> FlvFileWriter.append(alone, SETTINGS));
        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.TAG);
        assertThat(refusal).hasMessageContaining("salvaged");
        assertThat(alone.bytes()).isEqualTo(damaged);
    }

    /** Makes the second tag longer by 256 bytes. */
    private static byte[] damageATag(byte[] file) {
        byte[] damaged = file.clone();
        int length = Unpooled.wrappedBuffer(file).getUnsignedMedium(FlvHeader.BYTES + 1);
        damaged[FlvHeader.BYTES + FlvTagWriter.encodedBytes(length) + 2] ^= 1;
        return damaged;
    }

    @Test
    void getsAFileRightThatWasNeverFinished() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter crashed = FlvFileWriter.create(file, SETTINGS);
        Recordings.write(crashed, 0, 3);
        crashed.flush();
        assertThat(metadata(file).durationSeconds()).isZero();
        FlvFileWriter.append(file, SETTINGS).finish();
        assertThat(file.bytes()).isEqualTo(recording(3).bytes());
    }

    @Test
    void beginsAnEmptyFileAndOneWithoutAWholeTag() throws IOException, FlvException {
        MemoryFile empty = new MemoryFile();
        append(empty, 0, 1);
        assertThat(empty.bytes()).isEqualTo(recording(1).bytes());
        for (int bytes : List.of(FlvHeader.BYTES, FlvHeader.BYTES + 5, FlvHeader.BYTES + 100)) {
            MemoryFile file = MemoryFile.of(Arrays.copyOf(recording(1).bytes(), bytes));
            append(file, 0, 1);
            assertThat(file.bytes()).isEqualTo(recording(1).bytes());
        }
    }

    @Test
    void bringsTheMetadataOfOthersUpToDateAsFarAsTheyHaveAPlaceForIt() throws IOException, FlvException {
        MemoryFile file = MemoryFile.of(Tags.footage());
        Metadata before = metadata(file);
        List<String> media = new ArrayList<>(Recordings.media(file));
        append(file, 0, 2);
        Metadata after = metadata(file);
        assertThat(Recordings.media(file)).hasSize(media.size() + 100).startsWith(media.toArray(new String[0]));
        assertThat(after.fileBytes()).isEqualTo(file.size());
        assertThat(after.durationSeconds()).isBetween(before.durationSeconds() + 1.9, before.durationSeconds() + 2.1);
        assertThat(after.others()).isEqualTo(before.others());
        assertThat(FlvFileReader.open(file, FlvLimits.DEFAULT).keyframes().keyframes())
                .hasSize(6);
    }

    @Test
    void keepsTimestampsAsGivenWhereThatIsWanted() throws IOException, FlvException {
        MemoryFile file = recording(1);
        FlvFileWriter writer = FlvFileWriter.append(file, SETTINGS.withTimestampsAsGiven());
        writer.write(TagType.VIDEO, 9_000, Recordings.body(Recordings.KEY_FRAME));
        writer.finish();
        assertThat(Recordings.media(file).get(50)).startsWith("VIDEO 9000 ");
    }

    @Test
    void refusesMetadataForAFileThatHasThemAndWhatIsNoFlv() throws IOException, FlvException {
        FlvFileWriter writer = FlvFileWriter.append(recording(1), SETTINGS);
        assertThatIllegalStateException().isThrownBy(() -> writer.metadata(Metadata.EMPTY));
        MemoryFile other = MemoryFile.of(new byte[100]).readOnly();
        FlvException refusal = catchThrowableOfType(FlvException.class, () -> FlvFileWriter.append(other, SETTINGS));
        assertThat(refusal.reason()).isEqualTo(Reason.SIGNATURE);
    }

    /** 300 tags of 16 MB, of which only headers take room in memory; then the real thing goes on behind. */
    @Test
    void worksBehindFourGibibytes() throws IOException, FlvException {
        FlvFileSettings settings = SETTINGS.withLimits(FlvLimits.DEFAULT.withBodyBytes(FlvTagWriter.MAX_BODY_BYTES));
        MemoryFile file = recording(1);
        long at = file.size();
        for (int i = 0; i < 300; i++) {
            ByteBuf header = Unpooled.buffer();
            ByteBuf pointer = Unpooled.buffer();
            FlvTagWriter.writeHeader(TagType.VIDEO, 1_000 + i * 1_000, 16_000_000, header);
            header.writeByte(0x17).writeByte(1);
            FlvTagWriter.writeBackPointer(16_000_000, pointer);
            file.put(at, ByteBufUtil.getBytes(header));
            at += FlvTagWriter.encodedBytes(16_000_000);
            file.put(at - 4, ByteBufUtil.getBytes(pointer));
        }
        long behind = file.size();
        assertThat(behind).isGreaterThan(1L << 32);
        FlvFileWriter writer = FlvFileWriter.append(file, settings.withTimestampsAsGiven());
        Recordings.write(writer, 400_000, 2);
        writer.finish();

        FlvFileReader reader = FlvFileReader.open(file, settings.limits());
        Metadata metadata = requireNonNull(reader.metadata());
        assertThat(metadata.fileBytes()).isEqualTo(file.size());
        assertThat(reader.durationMillis()).isEqualTo(401_970);
        reader.seek(400_500);
        assertThat(reader.position()).isEqualTo(behind);
        FlvFileTag tag = requireNonNull(reader.read());
        assertThat(tag.position()).isEqualTo(behind);
        assertThat(Tags.text(tag.type(), tag.timestampMillis(), tag.body())).startsWith("VIDEO 400000 1701");
        List<Keyframe> index = metadata.keyframes().keyframes();
        assertThat(index.get(index.size() - 1).position()).isGreaterThan(1L << 32);
    }
}
