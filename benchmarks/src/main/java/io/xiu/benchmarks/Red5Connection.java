package io.xiu.benchmarks;

import io.xiu.rtmp.message.MediaKind;
import org.apache.mina.core.buffer.IoBuffer;
import org.red5.logging.Red5LoggerFactory;
import org.red5.server.net.rtmp.RTMPConnection;
import org.red5.server.net.rtmp.codec.RTMP;
import org.red5.server.net.rtmp.codec.RTMPProtocolDecoder;
import org.red5.server.net.rtmp.codec.RTMPProtocolEncoder;
import org.red5.server.net.rtmp.event.AudioData;
import org.red5.server.net.rtmp.event.IRTMPEvent;
import org.red5.server.net.rtmp.event.VideoData;
import org.red5.server.net.rtmp.message.Header;
import org.red5.server.net.rtmp.message.Packet;

/** What Red5's codecs ask a connection: their state. What they would send goes nowhere. */
final class Red5Connection extends RTMPConnection {
    static {
        // Logback is only there to be loaded; whatever asks for its loggers gets none.
        Red5LoggerFactory.setUseLogback(false);
    }

    private Red5Connection() {
        super("persistent");
    }

    /** Makes a connection with this chunk size both ways. */
    static Red5Connection open(int chunkBytes) {
        Red5Connection connection = new Red5Connection();
        connection.setStateCode(RTMP.STATE_CONNECTED);
        connection.getState().setReadChunkSize(chunkBytes);
        connection.getState().setWriteChunkSize(chunkBytes);
        return connection;
    }

    /** Makes a decoder. */
    static RTMPProtocolDecoder decoder() {
        return new RTMPProtocolDecoder();
    }

    /** Makes an encoder. */
    static RTMPProtocolEncoder encoder() {
        return new RTMPProtocolEncoder();
    }

    /** A message as Red5 wants it for writing; the bytes are borrowed. */
    static Packet packet(Footage.Message message, byte[] body) {
        Header header = new Header();
        header.setChannelId(ChunkLayout.chunkStream(message));
        header.setDataType((byte) message.kind().code());
        header.setStreamId(1);
        header.setTimer(message.timestampMillis());
        IRTMPEvent event = message.kind() == MediaKind.VIDEO
                ? new VideoData(IoBuffer.wrap(body))
                : new AudioData(IoBuffer.wrap(body));
        event.setHeader(header);
        event.setTimestamp(message.timestampMillis());
        return new Packet(header, event);
    }

    @Override
    public void write(Packet packet) {}

    @Override
    public void writeRaw(IoBuffer bytes) {}

    @Override
    protected void onInactive() {}
}
