package io.xiu.flv.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNullElse;

import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.VideoHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What README.md of this module shows. */
final class ReadmeExample {
    private ReadmeExample() {}

    // README
    static long cut(Path from, long fromMillis, Path to) throws IOException, FlvException {
        try (FileChannel in = FileChannel.open(from);
                FileChannel out = FileChannel.open(to, CREATE_NEW, WRITE)) {
            FlvFileReader reader = FlvFileReader.open(in, FlvLimits.DEFAULT);
            FlvFileWriter writer = FlvFileWriter.create(out, FlvFileSettings.DEFAULT);
            Keyframe begin = requireNonNullElse(reader.keyframes().atOrBefore(fromMillis), new Keyframe(0, 0));
            for (FlvFileTag tag; (tag = reader.read()) != null; ) {
                boolean header = switch (tag.type()) {
                    case VIDEO -> VideoHeader.read(tag.body()).isSequenceHeader();
                    case AUDIO -> AudioHeader.read(tag.body()).isSequenceHeader();
                    default -> true;
                };
                if (header || tag.position() >= begin.position()) {
                    long millis = Math.max(tag.timestampMillis(), begin.timestampMillis());
                    writer.write(tag.type(), (int) millis, tag.body());
                } else {
                    tag.body().release();
                }
            }
            writer.finish();
            return writer.durationMillis();
        }
    }
    // end of README
}
