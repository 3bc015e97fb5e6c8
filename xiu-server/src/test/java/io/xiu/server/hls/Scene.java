package io.xiu.server.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.relay.Hub;
import io.xiu.relay.LiveStream;
import io.xiu.relay.Publication;
import io.xiu.relay.PublisherInfo;
import io.xiu.relay.PublisherListener;
import io.xiu.relay.RelaySettings;
import io.xiu.relay.StreamKey;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.server.config.HlsConfig;
import io.xiu.server.sample.Tags;
import io.xiu.server.testing.HandLoop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hub, its HLS and one name to publish under, on a loop that is turned by hand. */
final class Scene {
    static final StreamKey KEY = new StreamKey("live", "test");
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final int FRAME_MILLIS = 40;
    private static final int FRAMES_PER_KEY = 50;

    final HandLoop loop = new HandLoop();
    final Hub hub = new Hub(RelaySettings.DEFAULT, PooledByteBufAllocator.DEFAULT);
    final HlsService service;
    private final long beginMillis = loop.millis();
    private @Nullable Publication publication;
    private int timestampMillis;

    Scene(HlsConfig config, ByteBufAllocator allocator) {
        service = new HlsService(hub, config, loop, allocator, () -> BEGIN.plusMillis(loop.millis() - beginMillis));
        service.start();
    }

    Scene(HlsConfig config) {
        this(config, PooledByteBufAllocator.DEFAULT);
    }

    Scene() {
        this(HlsConfig.onPort(8080));
    }

    /** A publisher comes. */
    void publish(boolean pulled) {
        publish(pulled, () -> {});
    }

    /** A publisher comes, and does something as soon as it is told that it may. */
    void publish(boolean pulled, Runnable whenAccepted) {
        hub.publish(KEY, new PublisherInfo("p", "test", BEGIN, pulled, List.of()), loop, new PublisherListener() {
            @Override
            public void accepted(Publication accepted) {
                publication = accepted;
                whenAccepted.run();
            }

            @Override
            public void refused() {
                throw new AssertionError("refused");
            }

            @Override
            public void dropped(Reason reason) {
                publication = null;
            }
        });
        loop.settle();
        timestampMillis = 0;
    }

    /** A publisher comes that begins with the headers of both tracks. */
    void publish() {
        publish(false);
        send(MediaKind.VIDEO, 0, Tags.videoHeader());
        send(MediaKind.AUDIO, 0, Tags.audioHeader());
    }

    void send(MediaKind kind, int timestamp, ByteBuf body) {
        if (publication == null) {
            throw new AssertionError("no publisher");
        }
        publication.publish(kind, timestamp, body);
    }

    /** Sends 25 frames a second, every 50th a key frame, with sound, in real time. */
    void stream(Duration time) {
        stream(time, Tags::key, () -> Tags.inter(0), Tags::audio);
    }

    /** Sends such frames, 25 a second, every 50th a key frame, in real time. */
    void stream(Duration time, Supplier<ByteBuf> keyFrame, Supplier<ByteBuf> frame, Supplier<ByteBuf> sound) {
        for (int i = 0; i < time.toMillis() / FRAME_MILLIS; i++) {
            boolean key = timestampMillis / FRAME_MILLIS % FRAMES_PER_KEY == 0;
            send(MediaKind.VIDEO, timestampMillis, key ? keyFrame.get() : frame.get());
            send(MediaKind.AUDIO, timestampMillis, sound.get());
            timestampMillis += FRAME_MILLIS;
            advance(Duration.ofMillis(FRAME_MILLIS));
        }
    }

    /** The publisher leaves for good: the live stream ends at once. */
    void end() {
        if (publication != null) {
            publication.endStream();
        }
        loop.settle();
    }

    void advance(Duration time) {
        loop.advance(time);
    }

    /** What a player gets that asks for the playlist; filled in later if it waits. */
    Asked ask() {
        return ask(PlaylistKind.MEDIA);
    }

    /** What a player gets that asks for this playlist; filled in later if it waits. */
    Asked ask(PlaylistKind kind) {
        Asked asked = new Asked();
        asked.wish = service.playlist(KEY, kind, "player", loop, asked.answers::add);
        loop.settle();
        return asked;
    }

    /** The text of the playlist, or why there is none. */
    String playlist() {
        return ask().text();
    }

    /** Whether there is a segment of MPEG-TS. */
    String segment(long sequence) {
        HlsAnswer answer = service.segment(KEY, sequence, SegmentFormat.TS);
        loop.settle();
        if (answer instanceof HlsAnswer.Media media) {
            int bytes = media.data().readableBytes();
            media.data().release();
            return bytes > 0 && bytes % 188 == 0 ? "there" : bytes + " bytes";
        }
        return ((HlsAnswer.Absent) answer).reason();
    }

    /** The bytes of a fragmented segment; null if it isn't there. */
    byte @Nullable [] fragmented(long sequence) {
        return bytes(service.segment(KEY, sequence, SegmentFormat.FMP4));
    }

    /** The bytes of an initialization segment; null if it isn't there. */
    byte @Nullable [] initialization(int number) {
        return bytes(service.initialization(KEY, number));
    }

    private static byte @Nullable [] bytes(HlsAnswer answer) {
        if (!(answer instanceof HlsAnswer.Media media)) {
            return null;
        }
        byte[] bytes = ByteBufUtil.getBytes(media.data());
        media.data().release();
        return bytes;
    }

    LiveStream live() {
        LiveStream live = hub.find(KEY);
        if (live == null) {
            throw new AssertionError("no live stream");
        }
        return live;
    }

    /** Numbers of the segments that a playlist lists. */
    static List<Long> listed(String playlist) {
        return playlist.lines()
                .filter(line -> line.endsWith(".ts") || line.endsWith(".m4s"))
                .map(line -> Long.valueOf(line.substring(line.lastIndexOf('/') + 1, line.lastIndexOf('.'))))
                .toList();
    }

    /** Ends everything, so that each buffer must have been given back. */
    void close() {
        hub.endAll();
        loop.settle();
        service.close();
    }

    static final class Asked {
        final List<HlsAnswer> answers = new ArrayList<>();

        @Nullable
        PlaylistWish wish;

        boolean isWaiting() {
            return answers.isEmpty();
        }

        String text() {
            if (answers.isEmpty()) {
                return "waiting";
            }
            if (answers.size() > 1) {
                throw new AssertionError("answered twice");
            }
            return answers.get(0) instanceof HlsAnswer.Playlist playlist
                    ? playlist.text().plain().toString(StandardCharsets.UTF_8)
                    : ((HlsAnswer.Absent) answers.get(0)).reason();
        }
    }
}
