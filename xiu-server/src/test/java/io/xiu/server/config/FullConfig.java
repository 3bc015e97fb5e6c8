package io.xiu.server.config;

import java.util.List;
import java.util.Map;

/** Every key there is, in both formats, and what they mean. */
final class FullConfig {
    static final String TOML = """
            [rtmp]
            enabled = true
            port = 2935
            gop_num = 2
            gop_max_frame_num = 500
            hold_seconds = 0
            [rtmp.auth]
            pull_enabled = false
            push_enabled = false
            algorithm = "simple"
            [rtmp.pull]
            enabled = false
            address = "10.0.0.9"
            port = 1935
            [[rtmp.push]]
            enabled = true
            address = "fe80::1"
            port = 1936
            [[rtmp.push]]
            enabled = false
            address = "b"
            port = 1937
            [rtsp]
            enabled = true
            relay_enabled = true
            port = 5544
            [rtsp.auth]
            pull_enabled = true
            algorithm = "simple"
            [webrtc]
            enabled = true
            port = 8900
            [httpflv]
            enabled = true
            port = 9081
            [hls]
            enabled = true
            port = 9080
            format = "fmp4"
            need_record = true
            path = "/tmp/hls/"
            fragment = 3
            aof_ratio = 2
            live_ts_count = 9
            prefix = "http://cdn"
            [hls.s3]
            enabled = true
            bucket = "b"
            region = "r"
            access_key = "the-key-a"
            secret_key = "the-key-s"
            endpoint = "e"
            prefix = "p"
            [httpapi]
            port = 8000
            [httpnotify]
            enabled = true
            on_publish = "http://h/1"
            on_unpublish = "http://h/2"
            on_play = "http://h/3"
            on_stop = "http://h/4"
            on_hls = "http://h/5"
            [authsecret]
            key = "the-key"
            password = "the-pass"
            push_password = "the-push"
            [log]
            level = "warn,rtmp=debug"
            [log.file]
            enabled = true
            rotate = "hour"
            path = "logs"
            [server]
            transport = "io_uring"
            event_loops = 3
            [delivery]
            merge_min_ms = 20
            merge_max_ms = 200
            lag_bytes = 1048576
            lag_ms = 3000
            stall_seconds = 20
            gop_max_bytes = 8388608
            memory_percent = 70
            """;

    static final String JSON = """
            {"rtmp": {"enabled": true, "port": 2935, "gop_num": 2, "gop_max_frame_num": 500, "hold_seconds": 0,
              "auth": {"pull_enabled": false, "push_enabled": false, "algorithm": "simple"},
              "pull": {"enabled": false, "address": "10.0.0.9", "port": 1935},
              "push": [{"enabled": true, "address": "fe80::1", "port": 1936},
                       {"enabled": false, "address": "b", "port": 1937}]},
             "rtsp": {"enabled": true, "relay_enabled": true, "port": 5544,
              "auth": {"pull_enabled": true, "algorithm": "simple"}},
             "webrtc": {"enabled": true, "port": 8900},
             "httpflv": {"enabled": true, "port": 9081},
             "hls": {"enabled": true, "port": 9080, "format": "fmp4", "need_record": true, "path": "/tmp/hls/", "fragment": 3,
              "aof_ratio": 2, "live_ts_count": 9, "prefix": "http://cdn",
              "s3": {"enabled": true, "bucket": "b", "region": "r", "access_key": "the-key-a",
               "secret_key": "the-key-s", "endpoint": "e", "prefix": "p"}},
             "httpapi": {"port": 8000},
             "httpnotify": {"enabled": true, "on_publish": "http://h/1", "on_unpublish": "http://h/2",
              "on_play": "http://h/3", "on_stop": "http://h/4", "on_hls": "http://h/5"},
             "authsecret": {"key": "the-key", "password": "the-pass", "push_password": "the-push"},
             "log": {"level": "warn,rtmp=debug", "file": {"enabled": true, "rotate": "hour", "path": "logs"}},
             "server": {"transport": "io_uring", "event_loops": 3},
             "delivery": {"merge_min_ms": 20, "merge_max_ms": 200, "lag_bytes": 1048576, "lag_ms": 3000,
              "stall_seconds": 20, "gop_max_bytes": 8388608, "memory_percent": 70}}
            """;

    static final ServerConfig EXPECTED = new ServerConfig(
            new RtmpConfig(
                    true,
                    2935,
                    2,
                    500,
                    0,
                    null,
                    List.of(new RelayTarget("fe80::1", 1936)),
                    new AuthConfig(false, false, AuthConfig.Algorithm.SIMPLE)),
            HttpFlvConfig.onPort(9081),
            new HlsConfig(
                    true,
                    9080,
                    HlsConfig.Format.FMP4,
                    true,
                    "/tmp/hls/",
                    true,
                    3,
                    2,
                    9,
                    "http://cdn",
                    new S3Config(true, "b", "r", "the-key-a", "the-key-s", "e", "p"),
                    null),
            new HttpApiConfig(8000, true),
            new HttpNotifyConfig(true, "http://h/1", "http://h/2", "http://h/3", "http://h/4", "http://h/5"),
            new RtspConfig(true, 5544, true, new AuthConfig(true, false, AuthConfig.Algorithm.SIMPLE)),
            new WebRtcConfig(true, 8900, null),
            new AuthSecret("the-key", "the-pass", "the-push"),
            new LogConfig(
                    LogConfig.Level.WARN,
                    Map.of("rtmp", LogConfig.Level.DEBUG),
                    new LogFile(LogFile.Rotate.HOUR, "logs")),
            new TransportConfig(TransportConfig.Kind.IO_URING, 3),
            new DeliveryConfig(20, 200, 1 << 20, 3_000, 20, 8 << 20, 70));

    private FullConfig() {}
}
