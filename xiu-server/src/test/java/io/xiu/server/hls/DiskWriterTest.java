package io.xiu.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWriterTest {
    @TempDir
    Path directory;

    private static ByteBuf bytes(String text) {
        return PooledByteBufAllocator.DEFAULT.buffer().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesReplacesAndDeletesFiles() throws IOException {
        Path test = directory.resolve("live/test");
        Path file = test.resolve("1.ts");
        ByteBuf data = bytes("first");
        try (DiskWriter disk = new DiskWriter()) {
            assertThat(disk.write(file, data.retainedDuplicate())).isTrue();
            assertThat(disk.write(file.resolveSibling("2.ts"), bytes("second"))).isTrue();
            assertThat(disk.write(file, bytes("third"))).isTrue();
            disk.delete(file.resolveSibling("2.ts"));
            disk.delete(file.resolveSibling("3.ts"));
            disk.delete(test);
        }
        assertThat(names(test)).containsExactly("1.ts");
        assertThat(file).hasContent("third");
        assertThat(data.refCnt()).isEqualTo(1);
        data.release();
    }

    @Test
    void writesABufferOfManyPartsWhole() throws IOException {
        Path file = directory.resolve("1.ts");
        ByteBuf parts = PooledByteBufAllocator.DEFAULT
                .compositeBuffer()
                .addComponents(true, List.of(bytes("ab"), bytes("cd"), bytes("ef")));
        try (DiskWriter disk = new DiskWriter()) {
            disk.write(file, parts.skipBytes(1));
        }
        assertThat(file).hasContent("bcdef");
    }

    @Test
    void leavesOutWhatIsMoreThanItMayHold() throws IOException {
        try (DiskWriter disk = new DiskWriter(10)) {
            assertThat(disk.write(directory.resolve("1.ts"), bytes("more than ten bytes")))
                    .isFalse();
            assertThat(disk.leftOut()).isEqualTo(1);
            assertThat(disk.write(directory.resolve("2.ts"), bytes("ten bytes!")))
                    .isTrue();
        }
        assertThat(names(directory)).containsExactly("2.ts");
    }

    @Test
    void countsWhatCanNotBeWrittenAndGoesOnWhenItCan() throws IOException {
        Path blocked = directory.resolve("live");
        Files.writeString(blocked, "a file where a directory should be");
        try (DiskWriter disk = new DiskWriter()) {
            disk.write(blocked.resolve("1.ts"), bytes("lost"));
            await().until(() -> disk.leftOut() == 1);
            Files.delete(blocked);
            disk.write(blocked.resolve("2.ts"), bytes("kept"));
        }
        assertThat(names(blocked)).containsExactly("2.ts");
    }

    @Test
    void takesNothingOnceClosed() throws IOException {
        DiskWriter disk = new DiskWriter();
        disk.close();
        assertThat(disk.write(directory.resolve("1.ts"), bytes("late"))).isFalse();
        assertThat(names(directory)).isEmpty();
    }
}
