package io.xiu.server.config;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The sections of what this server speaks: {@code [rtmp]}, {@code [httpflv]} and {@code [hls]}. */
final class MediaSections {
    private static final int MAX_COUNT = 1_000;
    private static final int MAX_GOP_FRAMES = 1_000_000;
    private static final int MAX_HOLD_SECONDS = 3_600;
    private static final int MAX_FRAGMENT_SECONDS = 300;
    private static final int MAX_AOF_RATIO = 100;
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private MediaSections() {}

    static RtmpConfig rtmp(@Nullable Section section) {
        if (section == null) {
            return RtmpConfig.disabled();
        }
        boolean enabled = section.requiredFlag("enabled");
        int gopMaxFrames = section.integer("gop_max_frame_num", 0, 0, MAX_GOP_FRAMES);
        RtmpConfig config = new RtmpConfig(
                enabled,
                section.port(enabled, RtmpConfig.DEFAULT_PORT),
                section.integer("gop_num", RtmpConfig.DEFAULT_GOP_NUM, 0, MAX_COUNT),
                gopMaxFrames == 0 ? RtmpConfig.DEFAULT_GOP_MAX_FRAMES : gopMaxFrames,
                section.integer("hold_seconds", RtmpConfig.DEFAULT_HOLD_SECONDS, 0, MAX_HOLD_SECONDS),
                target(section.table("pull")),
                targets(section.tables("push")),
                auth(section, enabled));
        section.end();
        return config;
    }

    private static List<RelayTarget> targets(List<Section> sections) {
        return sections.stream()
                .map(MediaSections::target)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable RelayTarget target(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        boolean enabled = section.requiredFlag("enabled");
        String address =
                enabled ? section.requiredText("address", "a host name or an IP address") : section.text("address");
        if (address != null && !HOST_NAME.matcher(address).matches() && !NetUtil.isValidIpV6Address(address)) {
            section.error("address", Names.quoted(address) + " is neither a host name nor an IP address");
        }
        int port = section.port(enabled, RtmpConfig.DEFAULT_PORT);
        section.end();
        return enabled && address != null ? new RelayTarget(address, port) : null;
    }

    static HttpFlvConfig httpFlv(@Nullable Section section) {
        if (section == null) {
            return HttpFlvConfig.disabled();
        }
        boolean enabled = section.requiredFlag("enabled");
        HttpFlvConfig config =
                new HttpFlvConfig(enabled, section.port(enabled, HttpFlvConfig.DEFAULT_PORT), auth(section, enabled));
        section.end();
        return config;
    }

    static HlsConfig hls(@Nullable Section section) {
        if (section == null) {
            return HlsConfig.disabled();
        }
        boolean enabled = section.requiredFlag("enabled");
        HlsConfig.Format format = section.choice("format", false, HlsConfig.Format.values());
        String path = section.text("path");
        HlsConfig config = new HlsConfig(
                enabled,
                section.port(enabled, HlsConfig.DEFAULT_PORT),
                format == null ? HlsConfig.Format.AUTO : format,
                section.flag("need_record", false),
                path == null ? HlsConfig.DEFAULT_PATH : path,
                path != null,
                section.integer("fragment", HlsConfig.DEFAULT_FRAGMENT_SECONDS, 1, MAX_FRAGMENT_SECONDS),
                section.integer("aof_ratio", HlsConfig.DEFAULT_AOF_RATIO, 1, MAX_AOF_RATIO),
                section.integer("live_ts_count", HlsConfig.DEFAULT_LIVE_TS_COUNT, 1, MAX_COUNT),
                section.text("prefix"),
                s3(section.table("s3"), enabled),
                auth(section, enabled));
        if (enabled && config.needRecord()) {
            section.warn("need_record", ConfigBinder.UNSUPPORTED);
        }
        if (enabled && section.has("aof_ratio")) {
            section.warn("aof_ratio", "has no effect: segments of audio alone are cut as all others are");
        }
        if (enabled && config.liveTsCount() > HlsConfig.MOST_LIVE_SEGMENTS) {
            section.warn("live_ts_count", "playlists have " + HlsConfig.MOST_LIVE_SEGMENTS + " segments at most");
        }
        section.end();
        return config;
    }

    private static @Nullable S3Config s3(@Nullable Section section, boolean wanted) {
        if (section == null) {
            return null;
        }
        boolean enabled = section.requiredFlag("enabled");
        S3Config config = new S3Config(
                enabled,
                section.text("bucket"),
                section.text("region"),
                section.text("access_key"),
                section.text("secret_key"),
                section.text("endpoint"),
                section.text("prefix"));
        if (wanted && enabled) {
            section.warn(ConfigBinder.UNSUPPORTED);
        }
        section.end();
        return config;
    }

    static @Nullable AuthConfig auth(Section protocol, boolean wanted) {
        Section section = protocol.table("auth");
        if (section == null) {
            return null;
        }
        AuthConfig.Algorithm algorithm = section.choice("algorithm", true, AuthConfig.Algorithm.values());
        AuthConfig auth = new AuthConfig(
                section.requiredFlag("pull_enabled"),
                section.flag("push_enabled", false),
                algorithm == null ? AuthConfig.Algorithm.SIMPLE : algorithm);
        if (wanted && auth.enabled()) {
            protocol.error("auth", "authentication is not supported yet, and is not left out silently");
        }
        section.end();
        return auth;
    }
}
