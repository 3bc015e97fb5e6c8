package io.xiu.server.hls;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.xiu.hls.segment.SegmentFormat;
import io.xiu.relay.Loop;
import io.xiu.relay.StreamKey;
import io.xiu.server.http.HttpExchange;
import io.xiu.server.http.HttpReply;
import io.xiu.server.http.HttpRoute;
import io.xiu.server.http.HttpTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /{app}/{stream}/{stream}.m3u8}, {@code master.m3u8} beside it, and the segments: {@code {n}.ts},
 * {@code {n}.m4s} and {@code init-{n}.mp4}.
 */
public final class HlsRoute implements HttpRoute {
    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(m3u8|ts|m4s|mp4)", Pattern.DOTALL);
    private static final Pattern SEGMENT = Pattern.compile("(0|[1-9]\\d{0,17})\\.(ts|m4s)");
    private static final Pattern INITIALIZATION = Pattern.compile("init-(0|[1-9]\\d{0,8})\\.mp4");
    private static final HlsAnswer NO_FILE = new HlsAnswer.Absent("no such file");
    private static final String RETRY_SECONDS = "5";
    private static final int APP = 0;
    private static final int STREAM = 1;
    private static final int FILE = 2;

    private final HlsService service;
    private final Function<EventLoop, Loop> loops;
    private final BooleanSupplier admission;

    /**
     * Makes the route.
     *
     * @param loops gives the loop that stands for an event loop
     * @param admission asked for each player that comes: whether it may
     */
    public HlsRoute(HlsService service, Function<EventLoop, Loop> loops, BooleanSupplier admission) {
        this.service = service;
        this.loops = loops;
        this.admission = admission;
    }

    @Override
    public boolean matches(HttpTarget target) {
        List<String> segments = target.segments();
        return segments.size() == FILE + 1
                && FILE_NAME.matcher(segments.get(FILE)).matches();
    }

    @Override
    public void handle(HttpExchange exchange) {
        List<String> segments = exchange.target().segments();
        StreamKey key = key(segments.get(APP), segments.get(STREAM));
        String file = segments.get(FILE);
        if (key == null) {
            exchange.respond(reply(new HlsAnswer.Absent("no such stream")));
        } else if (file.equals(key.name() + StreamUrls.PLAYLIST_SUFFIX)) {
            playlist(exchange, key, PlaylistKind.MEDIA);
        } else if (file.equals(StreamUrls.MULTIVARIANT)) {
            playlist(exchange, key, PlaylistKind.MULTIVARIANT);
        } else {
            exchange.respond(reply(media(key, file)));
        }
    }

    private HlsAnswer media(StreamKey key, String file) {
        Matcher segment = SEGMENT.matcher(file);
        if (segment.matches()) {
            SegmentFormat format = segment.group(2).equals("ts") ? SegmentFormat.TS : SegmentFormat.FMP4;
            return service.segment(key, Long.parseLong(segment.group(1)), format);
        }
        Matcher initialization = INITIALIZATION.matcher(file);
        return initialization.matches()
                ? service.initialization(key, Integer.parseInt(initialization.group(1)))
                : NO_FILE;
    }

    private void playlist(HttpExchange exchange, StreamKey key, PlaylistKind kind) {
        Object player = player(exchange.remoteAddress());
        if (!service.knows(key, player) && !admission.getAsBoolean()) {
            exchange.respond(HttpReply.text(HttpResponseStatus.SERVICE_UNAVAILABLE, "this server is short of memory")
                    .header(HttpHeaderNames.RETRY_AFTER, RETRY_SECONDS)
                    .header(HttpHeaderNames.CACHE_CONTROL, "no-store"));
            return;
        }
        Loop loop = loops.apply(exchange.eventLoop());
        PlaylistWish wish = service.playlist(key, kind, player, loop, answer -> exchange.respond(reply(answer)));
        if (wish != null) {
            exchange.onAbandoned(() -> service.forget(key, wish));
        }
    }

    /** What a player is known by: it has no connection of its own, and may have several. */
    private static Object player(SocketAddress address) {
        InetAddress host = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
        return host == null ? address : host;
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
            String contentType = media.format() == SegmentFormat.TS ? "video/mp2t" : "video/mp4";
            return HttpReply.of(HttpResponseStatus.OK, contentType, media.data())
                    .header(HttpHeaderNames.CACHE_CONTROL, "max-age=3600, immutable")
                    .ranges();
        }
        String reason = ((HlsAnswer.Absent) answer).reason();
        return HttpReply.text(HttpResponseStatus.NOT_FOUND, reason).header(HttpHeaderNames.CACHE_CONTROL, "max-age=1");
    }
}
