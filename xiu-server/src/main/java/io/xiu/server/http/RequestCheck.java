package io.xiu.server.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a well-formed head must fulfil beside its form. */
final class RequestCheck {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~\\-:\\[\\]]{0,262}");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private RequestCheck() {}

    /** The status to refuse with, or null. */
    static @Nullable HttpResponseStatus fault(HttpRequest request, HttpLimits limits) {
        DecoderResult result = request.decoderResult();
        if (result.isFailure() || !hasOneHost(request)) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        return bodyFault(request, limits);
    }

    private static boolean hasOneHost(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        int least = request.protocolVersion().equals(HttpVersion.HTTP_1_0) ? 0 : 1;
        return hosts.size() >= least
                && hosts.size() <= 1
                && hosts.stream().allMatch(host -> HOST.matcher(host).matches());
    }

    private static @Nullable HttpResponseStatus bodyFault(HttpRequest request, HttpLimits limits) {
        HttpHeaders headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        boolean chunked = !codings.isEmpty();
        if (lengths.size() > (chunked ? 0 : 1) || codings.size() > 1) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (chunked && (!codings.get(0).equalsIgnoreCase("chunked") || isOld(request))) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        String length = lengths.isEmpty() ? "0" : lengths.get(0);
        if (!LENGTH.matcher(length).matches()) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        boolean hasBody = chunked || Long.parseLong(length) > 0;
        if (hasBody && !takesBody(request.method())) {
            return HttpResponseStatus.BAD_REQUEST;
        }
        if (Long.parseLong(length) > limits.bodyBytes()) {
            return HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
        }
        return hasBody && headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                ? HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE
                : null;
    }

    private static boolean takesBody(HttpMethod method) {
        return method.equals(HttpMethod.POST) || method.equals(HttpMethod.PUT);
    }

    private static boolean isOld(HttpRequest request) {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
}
