package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netty.buffer.ByteBuf;
import io.xiu.amf.AmfLimits;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.Metadata;
import io.xiu.flv.TagType;
import io.xiu.flv.Tags;
import io.xiu.testing.Hex;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata that don't fit into a tag, or that can be read but not written. */
class FlvFileMetadataTest {
    private static final FlvFileSettings SETTINGS = FlvFileSettings.DEFAULT.withKeyframeRoom(0);

    private static String properties(MemoryFile file) throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
        return requireNonNull(reader.metadata()).properties().toString();
    }

    /** Metadata with a property whose name is so many bytes that are no UTF-8; read, each becomes three. */
    private static ByteBuf namedWithout(int bytes) {
        ByteBuf body = Recordings.body("02 000A 'onMetaData' 08 00000001").writeShort(bytes);
        for (int i = 0; i < bytes; i++) {
            body.writeByte(0xFF);
        }
        return body.writeBytes(Hex.bytes("05 000009"));
    }

    @Test
    void writesMetadataAsTheyAreThatItCannotWriteAgain() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS);
        writer.metadata(Metadata.EMPTY.with("title", "x"));
        ByteBuf body = namedWithout(30_000);
        writer.write(TagType.SCRIPT, 0, body);
        writer.write(TagType.AUDIO, 0, Recordings.body(Recordings.SOUND));
        writer.finish();
        assertThat(body.refCnt()).isZero();
        assertThat(properties(file))
                .isEqualTo("ecma{\"duration\": 0, \"filesize\": " + file.size() + ", \"title\": \"x\"}");
        assertThat(Recordings.strictly(file)).hasSize(3);
        assertThat(Recordings.strictly(file).get(1)).startsWith("SCRIPT 0 30024 bytes");
    }

    @Test
    void takesMetadataThatItCanWriteAgain() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS);
        writer.write(TagType.SCRIPT, 0, namedWithout(21_845)); // three times that is 65,535
        writer.finish();
        assertThat(Recordings.strictly(file)).hasSize(1);
        assertThat(properties(file)).contains("\uFFFD\uFFFD");
    }

    @Test
    void writesMetadataAsTheyAreThatPassALimit() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer =
                FlvFileWriter.create(file, SETTINGS.withLimits(FlvLimits.DEFAULT.withScript(new AmfLimits(1, 2, 100))));
        writer.write(TagType.SCRIPT, 0, Recordings.body("02 000A 'onMetaData' 03 0001 'x' 05 000009"));
        writer.finish();
        assertThat(properties(file)).isEqualTo("ecma{\"duration\": 0, \"filesize\": " + file.size() + "}");
        assertThat(Recordings.strictly(file)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02 000A 'onMetaData'", "02 000A 'onMetaData' 02 0001 'x'", "02 000A 'onMetaData' 05"})
    void writesMetadataAsTheyAreThatHaveNoProperties(String hex) throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS);
        writer.metadata(Metadata.EMPTY.with("title", "x"));
        writer.write(TagType.SCRIPT, 0, Recordings.body(hex));
        writer.finish();
        assertThat(properties(file)).contains("\"title\": \"x\"");
        assertThat(Recordings.strictly(file))
                .hasSize(2)
                .last()
                .isEqualTo(Tags.text(TagType.SCRIPT, 0, Recordings.body(hex)));
    }

    @Test
    void refusesMetadataThatNoTagHolds() throws IOException, FlvException {
        MemoryFile file = new MemoryFile();
        FlvFileWriter writer = FlvFileWriter.create(file, SETTINGS);
        writer.metadata(Metadata.EMPTY.with("title", "kept"));
        Metadata tooLong = Metadata.EMPTY.with("x", "a".repeat(1 << 24));
        Metadata named = Metadata.EMPTY.with("n".repeat(65_536), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.metadata(tooLong))
                .withMessage("a tag of type SCRIPT and 16777283 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.metadata(named))
                .withMessage("a name of 65536 bytes");
        writer.write(TagType.AUDIO, 0, Recordings.body(Recordings.SOUND));
        assertThatIllegalStateException()
                .isThrownBy(() -> writer.metadata(Metadata.EMPTY))
                .withMessage("the metadata are written");
        writer.finish();
        assertThat(properties(file))
                .isEqualTo("ecma{\"duration\": 0, \"filesize\": " + file.size() + ", \"title\": \"kept\"}");
        assertThat(Recordings.strictly(file)).hasSize(2);
    }

    @Test
    void takesEveryRoomInRange() throws IOException, FlvException {
        assertThat(FlvFileSettings.DEFAULT.withKeyframeRoom(0).keyframeRoom()).isZero();
        MemoryFile file = new MemoryFile();
        FlvFileWriter.create(file, FlvFileSettings.DEFAULT.withKeyframeRoom(400_000))
                .finish();
        assertThat(file.size()).isBetween(7_200_000L, 7_201_000L);
        assertThat(Recordings.strictly(file)).hasSize(1);
    }

    @Test
    void salvagesIntoAnEmptyFileOnly() throws IOException {
        MemoryFile damaged = MemoryFile.of(new byte[10]).readOnly();
        MemoryFile used = MemoryFile.of(new byte[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FlvSalvage.copy(damaged, used, SETTINGS))
                .withMessage("the file has 3 bytes");
        assertThat(List.of(used.size(), damaged.position())).containsExactly(3L, 0L);
    }
}
