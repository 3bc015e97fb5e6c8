package io.xiu.rtmp.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.handshake.ClientHandshake;
import io.xiu.rtmp.handshake.ServerHandshake;
import io.xiu.testing.fuzz.Bounds;
import io.xiu.testing.fuzz.Choices;
import io.xiu.testing.fuzz.FuzzReport;
import io.xiu.testing.fuzz.StreamCheck;
import io.xiu.testing.fuzz.Subject;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the other side says in the handshake, with and without digests: bytes of it changed, cut off, more behind. */
@ExtendWith(FuzzReport.class)
class HandshakeFuzz {
    private static final int MOST_CHANGES = 8;
    private static final byte[][] CLIENTS = {dialogue(false)[0], dialogue(true)[0]};
    private static final byte[][] SERVERS = {dialogue(false)[1], dialogue(true)[1]};

    @FuzzTest
    void readsAnyHandshake(byte[] input) {
        Choices choices = new Choices(input);
        boolean server = choices.yes();
        boolean digest = choices.yes();
        byte[] peer = (server ? CLIENTS : SERVERS)[digest ? 1 : 0].clone();
        for (int i = choices.below(MOST_CHANGES); i > 0; i--) {
            peer[(choices.next() << 8 | choices.next()) % peer.length] = (byte) choices.next();
        }
        int length = choices.yes() ? (choices.next() << 8 | choices.next()) % (2 * peer.length) : peer.length;
        StreamCheck.check(
                Arrays.copyOf(peer, length), Bounds.USUAL, () -> server ? new ServerSide() : new ClientSide(digest));
    }

    /** What client and server say to each other. */
    private static byte[][] dialogue(boolean digest) {
        ClientHandshake client = new ClientHandshake(new Random(2), digest);
        ServerHandshake server = new ServerHandshake(new Random(1));
        ByteBuf fromClient = Unpooled.buffer();
        ByteBuf fromServer = Unpooled.buffer();
        try {
            client.start(fromClient);
            server.read(fromClient.duplicate(), fromServer);
            client.read(fromServer.duplicate(), fromClient);
            return new byte[][] {ByteBufUtil.getBytes(fromClient), ByteBufUtil.getBytes(fromServer)};
        } catch (RtmpException e) {
            throw new AssertionError(e);
        } finally {
            fromClient.release();
            fromServer.release();
        }
    }

    /** One side; what it says is part of what is seen. */
    private abstract static class Side implements Subject {
        final ByteBuf out = Unpooled.buffer();
        private boolean done;

        abstract boolean step(ByteBuf in) throws RtmpException;

        @Override
        public boolean read(ByteBuf in, Consumer<Object> seen) {
            try {
                done = step(in);
                return !done;
            } catch (RtmpException e) {
                seen.accept(e.reason());
                return false;
            }
        }

        @Override
        public void end(ByteBuf in, Consumer<Object> seen) {
            seen.accept(done);
            seen.accept(ByteBufUtil.hexDump(out));
        }

        @Override
        public void close() {
            out.release();
        }
    }

    private static final class ServerSide extends Side {
        private final ServerHandshake handshake = new ServerHandshake(new Random(1));

        @Override
        boolean step(ByteBuf in) throws RtmpException {
            return handshake.read(in, out);
        }

        @Override
        public void end(ByteBuf in, Consumer<Object> seen) {
            super.end(in, seen);
            seen.accept(handshake.digest());
        }
    }

    private static final class ClientSide extends Side {
        private final ClientHandshake handshake;

        ClientSide(boolean digest) {
            handshake = new ClientHandshake(new Random(2), digest);
            handshake.start(out);
        }

        @Override
        boolean step(ByteBuf in) throws RtmpException {
            return handshake.read(in, out);
        }

        @Override
        public void end(ByteBuf in, Consumer<Object> seen) {
            super.end(in, seen);
            seen.accept(handshake.verified());
        }
    }
}
