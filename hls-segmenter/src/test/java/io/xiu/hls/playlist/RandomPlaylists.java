package io.xiu.hls.playlist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Playlists of every shape, made of a seed. */
final class RandomPlaylists {
    private static final String[] TEXTS = {"", "a", "Ansage, kurz", " x=y ", "日本語 é", "#5;@,", "100%"};

    private final Random random;

    RandomPlaylists(long seed) {
        random = new Random(seed);
    }

    MediaPlaylist media() {
        boolean parts = random.nextBoolean();
        boolean bitrates = random.nextBoolean();
        int mapsFrom = random.nextBoolean() ? random.nextInt(4) : Integer.MAX_VALUE;
        List<MediaSegment> segments = new ArrayList<>();
        InitializationSection map = null;
        int bitrate = 0;
        List<List<EncryptionKey>> keyChoices =
                random.nextBoolean() ? List.of(List.of()) : List.of(List.of(), keys(), keys(), keys());
        int count = random.nextInt(8);
        for (int i = 0; i < count; i++) {
            if (i >= mapsFrom && (map == null || random.nextInt(3) == 0)) {
                map = new InitializationSection(uri(), range(), one(keyChoices));
            }
            if (bitrates && (bitrate == 0 || random.nextBoolean())) {
                bitrate = 1 + random.nextInt(10_000);
            }
            segments.add(new MediaSegment(
                    start(map, one(keyChoices)),
                    uri(),
                    duration(),
                    one(TEXTS),
                    range(),
                    random.nextInt(5) == 0,
                    bitrate,
                    parts ? parts(random.nextInt(4)) : List.of()));
        }
        boolean ended = random.nextBoolean();
        OpenSegment open = parts && random.nextBoolean()
                ? new OpenSegment(start(map, one(keyChoices)), parts(1 + random.nextInt(3)))
                : null;
        return new MediaPlaylist(
                header(parts),
                random.nextInt(4) == 0 ? 1 + random.nextInt(50) : 0,
                segments,
                open,
                ended ? List.of() : list(this::hint),
                list(this::report),
                ended,
                list(this::dateRange));
    }

    MultivariantPlaylist multivariant() {
        List<Rendition> renditions = list(this::rendition);
        List<Variant> variants = list(() -> new Variant(
                uri(),
                description(),
                random.nextBoolean() ? random.nextInt(120_000) / 1_000.0 : 0,
                group(renditions, RenditionType.AUDIO),
                group(renditions, RenditionType.VIDEO),
                group(renditions, RenditionType.SUBTITLES),
                random.nextInt(3) == 0 ? "" : group(renditions, RenditionType.CLOSED_CAPTIONS)));
        return new MultivariantPlaylist(
                random.nextBoolean(),
                maybe(this::startPoint),
                renditions,
                variants,
                list(() -> new IFrameVariant(uri(), description(), group(renditions, RenditionType.VIDEO))));
    }

    private MediaHeader header(boolean parts) {
        ServerControl control = parts
                ? new ServerControl(random.nextBoolean(), maybe(this::duration), maybe(this::duration), duration())
                : maybe(() -> new ServerControl(true, maybe(this::duration), maybe(this::duration), null));
        return new MediaHeader(
                random.nextInt(100),
                number(),
                number(),
                maybe(() -> one(PlaylistType.values())),
                random.nextBoolean(),
                random.nextBoolean(),
                maybe(this::startPoint),
                control,
                parts ? duration().plusMillis(1) : null);
    }

    private List<EncryptionKey> keys() {
        List<EncryptionKey> keys = new ArrayList<>();
        for (String format : List.of("identity", "com.other", "a,b")) {
            if (random.nextBoolean()) {
                keys.add(new EncryptionKey(
                        random.nextBoolean() ? "AES-128" : "X-1 ",
                        uri(),
                        maybe(() -> "0x" + Long.toHexString(random.nextLong())),
                        format.equals("identity") ? maybe(() -> format) : format,
                        maybe(this::quotable)));
            }
        }
        Collections.shuffle(keys, random);
        return keys;
    }

