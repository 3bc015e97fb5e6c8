package io.xiu.server.statistics;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.AudioHeader;
import io.xiu.flv.FlvException;
import io.xiu.flv.VideoHeader;
import io.xiu.flv.codec.AacConfiguration;
import io.xiu.flv.codec.AvcConfiguration;
import io.xiu.flv.codec.PictureInfo;
import io.xiu.relay.FrameReader;
import io.xiu.relay.IngestStatistics;
import io.xiu.relay.LiveStream;
import io.xiu.relay.MediaFrame;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.Statistics;
import io.xiu.relay.Viewer;
import io.xiu.relay.ViewerInfo;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.api.StreamStatistics;
import io.xiu.server.api.StreamStatistics.Audio;
import io.xiu.server.api.StreamStatistics.Identifier;
import io.xiu.server.api.StreamStatistics.Publisher;
import io.xiu.server.api.StreamStatistics.Subscriber;
import io.xiu.server.api.StreamStatistics.Video;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one live stream: its headers on the stream's writer, its counters when it is sampled. */
final class StreamMonitor implements FrameReader {
    private static final Logger LOG = LoggerFactory.getLogger(StreamMonitor.class);

    private final LiveStream stream;
    private final Rate audioBytes = new Rate();
    private final Rate videoBytes = new Rate();
    private final Rate videoFrames = new Rate();
    private final Map<Viewer, Rate> viewers = new ConcurrentHashMap<>();
    private volatile AudioInfo audio = AudioInfo.NONE;
    private volatile VideoInfo video = VideoInfo.NONE;
    private volatile int gop;
    private volatile @Nullable PublisherInfo publisher;
    private int framesSinceKey;

    private record AudioInfo(String format, String profile, int sampleRate, int channels) {
        static final AudioInfo NONE = new AudioInfo("AAC", StreamStatistics.UNKNOWN, 0, 0);
    }

    private record VideoInfo(String codec, String profile, String level, int width, int height) {
        static final VideoInfo NONE =
                new VideoInfo(StreamStatistics.UNKNOWN, StreamStatistics.UNKNOWN, StreamStatistics.UNKNOWN, 0, 0);
    }

    StreamMonitor(LiveStream stream) {
        this.stream = stream;
        this.publisher = stream.publisher();
    }

    @Override
    public void frame(MediaFrame frame) {
        if (frame.kind() == MediaKind.VIDEO) {
            count(frame.role());
        }
        if (frame.role() == MediaFrame.Role.HEADER) {
            header(frame.kind(), frame.body());
        }
    }

    @Override
    public void ended() {}

    private void count(MediaFrame.Role role) {
        if (role == MediaFrame.Role.SYNC) {
            gop = framesSinceKey;
            framesSinceKey = 0;
        }
        if (role != MediaFrame.Role.HEADER) {
            framesSinceKey++;
        }
    }

    /** A header that can't be read leaves its codec unknown. */
    private void header(MediaKind kind, ByteBuf body) {
        try {
            switch (kind) {
                case AUDIO -> audio = audioInfo(body);
                case VIDEO -> video = videoInfo(body);
                case DATA -> {}
            }
        } catch (FlvException e) {
            LOG.debug("{}: {} header: {}", stream.key(), kind, e.getMessage());
        }
    }

    private static VideoInfo videoInfo(ByteBuf body) throws FlvException {
        VideoHeader header = VideoHeader.read(body);
        return switch (header.codec()) {
            case AVC -> {
                PictureInfo picture = AvcConfiguration.read(payload(body, header.headerBytes()))
                        .picture();
                yield new VideoInfo(
                        "H264", profile(picture.profile()), level(picture.level()), picture.width(), picture.height());
            }
            case HEVC -> new VideoInfo("HEVC", StreamStatistics.UNKNOWN, StreamStatistics.UNKNOWN, 0, 0);
            default -> VideoInfo.NONE;
        };
    }

    private static AudioInfo audioInfo(ByteBuf body) throws FlvException {
        AudioHeader header = AudioHeader.read(body);
        return switch (header.codec()) {
            case AAC -> {
                AacConfiguration aac = AacConfiguration.read(payload(body, header.headerBytes()));
                yield new AudioInfo("AAC", aacProfile(aac), aac.outputSampleRate(), aac.outputChannels());
            }
            case OPUS -> new AudioInfo("OPUS", StreamStatistics.UNKNOWN, 48_000, 0);
            default -> AudioInfo.NONE;
        };
    }

