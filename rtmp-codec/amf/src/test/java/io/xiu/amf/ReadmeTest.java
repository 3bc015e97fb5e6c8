package io.xiu.amf;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.testing.Readme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the code of README.md. */
class ReadmeTest {
    @Test
    void showsTheCodeThatIsRunHere() throws IOException {
        assertThat(Readme.shown(Path.of("README.md"), 0))
                .isEqualTo(Readme.run(Path.of("src/test/java/io/xiu/amf/ReadmeTest.java"), 0))
                .hasSizeBetween(10, 20);
    }

    @Test
    void itsValuesComeBack() throws AmfException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        writeAndRead(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "\"onMetaData\"",
                        "{\"width\": 1920, \"height\": 1080, \"codecs\": [\"avc1\", \"mp4a\"]}",
                        "1920.0",
                        "NODES");
    }

    private static void writeAndRead(PrintStream out) throws AmfException {
        // README
        ByteBuf message = Unpooled.buffer();
        AmfStrictArray codecs = new AmfStrictArray(List.of(new AmfString("avc1"), new AmfString("mp4a")));
        new Amf0Writer(message)
                .write(new AmfString("onMetaData"))
                .write(AmfObject.of("width", 1920, "height", 1080, "codecs", codecs));

        Amf0Reader reader = new Amf0Reader(AmfLimits.DATA); // at most 16 deep, 2,048 values, 256 KiB
        out.println(reader.read(message)); // "onMetaData"
        if (reader.read(message) instanceof AmfProperties metadata) {
            out.println(metadata); // {"width": 1920, "height": 1080, "codecs": ["avc1", "mp4a"]}
            out.println(metadata.number("width", 0)); // 1920.0
        }

        ByteBuf hostile = Unpooled.wrappedBuffer(new byte[] {0x0A, 0x7F, -1, -1, -1}); // an array of 2^31 values
        try {
            new Amf0Reader(AmfLimits.DATA).read(hostile);
        } catch (AmfException e) {
            out.println(e.reason()); // NODES, and nothing was allocated
        }
        // end of README
    }
}
