package io.xiu.flv.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.KeyframeIndex;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.TagType;
import io.xiu.flv.TimestampUnwrapper;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a file to go on with it.
 *
 * @param firstTag where its first tag begins
 * @param end behind its last whole tag
 * @param metadataTag its metadata, or null if it has none that can be brought up to date
 * @param metadataAt where their body begins
 * @param keyframes those it has, with room for more
 * @param timeline up to its end
 */
record ExistingFile(
        FlvHeader header,
        long firstTag,
        long end,
        @Nullable MetadataTag metadataTag,
        long metadataAt,
        KeyframeCollector keyframes,
        FileTimeline timeline) {
    private static final long MILLIS = 1_000;
    /** 69 years. */
    private static final long LONGEST_MILLIS = 1L << 41;

    /** Reads it without changing it. */
    static ExistingFile read(SeekableByteChannel channel, FlvFileSettings settings) throws IOException, FlvException {
        FlvFileReader reader = FlvFileReader.open(channel, settings.limits());
        FileInput file = new FileInput(channel);
        int maxBodyBytes = settings.limits().bodyBytes();
        FileTail tail = FileTail.find(channel, file, reader.firstTag(), maxBodyBytes);
        MetadataTag metadataTag = metadataTag(file, reader, settings);
        KeyframeIndex index = KeyframeIndex.EMPTY;
        KeyframeCollector keyframes = new KeyframeCollector(metadataTag == null ? 0 : metadataTag.room());
        if (metadataTag != null && metadataTag.room() > 0) {
            index = reader.keyframes();
            index.keyframes().forEach(keyframes::add);
        }
        FileTimeline timeline = timeline(settings, reader, tail, index);
        return new ExistingFile(
                reader.header(),
                reader.firstTag(),
                tail.end(),
                metadataTag,
                reader.metadataBody(),
                keyframes,
                timeline);
    }

    /** Whether it has no whole tag. */
    boolean isEmpty() {
        return end == firstTag;
    }

    private static @Nullable MetadataTag metadataTag(FileInput file, FlvFileReader reader, FlvFileSettings settings)
            throws IOException {
        long body = reader.metadataBody();
        FlvTagHeader header = body == 0
                ? null
                : TagScan.headerAt(
                        file, body - FlvTagHeader.BYTES, settings.limits().bodyBytes());
        if (header == null || header.type() != TagType.SCRIPT) {
            return null;
        }
        ByteBuf copy = Unpooled.buffer(header.bodyBytes());
        if (!file.read(body, header.bodyBytes(), copy)) {
            throw new IOException("the file became shorter");
        }
        return MetadataTag.of(copy, settings.limits().script());
    }

    /** The line up to the end; which turn of the 32 bits it's in is told by the last key frame or the duration. */
    private static FileTimeline timeline(
            FlvFileSettings settings, FlvFileReader reader, FileTail tail, KeyframeIndex index) {
        FileTimeline timeline = new FileTimeline(settings.fromZero());
        List<FlvTagHeader> last = tail.lastTags();
        if (last.isEmpty()) {
            return timeline;
        }
        TimestampUnwrapper timestamps = new TimestampUnwrapper(nearTheEnd(reader, index));
        timeline.origin(reader.firstMillis());
        for (FlvTagHeader tag : last) {
            timeline.present(tag.type(), timestamps.next(tag.timestampMillis()));
        }
        return timeline;
    }

    /** What a file says of itself counts only if a file may be that long. */
    private static long nearTheEnd(FlvFileReader reader, KeyframeIndex index) {
        long first = reader.firstMillis();
        List<Keyframe> keyframes = index.keyframes();
        long last = keyframes.isEmpty()
                ? first + statedMillis(reader.metadata())
                : keyframes.get(keyframes.size() - 1).timestampMillis();
        return last > LONGEST_MILLIS ? first : last;
    }

    private static long statedMillis(@Nullable Metadata metadata) {
        return metadata == null ? 0 : (long) Math.min(metadata.durationSeconds() * MILLIS, 2.0 * LONGEST_MILLIS);
    }
}
