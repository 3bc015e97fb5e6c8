package io.xiu.rtmp.fuzz;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfObject;
import io.xiu.rtmp.RtmpException;
import io.xiu.rtmp.session.ClientEvent;
import io.xiu.rtmp.session.ClientSession;
import io.xiu.rtmp.session.ClientSettings;
import io.xiu.rtmp.session.StreamName;
import io.xiu.testing.fuzz.Subject;
import java.util.Random;
import java.util.function.Consumer;

/** A client session behind its handshake, with a user who changes plans by the number of the event and a seed. */
final class ClientSubject implements Subject {
    private static final int PART_BYTES = 1536;
    private static final ClientSettings SETTINGS = new ClientSettings(
            "live", "rtmp://localhost/live", "test", AmfObject.EMPTY, 4_096, false, ChunkSubject.LIMITS);

    private final ClientSession session = new ClientSession(SETTINGS, new Random(2));
    private final Answers answers = new Answers();
    private final int seed;
    private int events;

    ClientSubject(int seed) {
        this.seed = seed;
        want(seed % 3);
        session.start().release();
        ByteBuf in = Unpooled.buffer().writeByte(3).writeZero(2 * PART_BYTES);
        try {
            session.read(in);
        } catch (RtmpException e) {
            throw new AssertionError(e);
        } finally {
            in.release();
        }
        answers.add(session.takeOutput().skipBytes(PART_BYTES));
    }

    @Override
    public boolean read(ByteBuf in, Consumer<Object> seen) {
        try {
            for (ClientEvent event; (event = session.read(in)) != null; ) {
                seen.accept(Sightings.of(event));
                session.tick(++events * 10_000_000L);
                if ((seed >> (events % 8) & 1) != 0) {
                    session.unpublish();
                    session.stopPlaying();
                    want(events % 3);
                }
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

    private void want(int what) {
        if (what == 0) {
            session.play(StreamName.of("demo"));
        } else if (what == 1) {
            session.publish(StreamName.of("demo?token=1"));
        }
    }
}
