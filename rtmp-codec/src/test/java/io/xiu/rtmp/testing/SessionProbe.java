package io.xiu.rtmp.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.chunk.ChunkLimits;
import io.xiu.rtmp.chunk.ChunkReader;
import io.xiu.rtmp.message.Acknowledgement;
import io.xiu.rtmp.message.Command;
import io.xiu.rtmp.message.MediaMessage;
import io.xiu.rtmp.message.RtmpMessage;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import io.xiu.rtmp.session.EnhancedCapabilities;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.rtmp.session.Session;
import io.xiu.rtmp.session.SessionLimits;
import io.xiu.rtmp.session.StreamName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.zip.CRC32;

/**
 * Feeds a session any bytes, whole, byte by byte and at random cuts, and throws an {@code AssertionError} if it does
 * what no session may do, whatever it is fed:
 *
 * <ul>
 *   <li>let anything but an {@link RtmpException} out,
 *   <li>hold more than four times the bytes received and 128 KiB,
 *   <li>keep a buffer after its release,
 *   <li>do or say something else when the same bytes come in other pieces.
 * </ul>
 */
public final class SessionProbe {
    private static final int HANDSHAKE_BYTES = 1 + 2 * 1536;
    private static final int SLACK_BYTES = 128 << 10;
    private static final SessionLimits LIMITS = new SessionLimits(8, 1_000_000, 1_000, 1 << 20);
    private static final ServerSettings SERVER = ServerSettings.DEFAULT.withLimits(LIMITS);
    private static final ClientSettings CLIENT = new ClientSettings(
            "live",
            "rtmp://host/live",
            "probe",
            AmfObject.EMPTY,
            4_096,
            true,
            ChunkLimits.DEFAULT,
            LIMITS,
            EnhancedCapabilities.CLIENT);

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final List<String> lines = new ArrayList<>();
    private final ByteBuf said = Unpooled.buffer();
    private final boolean ofServer;

    private SessionProbe(boolean ofServer) {
        this.ofServer = ofServer;
    }

    /** Feeds a server session; gives its events, what it said but for Acknowledgements, and {@code ! REASON}. */
    public static List<String> server(byte[] bytes, long seed) {
        return everyWay(bytes, seed, true);
    }

    /** Feeds a client session that publishes if the number of bytes is even, else plays. */
    public static List<String> client(byte[] bytes, long seed) {
        return everyWay(bytes, seed, false);
    }

    private static List<String> everyWay(byte[] bytes, long seed, boolean ofServer) {
        List<String> whole = new SessionProbe(ofServer).run(bytes, () -> bytes.length);
        Random random = new Random(seed);
        for (IntSupplier cuts :
                List.<IntSupplier>of(() -> 1, () -> 1 + random.nextInt(20), () -> 1 + random.nextInt(4_000))) {
            List<String> cut = new SessionProbe(ofServer).run(bytes, cuts);
            if (!cut.equals(whole)) {
                throw new AssertionError("whole " + whole + "\ncut " + cut + "\nseed " + seed);
            }
        }
        return whole;
    }

    private List<String> run(byte[] bytes, IntSupplier cuts) {
        if (ofServer) {
            ServerSession session = new ServerSession(SERVER, new Random(1), allocator);
            feed(session, event -> serve(session, event), bytes, cuts);
        } else {
            ClientSession session = new ClientSession(CLIENT, new Random(1), allocator);
            if (bytes.length % 2 == 0) {
                session.publish(StreamName.of("demo"));
            } else {
                session.play(StreamName.of("demo"));
            }
            session.start().release();
            feed(session, event -> use(session, event), bytes, cuts);
        }
        long left = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        if (left != 0) {
            throw new AssertionError(left + " bytes held after release");
        }
        lines.add(spoken());
        return lines;
    }

    /** What is done with an event. */
    private interface Owner<E> {
        void handle(E event);
    }

    private <E> void feed(Session<E> session, Owner<E> owner, byte[] bytes, IntSupplier cuts) {
        ByteBuf in = Unpooled.buffer();
        try {
            session.tick(1);
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(cuts.getAsInt(), bytes.length - at);
                in.writeBytes(bytes, at, count);
                at += count;
                for (E event; (event = session.read(in)) != null; ) {
                    owner.handle(event);
                    listen(session);
                }
                listen(session);
                in.discardReadBytes();
                checkMemory(at);
            }
        } catch (RtmpException e) {
            lines.add("! " + e.reason());
            listen(session);
        } finally {
            session.release();
            in.release();
        }
    }

    private void checkMemory(long received) {
        long held = allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
        if (held > 4 * received + SLACK_BYTES) {
            throw new AssertionError(held + " bytes held after " + received + " received");
        }
    }

    private void listen(Session<?> session) {
        if (session.hasOutput()) {
            ByteBuf output = session.takeOutput();
            said.writeBytes(output);
            output.release();
        }
    }

    private void serve(ServerSession session, ServerEvent event) {
        if (event instanceof ServerEvent.MediaReceived received) {
            lines.add(text(received.message()));
            return;
        }
        lines.add(event.toString());
        if (event instanceof ServerEvent.ConnectRequested) {
            session.acceptConnect(AmfObject.EMPTY);
        } else if (event instanceof ServerEvent.PublishRequested requested) {
            if (requested.name().name().startsWith("refuse")) {
                session.rejectPublish(requested.messageStreamId(), "NetStream.Publish.BadName", "no");
            } else {
                session.acceptPublish(requested.messageStreamId());
            }
        } else if (event instanceof ServerEvent.PlayRequested requested) {
            if (requested.name().name().startsWith("refuse")) {
                session.rejectPlay(requested.messageStreamId(), "NetStream.Play.StreamNotFound", "no");
            } else {
                session.acceptPlay(requested.messageStreamId());
            }
        } else if (event instanceof ServerEvent.PauseRequested requested) {
            session.confirmPause(requested.messageStreamId(), requested.pause());
        }
    }

    private void use(ClientSession session, ClientEvent event) {
        if (event instanceof ClientEvent.MediaReceived received) {
            lines.add(text(received.message()));
            return;
        }
        lines.add(event.toString());
        if (event instanceof ClientEvent.PublishRejected) {
            session.play(StreamName.of("demo"));
        } else if (event instanceof ClientEvent.PlayRejected) {
            session.publish(StreamName.of("demo"));
        }
    }

    private static String text(MediaMessage media) {
        ByteBuf body = media.body();
        CRC32 checksum = new CRC32();
        checksum.update(body.nioBuffer());
        String text = media.kind() + " " + media.messageStreamId() + " @" + media.timestampMillis() + " "
                + body.readableBytes() + " " + Long.toHexString(checksum.getValue());
        body.release();
        return text;
    }

    /** What the session said, less its handshake and the Acknowledgements, which do depend on the cuts. */
    private String spoken() {
        StringBuilder text = new StringBuilder("said");
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        try {
            said.skipBytes(Math.min(said.readableBytes(), ofServer ? HANDSHAKE_BYTES : 1536));
            for (RtmpMessage message; (message = reader.read(said)) != null; ) {
                if (!(message instanceof Acknowledgement)) {
                    text.append("; ")
                            .append(message instanceof Command command ? command + " " + command.arguments() : message);
                }
            }
        } catch (RtmpException e) {
            throw new AssertionError("a session says what is no RTMP", e);
        } finally {
            reader.release();
            said.release();
        }
        return text.toString();
    }
}
