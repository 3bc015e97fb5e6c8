package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/** The sections beside those of {@link MediaSections}. */
final class OtherSections {
    private OtherSections() {}

    static HttpApiConfig httpApi(@Nullable Section section) {
        if (section == null) {
            return HttpApiConfig.unnamed();
        }
        HttpApiConfig config = new HttpApiConfig(section.port(false, HttpApiConfig.DEFAULT_PORT), section.has("port"));
        section.end();
        return config;
    }

    static HttpNotifyConfig httpNotify(@Nullable Section section) {
        if (section == null) {
            return HttpNotifyConfig.disabled();
        }
        HttpNotifyConfig config = new HttpNotifyConfig(
                section.requiredFlag("enabled"),
                section.text("on_publish"),
                section.text("on_unpublish"),
                section.text("on_play"),
                section.text("on_stop"),
                section.text("on_hls"));
        warnIfEnabled(section, config.enabled());
        section.end();
        return config;
    }

    static RtspConfig rtsp(@Nullable Section section) {
        if (section == null) {
            return RtspConfig.disabled();
        }
        boolean enabled = section.requiredFlag("enabled");
        RtspConfig config = new RtspConfig(
                enabled,
                section.port(enabled, RtspConfig.DEFAULT_PORT),
                section.flag("relay_enabled", false),
                MediaSections.auth(section, false));
        warnIfEnabled(section, enabled);
        section.end();
        return config;
    }

    static WebRtcConfig webRtc(@Nullable Section section) {
        if (section == null) {
            return WebRtcConfig.disabled();
        }
        boolean enabled = section.requiredFlag("enabled");
        WebRtcConfig config = new WebRtcConfig(
                enabled, section.port(enabled, WebRtcConfig.DEFAULT_PORT), MediaSections.auth(section, false));
        warnIfEnabled(section, enabled);
        section.end();
        return config;
    }

    static @Nullable AuthSecret authSecret(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        AuthSecret secret =
                new AuthSecret(section.text("key"), section.text("password"), section.text("push_password"));
        section.end();
        return secret;
    }

    static LogConfig log(@Nullable Section section) {
        if (section == null) {
            return LogConfig.defaults();
        }
        String level = section.text("level");
        LogFile file = logFile(section.table("file"));
        section.end();
        try {
            return LogConfig.parse(level == null ? "info" : level, file);
        } catch (IllegalArgumentException e) {
            section.error("level", String.valueOf(e.getMessage()));
            return LogConfig.defaults();
        }
    }

    private static @Nullable LogFile logFile(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        boolean enabled = section.requiredFlag("enabled");
        LogFile.Rotate rotate = section.choice("rotate", enabled, LogFile.Rotate.values());
        String path = enabled ? section.requiredText("path", "a directory") : section.text("path");
        section.end();
        return enabled && rotate != null && path != null ? new LogFile(rotate, path) : null;
    }

    private static void warnIfEnabled(Section section, boolean enabled) {
        if (enabled) {
            section.warn(ConfigBinder.UNSUPPORTED);
        }
    }
}
