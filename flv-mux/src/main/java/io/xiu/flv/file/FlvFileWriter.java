package io.xiu.flv.file;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvHeader;
import io.xiu.flv.FlvTagHeader;
import io.xiu.flv.FlvTagWriter;
import io.xiu.flv.KeyframeIndex.Keyframe;
import io.xiu.flv.Metadata;
import io.xiu.flv.ScriptData;
import io.xiu.flv.TagType;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes an FLV file with duration, file size and a key frame index in its metadata, or goes on with one.
 *
 * <pre>{@code
 * try (SeekableByteChannel file = Files.newByteChannel(path, CREATE_NEW, WRITE)) {
 *     FlvFileWriter writer = FlvFileWriter.create(file, FlvFileSettings.DEFAULT);
 *     writer.write(TagType.VIDEO, timestampMillis, body);
 *     ...
 *     writer.finish();
 * }
 * }</pre>
 *
 * <p>Metadata that come before audio and video, set or written as a tag, become those of the file, with room for what is
 * known only later; {@link #finish} puts that in. Without it, after a crash, the file plays all the same up to what was
 * written: it only doesn't know its duration and its key frames. {@link #append} gets such a file right.
 *
 * <p>Up to 64 KiB wait in memory for being written; {@link #flush} writes them. The channel stays the caller's, who
 * closes it and doesn't use its position meanwhile; it must not be open for appending. There is nothing to release. After
 * an exception of the channel the writer is of no more use, and the file may end within a tag. Not safe for use by
 * several threads; whoever writes on an event loop blocks it as long as the channel takes.
 */
public final class FlvFileWriter {
    /*
     * header: 9 | 0: 4 | metadata tag, its length fixed | tag | tag | ...
     *      ^ flags, patched     ^ numbers in it, patched
     */
    private static final int FLAGS_AT = 4;

    private final FileOutput out;
    private final FlvFileSettings settings;
    private final FileTimeline timeline;
    private final KeyFrameRule keyFrames = new KeyFrameRule();
    private KeyframeCollector keyframes;
    private @Nullable MetadataTag metadataTag;
    private long metadataAt;
    private boolean begun;
    private boolean audio;
    private boolean video;
    private boolean finished;

    private FlvFileWriter(FileOutput out, FlvFileSettings settings, FileTimeline timeline) {
        this.out = out;
        this.settings = settings;
        this.timeline = timeline;
        this.keyframes = new KeyframeCollector(settings.keyframeRoom());
    }

    /**
     * Begins a file.
     *
     * @param file empty and open for writing
     * @throws IllegalArgumentException if it isn't empty
     */
    public static FlvFileWriter create(SeekableByteChannel file, FlvFileSettings settings) throws IOException {
        if (file.size() != 0) {
            throw new IllegalArgumentException("the file has " + file.size() + " bytes");
        }
        FlvFileWriter writer =
                new FlvFileWriter(new FileOutput(file, 0), settings, new FileTimeline(settings.fromZero()));
        writer.metadata(Metadata.EMPTY);
        return writer;
    }

    /**
     * Goes on with a file. What is behind its last whole tag is cut off. Its metadata get the new duration, file size
     * and key frames, as far as it has a place for them; files of this writer have. A file without a whole tag is begun anew.
     *
     * @param file open for reading and writing
     * @throws FlvException SIGNATURE or SHORT if this is no FLV, TAG if it's damaged elsewhere than at its end; then
     *     nothing was changed
     */
    public static FlvFileWriter append(SeekableByteChannel file, FlvFileSettings settings)
            throws IOException, FlvException {
        if (file.size() == 0) {
            return create(file, settings);
        }
        ExistingFile existing = ExistingFile.read(file, settings);
        if (existing.isEmpty()) {
            file.truncate(0);
            return create(file, settings);
        }
        file.truncate(existing.end());
        FlvFileWriter writer = new FlvFileWriter(new FileOutput(file, existing.end()), settings, existing.timeline());
        writer.begun = true;
        writer.audio = existing.header().audio();
        writer.video = existing.header().video();
        writer.metadataTag = existing.metadataTag();
        writer.metadataAt = existing.metadataAt();
        writer.keyframes = existing.keyframes();
        return writer;
    }

    /**
     * Sets the metadata. Their duration, file size and key frames are not used. A metadata tag that is written before
     * audio and video takes their place.
     *
     * @throws IllegalArgumentException if they are longer than a tag can hold, or a name in them is longer than AMF can
     *     write
     * @throws IllegalStateException if something was written, or in an appended file that has tags
     */
    public void metadata(Metadata given) {
        if (begun) {
            throw new IllegalStateException("the metadata are written");
        }
        metadataTag = MetadataTag.create(given, settings.keyframeRoom());
    }

    /**
     * Writes a tag and releases its body, in any case.
     *
     * @param timestampMillis all 32 bits; the next may be at most 2^31 ms away
     * @throws IllegalArgumentException if the body is longer than a tag can hold or the type is OTHER
     * @throws IllegalStateException after {@link #finish}
     */
    public void write(TagType type, int timestampMillis, ByteBuf body) throws IOException {
        try {
            checkRunning();
            FlvTagWriter.check(type, body.readableBytes());
            if (!begun && type == TagType.SCRIPT && takeMetadata(body)) {
                return;
            }
            begin();
            ByteBuf bare = type == TagType.SCRIPT ? ScriptData.withoutSetDataFrame(body) : body.retainedSlice();
            try {
                append(type, timestampMillis, bare);
            } finally {
                bare.release();
            }
        } finally {
            body.release();
        }
    }

    /** Hands everything to the channel. */
    public void flush() throws IOException {
        out.drain();
    }

    /**
     * Hands everything to the channel and brings the metadata up to date; writing may go on.
     *
     * @throws IllegalStateException after {@link #finish}
     */
    public void checkpoint() throws IOException {
        checkRunning();
        begin();
        out.drain();
        MetadataTag tag = metadataTag;
        if (tag != null) {
            tag.update(timeline.durationMillis(), out.position(), keyframes.index());
            out.put(metadataAt, tag.body().slice());
        }
        ByteBuf header = Unpooled.buffer(FlvHeader.BYTES);
        new FlvHeader(audio, video).write(header);
        out.put(FLAGS_AT, header.slice(FLAGS_AT, 1));
    }

    /** Ends the file as {@link #checkpoint} does; there's nothing to write any more. */
    public void finish() throws IOException {
        if (!finished) {
            checkpoint();
            finished = true;
        }
    }

    /** Bytes of the file with what still waits in memory. */
    public long fileBytes() {
        return out.position();
    }

    /** Milliseconds from the first audio or video tag to the end of the last. */
    public long durationMillis() {
        return timeline.durationMillis();
    }

    private void checkRunning() {
        if (finished) {
            throw new IllegalStateException("finished");
        }
    }

    /** Makes metadata those of the file; false if they can't be read, or what is read can't be written again. */
    private boolean takeMetadata(ByteBuf body) {
        if (!ScriptData.isMetadata(body)) {
            return false;
        }
        try {
            Metadata read = Metadata.of(ScriptData.read(body, settings.limits().script()));
            if (read != null) {
                metadata(read);
            }
            return read != null;
        } catch (FlvException | IllegalArgumentException e) {
            return false;
        }
    }

    private void begin() throws IOException {
        if (begun) {
            return;
        }
        begun = true;
        new FlvHeader(true, true).write(out.buffer());
        metadataAt = out.position() + FlvTagHeader.BYTES;
        write(TagType.SCRIPT, 0L, requireNonNull(metadataTag).body());
    }

    private void append(TagType type, int timestampMillis, ByteBuf body) throws IOException {
        long position = out.position();
        long placedMillis = timeline.place(type, timestampMillis);
        write(type, placedMillis, body);
        audio |= type == TagType.AUDIO;
        if (type == TagType.VIDEO) {
            video = true;
            if (keyFrames.holdsFor(body)) {
                keyframes.add(new Keyframe(placedMillis, position));
            }
        }
    }

    private void write(TagType type, long timestampMillis, ByteBuf body) throws IOException {
        FlvTagWriter.writeHeader(type, (int) timestampMillis, body.readableBytes(), out.buffer());
        out.write(body);
        FlvTagWriter.writeBackPointer(body.readableBytes(), out.buffer());
        out.drainIfFull();
    }
}
