package io.xiu.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A player of HLS that fetches every segment once, in order. For one thread. */
final class HlsPeer {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;
    private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");
    private static final Pattern TARGET = Pattern.compile("#EXT-X-TARGETDURATION:(\\d+)");
    private static final Pattern ENTRY =
            Pattern.compile("(#EXT-X-DISCONTINUITY\n)?#EXT-X-PROGRAM-DATE-TIME:\\S+\n#EXTINF:([0-9.]+),\n(\\S+)\n");

    private final URI playlist;
    private final List<Segment> segments = new ArrayList<>();
    private boolean ended;

    /** What a playlist said of a segment, and what was in it. */
    record Segment(long sequence, boolean discontinuity, double seconds, List<TsTimes.Pes> packets) {}

    HlsPeer(int port, String key) {
        String name = key.substring(key.indexOf('/') + 1);
        playlist = URI.create("http://localhost:" + port + "/" + key + "/" + name + ".m3u8");
    }

    /** Fetches the playlist, which may wait for the first segment, and all segments not fetched yet. */
    void poll() {
        String text = new String(get(playlist), StandardCharsets.UTF_8);
        long sequence = number(SEQUENCE, text);
        long target = number(TARGET, text);
        ended = text.endsWith("#EXT-X-ENDLIST\n");
        Matcher entry = ENTRY.matcher(text);
        for (; entry.find(); sequence++) {
            double seconds = Double.parseDouble(entry.group(2));
            assertThat(Math.round(seconds)).isLessThanOrEqualTo(target);
            long next = segments.isEmpty()
                    ? sequence
                    : segments.get(segments.size() - 1).sequence() + 1;
            assertThat(sequence).as("a segment was missed").isLessThanOrEqualTo(next);
            if (sequence == next) {
                byte[] bytes = get(playlist.resolve(entry.group(3)));
                segments.add(new Segment(sequence, entry.group(1) != null, seconds, TsTimes.read(bytes)));
            }
        }
    }

    /** Goes on until so many segments are here. */
    void awaitSegments(int count) {
        while (segments.size() < count) {
            pause();
            poll();
        }
    }

    /** Goes on until the playlist says that nothing will follow. */
    void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ended) {
            assertThat(System.nanoTime()).as("no end of the playlist").isLessThan(deadline);
            pause();
            poll();
        }
    }

    List<Segment> segments() {
        return segments;
    }

    boolean ended() {
        return ended;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS); // a playlist can only be asked again
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static byte[] get(URI uri) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(uri.getPath()).isEqualTo(200);
            return response.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(uri.getPath(), e);
        }
    }
}
