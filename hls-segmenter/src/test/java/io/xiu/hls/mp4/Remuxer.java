package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackKind;
import io.xiu.hls.mp4.ReadMovie.ReadSample;
import io.xiu.hls.mp4.ReadMovie.ReadTrack;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the samples out of a file that ffmpeg wrote, stamps them in whole milliseconds as RTMP does, writes them anew. */
final class Remuxer {
    private static final Map<String, Codec> CODECS = Map.of(
            "avc1", Codec.H264,
            "hvc1", Codec.HEVC,
            "hev1", Codec.HEVC,
            "av01", Codec.AV1,
            "vp09", Codec.VP9,
            "vp08", Codec.VP8,
            "Opus", Codec.OPUS,
            "fLaC", Codec.FLAC,
            "ac-3", Codec.AC3,
            "ec-3", Codec.EAC3);
    private static final Set<Integer> MP3_OBJECT_TYPES = Set.of(0x69, 0x6B);

    private final List<Stamped> stamped;
    private final byte[] initialization;
    private final List<byte[]> segments = new ArrayList<>();

    /** A sample and its times in the presentation. */
    record Stamped(Track track, long dtsMillis, long ptsMillis, ReadSample sample) {
        boolean keyFrame() {
            return track.kind() == TrackKind.VIDEO && sample.sync();
        }

        Sample toSample() {
            return new Sample(
                    track, dtsMillis * 90, ptsMillis * 90, sample.sync(), Unpooled.wrappedBuffer(sample.data()));
        }
    }

    private Remuxer(List<Stamped> stamped, List<Track> tracks) {
        this.stamped = stamped;
        Mp4Muxer muxer = Mp4Tracks.muxer(tracks.toArray(Track[]::new));
        initialization = Mp4Tracks.initialization(muxer);
        writeSegments(muxer);
    }

    /** Of a fragmented MP4 file. */
    static Remuxer ofMp4(byte[] file) {
        ReadMovie movie = ReadMovie.read(file);
        List<Track> tracks = new ArrayList<>();
        List<Stamped> stamped = new ArrayList<>();
        for (ReadTrack read : movie.tracks()) {
            Track track = track(read);
            tracks.add(track);
            movie.samplesOf(read.id()).forEach(sample -> stamped.add(stamp(track, read, sample)));
        }
        stamped.sort(Comparator.comparingLong(Stamped::dtsMillis));
        return new Remuxer(stamped, tracks);
    }

    /** Of VP8 in an IVF file, which counts frames: a header of 32 bytes; each frame after its size (4) and time (8). */
    static Remuxer ofIvf(byte[] file, int frameMillis) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] configuration = HexFormat.of().parseHex(Mp4Tracks.configuration(Codec.VP8));
        Track track = Track.video(1, Codec.VP8, "", bytes.getShort(12), bytes.getShort(14), configuration);
        List<Stamped> stamped = new ArrayList<>();
        for (int at = 32; at < file.length; at += 12 + bytes.getInt(at)) {
            ByteBuffer data = bytes.slice(at + 12, bytes.getInt(at));
            long time = bytes.getLong(at + 4);
            int flags = PendingSample.flags((data.get(0) & 1) == 0); // RFC 6386, 9.1
            stamped.add(new Stamped(
                    track, time * frameMillis, time * frameMillis, new ReadSample(1, time, time, 1, flags, data)));
        }
        return new Remuxer(stamped, List.of(track));
    }

    private static Stamped stamp(Track track, ReadTrack read, ReadSample sample) {
        double unit = 1_000.0 / read.timescale();
        long dts = Math.round((sample.dts() - read.mediaTime()) * unit);
        return new Stamped(track, dts, Math.round((sample.pts() - read.mediaTime()) * unit), sample);
    }

    /** A segment begins at each key frame of the first video track; every fourth of its samples ends a part. */
    private void writeSegments(Mp4Muxer muxer) {
        int leading = stamped.stream()
                .filter(Stamped::keyFrame)
                .mapToInt(one -> one.track().id())
                .min()
                .orElse(stamped.get(0).track().id());
        ByteBuf segment = Unpooled.buffer();
        boolean start = true;
        int inPart = 0;
        for (Stamped one : stamped) {
            boolean lead = one.track().id() == leading;
            boolean cut = lead && one.keyFrame();
            if (!muxer.isEmpty() && (cut || (lead && ++inPart % 4 == 0))) {
                muxer.writeFragment(segment, one.dtsMillis() * 90, start, null);
                start = cut;
            }
            if (cut && segment.isReadable()) {
                segments.add(Mp4Tracks.bytes(segment));
                segment = Unpooled.buffer();
            }
            muxer.add(one.toSample());
        }
        muxer.writeFragment(segment, 0, start, null);
        segments.add(Mp4Tracks.bytes(segment));
    }

    /** What was given, in the order it was. */
    List<Stamped> stamped() {
        return stamped;
    }

    int segments() {
        return segments.size();
    }

    /** The initialization segment and the segments from one on. */
    byte[] file(int firstSegment) {
        ByteBuf file = Unpooled.buffer().writeBytes(initialization);
        segments.subList(firstSegment, segments.size()).forEach(file::writeBytes);
        return Mp4Tracks.bytes(file);
    }

    private static Track track(ReadTrack read) {
        byte[] configuration = bytes(read.configuration());
        Codec codec = CODECS.get(read.format());
        if (codec == null) {
            return ofDescriptor(read, configuration);
        }
        return read.video()
                ? Track.video(read.id(), codec, "", read.width(), read.height(), configuration)
                : Track.audio(read.id(), codec, "", read.timescale(), read.channels(), configuration);
    }

    /** By an elementary stream descriptor as ffmpeg writes it: all lengths in four bytes. */
    private static Track ofDescriptor(ReadTrack read, byte[] descriptor) {
        int decoder = 4 + 5 + 3 + 5;
        if (MP3_OBJECT_TYPES.contains(descriptor[decoder] & 0xFF)) {
            return Track.audio(read.id(), Codec.MP3, "", read.timescale(), read.channels(), new byte[0]);
        }
        int specific = decoder + 13;
        if (descriptor[specific] != 5) {
            throw new AssertionError("no DecoderSpecificInfo");
        }
        byte[] configuration = new byte[descriptor[specific + 4]];
        System.arraycopy(descriptor, specific + 5, configuration, 0, configuration.length);
        return Track.audio(read.id(), Codec.AAC, "", read.timescale(), read.channels(), configuration);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.limit()];
        buffer.get(0, bytes);
        return bytes;
    }
}