    private DateRange dateRange() {
        Instant start = Instant.ofEpochSecond(random.nextInt());
        boolean endOnNext = random.nextInt(4) == 0;
        Map<String, String> others = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            others.put("X-" + random.nextInt(5), random.nextBoolean() ? "\"" + quotable() + "\"" : "0xFF");
        }
        return new DateRange(
                quotable(),
                endOnNext ? quotable() : maybe(this::quotable),
                start,
                endOnNext ? null : maybe(() -> start.plus(duration())),
                endOnNext ? null : maybe(this::duration),
                maybe(this::duration),
                endOnNext,
                others);
    }

    private SegmentStart start(@Nullable InitializationSection map, List<EncryptionKey> keys) {
        return new SegmentStart(
                random.nextInt(4) == 0,
                map,
                maybe(() -> Instant.ofEpochSecond(
                        random.nextInt(),
                        random.nextBoolean() ? 1_000_000L * random.nextInt(1_000) : random.nextInt(1_000_000_000))),
                keys);
    }

    private List<MediaPart> parts(int count) {
        List<MediaPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(new MediaPart(uri(), duration(), random.nextBoolean(), random.nextInt(5) == 0, range()));
        }
        return parts;
    }

    private StartPoint startPoint() {
        Duration offset = duration();
        return new StartPoint(random.nextBoolean() ? offset : offset.negated(), random.nextBoolean());
    }

    private PreloadHint hint() {
        return new PreloadHint(
                one(PreloadHint.Type.values()), uri(), random.nextBoolean() ? 0 : number(), maybe(this::number));
    }

    private RenditionReport report() {
        return new RenditionReport(uri(), number(), maybe(() -> random.nextInt(100)));
    }

    private StreamDescription description() {
        return new StreamDescription(
                number(),
                random.nextBoolean() ? 0 : number(),
                random.nextBoolean() ? "" : "hvc1.1.6.L93.B0,mp4a.40.2",
                maybe(() -> new Resolution(random.nextInt(8_000), random.nextInt(8_000))),
                maybe(() -> one(VideoRange.values())));
    }

    private Rendition rendition() {
        RenditionType type = one(RenditionType.values());
        boolean captions = type == RenditionType.CLOSED_CAPTIONS;
        boolean subtitles = type == RenditionType.SUBTITLES;
        boolean preferred = random.nextBoolean();
        return new Rendition(
                type,
                quotable(),
                quotable(),
                captions ? null : subtitles ? uri() : maybe(this::uri),
                maybe(this::quotable),
                maybe(this::quotable),
                preferred,
                preferred || random.nextBoolean(),
                subtitles && random.nextBoolean(),
                captions ? random.nextBoolean() ? "CC1" : "SERVICE3" : null,
                maybe(this::quotable),
                maybe(this::quotable));
    }

    private @Nullable String group(List<Rendition> renditions, RenditionType type) {
        return random.nextBoolean()
                ? null
                : renditions.stream()
                        .filter(each -> each.type() == type)
                        .map(Rendition::groupId)
                        .findFirst()
                        .orElse(null);
    }

    private String quotable() {
        return one(TEXTS);
    }

    private String uri() {
        return "x" + random.nextInt(100) + one(TEXTS);
    }

    private @Nullable ByteRange range() {
        return random.nextInt(3) > 0 ? null : new ByteRange(number(), number());
    }

    private long number() {
        return random.nextBoolean() ? random.nextInt(20) : random.nextLong(100_000_000_000_000_000L);
    }

    private Duration duration() {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofSeconds(random.nextInt(20));
            case 1 -> Duration.ofMillis(random.nextInt(20_000));
            case 2 -> Duration.ofNanos(1_000L * random.nextInt(20_000_000));
            default -> Duration.ofNanos(random.nextLong(20_000_000_000L));
        };
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> list(Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            list.add(value.get());
        }
        return list;
    }
}
