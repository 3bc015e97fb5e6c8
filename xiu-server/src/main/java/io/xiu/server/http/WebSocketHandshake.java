package io.xiu.server.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of WebSocket on the server's side (RFC 6455, section 4.2): version 13, from any origin, without
 * extensions and subprotocols.
 */
final class WebSocketHandshake {
    private static final String VERSION = "13";
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;

    private WebSocketHandshake() {}

    /** Whether the client asks for WebSocket, rightly or wrongly. */
    static boolean isAsked(HttpRequest request) {
        return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Why it can't have it, or null. */
    static @Nullable HttpReply refusal(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean connection = headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
        if (!connection || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return HttpReply.error(HttpResponseStatus.BAD_REQUEST);
        }
        if (!headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))) {
            return HttpReply.error(HttpResponseStatus.UPGRADE_REQUIRED)
                    .header(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                    .header(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return keys.size() == 1 && isKey(keys.get(0)) ? null : HttpReply.error(HttpResponseStatus.BAD_REQUEST);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The header fields that accept a request for which there is no refusal. */
    static HttpHeaders acceptance(HttpRequest request) {
        String key = Objects.requireNonNull(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
        byte[] digest = sha1().digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.US_ASCII));
        return new DefaultHttpHeaders()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, Base64.getEncoder().encodeToString(digest));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
