package io.xiu.flv.file;

import static java.util.Objects.requireNonNullElse;

import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.VideoHeader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** What README.md of this module shows. */
final class ReadmeExample {
    private ReadmeExample() {}

    // README
    static long cut(SeekableByteChannel in, long fromMillis, SeekableByteChannel out) throws IOException, FlvException {
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
    // end of README
}
