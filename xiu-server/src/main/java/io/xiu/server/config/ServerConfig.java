package io.xiu.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything the server is told at its start. A section that was left out is present on its defaults and not enabled.
 *
 * @param rtmp the section {@code [rtmp]}
 * @param httpFlv the section {@code [httpflv]}
 * @param hls the section {@code [hls]}
 * @param httpApi the section {@code [httpapi]}
 * @param httpNotify the section {@code [httpnotify]}
 * @param rtsp the section {@code [rtsp]}
 * @param webRtc the section {@code [webrtc]}
 * @param authSecret the section {@code [authsecret]}
 * @param log the section {@code [log]}
 * @param transport the section {@code [server]}
 * @param delivery the section {@code [delivery]}
 */
public record ServerConfig(
        RtmpConfig rtmp,
        HttpFlvConfig httpFlv,
        HlsConfig hls,
        HttpApiConfig httpApi,
        HttpNotifyConfig httpNotify,
        RtspConfig rtsp,
        WebRtcConfig webRtc,
        @Nullable AuthSecret authSecret,
        LogConfig log,
        TransportConfig transport,
        DeliveryConfig delivery) {
    /** A node as it is started without any argument: RTMP 1935, HTTP-FLV 8081, HLS 8080, interface 8000. */
    public static ServerConfig defaults() {
        return of(
                RtmpConfig.onPort(RtmpConfig.DEFAULT_PORT),
                HttpFlvConfig.onPort(HttpFlvConfig.DEFAULT_PORT),
                HlsConfig.onPort(HlsConfig.DEFAULT_PORT),
                LogConfig.defaults());
    }

    /** The given protocols, everything else on its defaults. */
    public static ServerConfig of(RtmpConfig rtmp, HttpFlvConfig httpFlv, HlsConfig hls, LogConfig log) {
        return new ServerConfig(
                rtmp,
                httpFlv,
                hls,
                HttpApiConfig.unnamed(),
                HttpNotifyConfig.disabled(),
                RtspConfig.disabled(),
                WebRtcConfig.disabled(),
                null,
                log,
                TransportConfig.defaults(),
                DeliveryConfig.defaults());
    }

    /** The same with the interface on a port that was named. */
    public ServerConfig withHttpApi(int port) {
        return new ServerConfig(
                rtmp,
                httpFlv,
                hls,
                new HttpApiConfig(port, true),
                httpNotify,
                rtsp,
                webRtc,
                authSecret,
                log,
                transport,
                delivery);
    }

    /** The same on another transport. */
    public ServerConfig withTransport(TransportConfig other) {
        return new ServerConfig(
                rtmp, httpFlv, hls, httpApi, httpNotify, rtsp, webRtc, authSecret, log, other, delivery);
    }

    /** The same with other limits on viewers. */
    public ServerConfig withDelivery(DeliveryConfig other) {
        return new ServerConfig(
                rtmp, httpFlv, hls, httpApi, httpNotify, rtsp, webRtc, authSecret, log, transport, other);
    }

    /** Whether a protocol this server speaks is enabled. */
    public boolean servesAnything() {
        return rtmp.enabled() || httpFlv.enabled() || hls.enabled();
    }
}
