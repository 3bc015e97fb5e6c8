package io.xiu.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** Reads requests of which {@link HeadCheck} approves; a {@link BadRequest} ends the reading. */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int LINE_ENDS = 4; // the limits proper are those of the check

    private final HeadCheck check;
    private boolean inBody;
    private boolean bad;

    RequestDecoder(HttpLimits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.lineBytes() + LINE_ENDS)
                .setMaxHeaderSize(limits.headerBytes() + LINE_ENDS)
                .setMaxChunkSize(limits.bodyBytes())
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        check = new HeadCheck(limits);
    }

    /** Whether a part of a request was read and the rest wasn't. */
    boolean midRequest() {
        return inBody || check.begun();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (bad) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (inBody) {
            super.decode(ctx, in, out);
        } else if (!readHead(ctx, in, out)) {
            return;
        }
        if (!out.isEmpty()) {
            inBody = !(out.get(out.size() - 1) instanceof LastHttpContent);
        }
    }

    private boolean readHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int length = check.scan(in);
        if (length > 0) {
            in.skipBytes(check.leading());
            check.reset();
            super.decode(ctx, in, out);
            return true;
        }
        if (length < 0) {
            bad = true;
            out.add(new BadRequest(check.fault()));
            in.skipBytes(in.readableBytes());
        }
        return false;
    }

    // Two lengths for one body: the one a proxy before this server believed in can't be known.
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
    }
}
