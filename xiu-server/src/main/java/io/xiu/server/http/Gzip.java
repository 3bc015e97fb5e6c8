package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The content coding {@code gzip}. */
public final class Gzip {
    private Gzip() {}

    /** Compresses what is readable. The buffer stays the caller's and keeps its reader index; so is the result. */
    public static ByteBuf compress(ByteBuf plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.readableBytes() / 2 + 64);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            new ByteBufInputStream(plain.duplicate()).transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Unpooled.wrappedBuffer(bytes.toByteArray());
    }

    /** Whether {@code Accept-Encoding} names gzip, or everything, with a weight other than 0. */
    static boolean accepted(HttpHeaders headers) {
        boolean any = false;
        for (String value : headers.getAll(HttpHeaderNames.ACCEPT_ENCODING)) {
            for (String part : value.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] coding = part.split(";", 2);
                boolean taken =
                        coding.length == 1 || !coding[1].replace(" ", "").matches("q=0(\\.0{0,3})?");
                if (coding[0].strip().equals("gzip")) {
                    return taken;
                }
                any |= taken && coding[0].strip().equals("*");
            }
        }
        return any;
    }
}
