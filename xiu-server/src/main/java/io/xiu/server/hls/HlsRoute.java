package io.xiu.server.hls;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.relay.Loop;
import io.xiu.relay.StreamKey;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers {@code /{app}/{stream}/{stream}.m3u8} and {@code /{app}/{stream}/{n}.ts}. */
public final class HlsRoute implements HttpRoute {
    private static final String PLAYLIST_SUFFIX = ".m3u8";
    private static final String SEGMENT_SUFFIX = ".ts";
    private static final Pattern SEQUENCE = Pattern.compile("0|[1-9]\\d{0,17}");
    private static final int APP = 0;
    private static final int STREAM = 1;
    private static final int FILE = 2;

    private final HlsService service;
    private final Function<EventLoop, Loop> loops;

    /** {@code loops} gives the loop that stands for an event loop. */
    public HlsRoute(HlsService service, Function<EventLoop, Loop> loops) {
        this.service = service;
        this.loops = loops;
    }

    @Override
    public boolean matches(HttpTarget target) {
        List<String> segments = target.segments();
        return segments.size() == FILE + 1
                && (segments.get(FILE).endsWith(PLAYLIST_SUFFIX)
                        || segments.get(FILE).endsWith(SEGMENT_SUFFIX));
    }

    @Override
    public void handle(HttpExchange exchange) {
        List<String> segments = exchange.target().segments();
        StreamKey key = key(segments.get(APP), segments.get(STREAM));
        String file = segments.get(FILE);
        if (key == null) {
            exchange.respond(reply(new HlsAnswer.Absent("no such stream")));
        } else if (file.equals(key.name() + PLAYLIST_SUFFIX)) {
            playlist(exchange, key);
        } else {
            String number =
                    file.endsWith(SEGMENT_SUFFIX) ? file.substring(0, file.length() - SEGMENT_SUFFIX.length()) : "";
            exchange.respond(reply(
                    SEQUENCE.matcher(number).matches()
                            ? service.segment(key, Long.parseLong(number))
                            : new HlsAnswer.Absent("no such file")));
        }
    }

    private void playlist(HttpExchange exchange, StreamKey key) {
        Loop loop = loops.apply(exchange.eventLoop());
        PlaylistWish wish = service.playlist(key, loop, answer -> exchange.respond(reply(answer)));
        if (wish != null) {
            exchange.onAbandoned(() -> service.forget(key, wish));
        }
    }

    private static @Nullable StreamKey key(String app, String name) {
        try {
            return new StreamKey(app, name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static HttpReply reply(HlsAnswer answer) {
        if (answer instanceof HlsAnswer.Playlist playlist) {
            return HttpReply.of(
                            HttpResponseStatus.OK,
                            "application/vnd.apple.mpegurl",
                            playlist.text().plain())
                    .gzip(playlist.text().gzip())
                    .header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        }
        if (answer instanceof HlsAnswer.Media media) {
            return HttpReply.of(HttpResponseStatus.OK, "video/mp2t", media.data())
                    .header(HttpHeaderNames.CACHE_CONTROL, "max-age=3600, immutable")
                    .ranges();
        }
        String reason = ((HlsAnswer.Absent) answer).reason();
        return HttpReply.text(HttpResponseStatus.NOT_FOUND, reason).header(HttpHeaderNames.CACHE_CONTROL, "max-age=1");
    }
}
