package io.xiu.server.config;

/**
 * Makes a {@link ServerConfig} of a tree: every key with its type and range, whatever the file's format. What is asked
 * for and can't be had yet is a warning; authentication that can't be had is an error.
 */
final class ConfigBinder {
    static final String UNSUPPORTED = "is not supported yet: ignored";

    private ConfigBinder() {}

    static ServerConfig bind(ConfigNode.Table tree, Problems problems) {
        Section root = new Section(problems, "", tree);
        ServerConfig config = new ServerConfig(
                MediaSections.rtmp(root.table("rtmp")),
                MediaSections.httpFlv(root.table("httpflv")),
                MediaSections.hls(root.table("hls")),
                OtherSections.httpApi(root.table("httpapi")),
                OtherSections.httpNotify(root.table("httpnotify")),
                OtherSections.rtsp(root.table("rtsp")),
                OtherSections.webRtc(root.table("webrtc")),
                OtherSections.authSecret(root.table("authsecret")),
                OtherSections.log(root.table("log")),
                NodeSections.server(root.table("server")),
                NodeSections.delivery(root.table("delivery")));
        root.end();
        if (!config.servesAnything()) {
            problems.error(tree.position(), "", "nothing is enabled: [rtmp], [httpflv] or [hls] with enabled = true");
        } else if (!config.rtmp().enabled()) {
            root.warn("rtmp", "is not enabled: nothing can be published here");
        }
        checkPorts(root, config);
        return config;
    }

    // The HTTP services may share a port, RTMP needs one of its own.
    private static void checkPorts(Section root, ServerConfig config) {
        if (config.rtmp().enabled()) {
            int port = config.rtmp().port();
            checkPort(
                    root,
                    "httpflv",
                    config.httpFlv().enabled() && config.httpFlv().port() == port);
            checkPort(root, "hls", config.hls().enabled() && config.hls().port() == port);
            checkPort(
                    root,
                    "httpapi",
                    config.httpApi().named() && config.httpApi().port() == port);
        }
    }

    private static void checkPort(Section root, String name, boolean taken) {
        Section section = root.table(name);
        if (taken && section != null) {
            section.error("port", "is the port of [rtmp] too");
        }
    }
}