    private static ByteBuf payload(ByteBuf body, int offset) {
        return body.slice(body.readerIndex() + offset, body.readableBytes() - offset);
    }

    private static String profile(int profile) {
        return switch (profile) {
            case 66 -> "Baseline";
            case 77 -> "Main";
            case 88 -> "Extended";
            case 100 -> "High";
            default -> StreamStatistics.UNKNOWN;
        };
    }

    private static String level(int level) {
        return level / 10 + "." + level % 10;
    }

    private static String aacProfile(AacConfiguration aac) {
        if (aac.spectralBandReplication()) {
            return aac.parametricStereo() ? "HEV2" : "HE";
        }
        return switch (aac.objectType()) {
            case 2 -> "LC";
            case 3 -> "SSR";
            default -> StreamStatistics.UNKNOWN;
        };
    }

    /** Takes the counters at the end of an interval of {@code seconds}. For one thread. */
    void sample(double seconds) {
        IngestStatistics ingest = stream.ingest();
        audioBytes.sample(ingest.audioBytes(), seconds);
        videoBytes.sample(ingest.videoBytes(), seconds);
        videoFrames.sample(ingest.videoFrames(), seconds);
        PublisherInfo current = stream.publisher();
        if (current != null) {
            publisher = current;
        }
        Set<Viewer> present = Set.copyOf(stream.viewers());
        viewers.keySet().retainAll(present);
        for (Viewer viewer : present) {
            viewers.computeIfAbsent(viewer, v -> new Rate())
                    .sample(viewer.statistics().bytes(), seconds);
        }
    }

    /** The stream as it is now, rates over the last interval; null if it never had a publisher. */
    @Nullable
    StreamStatistics statistics() {
        PublisherInfo current = stream.publisher();
        PublisherInfo by = current == null ? publisher : current;
        if (by == null) {
            return null;
        }
        Map<String, Subscriber> subscribers = new HashMap<>();
        long sent = 0;
        for (Viewer viewer : stream.viewers()) {
            Subscriber one = subscriber(viewer);
            subscribers.put(one.id(), one);
            sent += one.totalSendBytes();
        }
        IngestStatistics ingest = stream.ingest();
        long received = ingest.audioBytes() + ingest.videoBytes();
        return new StreamStatistics(publisher(by), subscribers.size(), subscribers, received, sent);
    }

    private Publisher publisher(PublisherInfo by) {
        AudioInfo a = audio;
        VideoInfo v = video;
        long videoRate = videoBytes.kilobits();
        return new Publisher(
                new Audio(audioBytes.kilobits(), a.channels(), a.profile(), a.sampleRate(), a.format()),
                by.id(),
                Identifier.rtmp(stream.key().app(), stream.key().name()),
                videoRate + audioBytes.kilobits(),
                by.remoteAddress(),
                time(by.since()),
                new Video(
                        videoRate,
                        v.codec(),
                        (int) videoFrames.perSecond(),
                        gop,
                        v.height(),
                        v.level(),
                        v.profile(),
                        v.width()));
    }

    private Subscriber subscriber(Viewer viewer) {
        ViewerInfo info = viewer.info();
        Statistics sent = viewer.statistics();
        Rate rate = viewers.get(viewer);
        return new Subscriber(
                info.id(),
                info.remoteAddress(),
                rate == null ? 0 : rate.kilobits(),
                time(info.since()),
                subscriptionType(info.kind()),
                sent.bytes(),
                sent.jumps(),
                sent.skippedBytes(),
                sent.lagBytes());
    }

    private static String subscriptionType(ViewerInfo.Kind kind) {
        return switch (kind) {
            case RTMP, PULL, PUSH -> "RtmpPull";
            case HTTP_FLV -> "RtmpRemux2HttpFlv";
            case WEB_SOCKET_FLV -> "RtmpRemux2WsFlv";
            case HTTP_TS -> "RtmpRemux2HttpTs";
        };
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneId.systemDefault());
    }
}
