package io.xiu.examples;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.FlvLimits;
import io.xiu.flv.TagType;
import io.xiu.flv.TrackPacket;
import io.xiu.flv.TrackPackets;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.codec.AudioConfiguration;
import io.xiu.flv.codec.PictureInfo;
import io.xiu.flv.codec.VideoConfiguration;
import io.xiu.flv.file.FlvFileReader;
import io.xiu.flv.file.FlvFileTag;
import io.xiu.hls.Codec;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.playlist.InitializationSection;
import io.xiu.hls.playlist.MediaHeader;
import io.xiu.hls.playlist.MediaPlaylist;
import io.xiu.hls.playlist.MediaPlaylistWriter;
import io.xiu.hls.playlist.MediaSegment;
import io.xiu.hls.playlist.PlaylistType;
import io.xiu.hls.playlist.SegmentNames;
import io.xiu.hls.playlist.SegmentStart;
import io.xiu.hls.segment.InitializationSegment;
import io.xiu.hls.segment.Segment;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.hls.segment.Segmenter;
import io.xiu.hls.segment.SegmenterSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes segments and a playlist in a directory of an FLV file whose codecs the segments can hold. From a command line, the
 * libraries on the class path: {@code java FlvToHls.java FILE DIRECTORY TS}, or {@code FMP4}.
 */
record FlvToHls(Path directory, Segmenter segmenter, Map<Integer, Track> tracks, List<MediaSegment> listed) {
    private static final SegmentNames NAMES = SegmentNames.prefixed("");

    public static void main(String[] arguments) throws IOException, FlvException, TrackException {
        SegmentFormat format = SegmentFormat.valueOf(arguments[2]);
        convert(Path.of(arguments[0]), Path.of(arguments[1]), SegmenterSettings.DEFAULT.withFormat(format));
    }

    static void convert(Path in, Path to, SegmenterSettings settings) throws IOException, FlvException, TrackException {
        Segmenter segmenter = new Segmenter(settings, ByteBufAllocator.DEFAULT);
        FlvToHls hls = new FlvToHls(to, segmenter, new TreeMap<>(), new ArrayList<>());
        try (FileChannel file = FileChannel.open(in)) {
            FlvFileReader reader = FlvFileReader.open(file, FlvLimits.DEFAULT);
            for (FlvFileTag tag; (tag = reader.read()) != null; hls.store()) {
                hls.take(tag.type(), tag.timestampMillis() * 90, tag.body());
            }
            segmenter.finish();
            hls.store();
        } finally {
            segmenter.release();
        }
        MediaHeader header = MediaHeader.of(segmenter.targetDurationSeconds(), 0, 0);
        MediaPlaylist playlist = MediaPlaylist.of(header.withType(PlaylistType.VOD), hls.listed, true);
        Files.writeString(to.resolve("index.m3u8"), new MediaPlaylistWriter().write(playlist));
    }

    private void take(TagType type, long dts90k, ByteBuf body) throws FlvException, TrackException {
        try {
            if (type == TagType.VIDEO) {
                TrackPacket<VideoHeader> packet = TrackPackets.video(body).get(0);
                video(dts90k, packet.header(), packet.payload(body));
            } else if (type == TagType.AUDIO) {
                TrackPacket<AudioHeader> packet = TrackPackets.audio(body).get(0);
                audio(dts90k, packet.header(), packet.payload(body));
            }
        } finally {
            body.release();
        }
    }

    private void video(long dts90k, VideoHeader header, ByteBuf payload) throws FlvException, TrackException {
        if (header.isSequenceHeader()) {
            VideoConfiguration read = VideoConfiguration.read(header.codec(), payload);
            Codec codec = Codec.valueOf(read.codec().name().replace("AVC", "H264"));
            PictureInfo size = read.picture();
            use(Track.video(1, codec, read.codecString(), size.width(), size.height(), read.boxPayload()));
        } else if (header.isFrame()) {
            long pts90k = dts90k + header.compositionTimeMillis() * 90L;
            segmenter.write(new Sample(tracks.get(1), dts90k, pts90k, header.isKeyFrame(), payload.retain()), 0);
        }
    }

    private void audio(long dts90k, AudioHeader header, ByteBuf payload) throws FlvException, TrackException {
        boolean ofFrame = AudioConfiguration.isOfFrame(header.codec());
        if (ofFrame ? header.isFrame() : header.isSequenceHeader()) {
            AudioConfiguration read = ofFrame
                    ? AudioConfiguration.ofFrame(header.codec(), payload)
                    : AudioConfiguration.read(header.codec(), payload);
            Codec codec = Codec.valueOf(read.codec().name());
            use(Track.audio(2, codec, read.codecString(), read.sampleRate(), read.channels(), read.boxPayload()));
        }
        if (header.isFrame()) {
            segmenter.write(new Sample(tracks.get(2), dts90k, dts90k, true, payload.retain()), 0);
        }
    }

    private void use(Track track) throws TrackException {
        tracks.put(track.id(), track);
        segmenter.tracks(List.copyOf(tracks.values()));
    }

    private void store() throws IOException {
        for (Segment segment; (segment = segmenter.poll()) != null; ) {
            InitializationSection map = null;
            InitializationSegment initialization = segment.initialization();
            if (initialization != null) {
                map = InitializationSection.of(NAMES.initialization(initialization.number()));
                Files.write(directory.resolve(map.uri()), initialization.bytes());
            }
            SegmentStart start = new SegmentStart(segment.discontinuity(), map, null);
            String uri = NAMES.segment(segment.sequence(), segment.format());
            Files.write(directory.resolve(uri), ByteBufUtil.getBytes(segment.data()));
            segment.data().release();
            listed.add(new MediaSegment(start, uri, Duration.ofNanos(segment.duration90k() * 100_000 / 9)));
        }
    }
}
