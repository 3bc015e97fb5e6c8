package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.session.ServerEvent;
import io.xiu.rtmp.session.ServerSession;
import io.xiu.rtmp.session.ServerSettings;
import io.xiu.testing.fuzz.Subject;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A server session behind its handshake, with an owner who decides by the number of the event and a seed. */
final class ServerSubject implements Subject {
    private static final int HANDSHAKE_BYTES = 1 + 2 * 1536;
    private static final ServerSettings SETTINGS =
            new ServerSettings(4_096, 2_500_000, 2_500_000, ChunkSubject.LIMITS, ChunkSubject.LIMITS);

    private final ServerSession session = new ServerSession(SETTINGS, new Random(1));
    private final Answers answers = new Answers();
    private final Set<Integer> playing = new TreeSet<>();
    private final int seed;
    private int events;

    ServerSubject(int seed) {
        this.seed = seed;
        ByteBuf in = Unpooled.buffer().writeByte(3).writeZero(HANDSHAKE_BYTES - 1);
        try {
            session.read(in);
        } catch (RtmpException e) {
            throw new AssertionError(e);
        } finally {
            in.release();
        }
        answers.add(session.takeOutput().skipBytes(HANDSHAKE_BYTES));
    }

    @Override
    public boolean read(ByteBuf in, Consumer<Object> seen) {
        try {
            for (ServerEvent event; (event = session.read(in)) != null; ) {
                seen.accept(Sightings.of(event));
                session.tick(++events * 10_000_000L);
                decide(event);
            }
            return true;
        } catch (RtmpException e) {
            seen.accept(e.reason());
            return false;
        } finally {
            answers.add(session.takeOutput());
        }
    }

    @Override
    public void end(ByteBuf in, Consumer<Object> seen) {
        seen.accept(session.stage());
        answers.end(seen);
    }

    @Override
    public void close() {
        session.release();
        answers.close();
    }

    private void decide(ServerEvent event) {
        boolean yes = (seed >> (events % 8) & 1) == 0;
        if (event instanceof ServerEvent.ConnectRequested) {
            if (yes) {
                session.acceptConnect(AmfObject.EMPTY);
            } else {
                session.rejectConnect("no");
            }
        } else if (event instanceof ServerEvent.PublishRequested asked) {
            if (yes) {
                session.acceptPublish(asked.messageStreamId());
            } else {
                session.rejectPublish(asked.messageStreamId(), "NetStream.Publish.BadName", "no");
            }
        } else if (event instanceof ServerEvent.PlayRequested asked) {
            decidePlay(asked.messageStreamId(), yes);
        } else if (event instanceof ServerEvent.PauseRequested asked && playing.contains(asked.messageStreamId())) {
            session.confirmPause(asked.messageStreamId(), asked.pause());
        } else if (event instanceof ServerEvent.StreamClosed closed) {
            playing.remove(closed.messageStreamId());
        } else if (!yes) {
            playing.forEach(session::endPlay);
            playing.clear();
        }
    }

    /** Some plays never get an answer. */
    private void decidePlay(int messageStreamId, boolean yes) {
        if (yes) {
            session.acceptPlay(messageStreamId);
            playing.add(messageStreamId);
        } else if (seed % 3 == 0) {
            session.rejectPlay(messageStreamId, "NetStream.Play.StreamNotFound", "no");
        }
    }
}
