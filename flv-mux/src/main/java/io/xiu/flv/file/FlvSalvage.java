package io.xiu.flv.file;

import io.xiu.flv.SalvageReader;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * Makes a whole file of a damaged one: cut off, overwritten in places, without its header, or never finished.
 *
 * <pre>{@code
 * SalvageReport report = FlvSalvage.copy(damaged, whole, FlvFileSettings.DEFAULT);
 * }</pre>
 */
public final class FlvSalvage {
    private FlvSalvage() {}

    /**
     * Copies every whole tag, body and timestamp unchanged, and writes header, duration, file size and key frame index
     * anew. The other metadata are kept. What counts as whole: {@link SalvageReader}.
     *
     * @param damaged read to its end from where it is, without seeking; it may be a pipe
     * @param whole empty and open for writing
     * @throws IllegalArgumentException if {@code whole} isn't empty
     */
    public static SalvageReport copy(ReadableByteChannel damaged, SeekableByteChannel whole, FlvFileSettings settings)
            throws IOException {
        SalvageReader reader = new SalvageReader(settings.limits().bodyBytes());
        FlvFileWriter writer = FlvFileWriter.create(whole, settings.withTimestampsAsGiven());
        long[] tags = new long[1];
        TagFeed.read(damaged, reader, tag -> {
            tags[0]++;
            writer.write(tag.type(), tag.timestampMillis(), tag.body());
        });
        writer.finish();
        return new SalvageReport(
                tags[0], reader.skippedBytes(), reader.gaps(), reader.header() == null, writer.durationMillis());
    }
}
