package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Track;
import io.xiu.hls.ts.ProgramTables.ProgramMap;
import io.xiu.hls.ts.TsEvent.ClockRead;
import io.xiu.hls.ts.TsEvent.Discontinuity;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import io.xiu.hls.ts.TsEvent.TracksChanged;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an MPEG transport stream (ISO/IEC 13818-1) in TS packets of 188 bytes: the first program's tables, clock
 * references, tracks and samples, and what is wrong with it.
 *
 * <pre>{@code
 * TsReader reader = new TsReader(allocator);
 * for (TsEvent event; (event = reader.read(bytes)) != null; ) {
 *     if (event instanceof TsEvent.SampleRead read) {
 *         take(read.sample());                        // release its data
 *     }
 * }
 * }</pre>
 *
 * <p>It reads H.264 and HEVC (one access unit in a PES packet, as HLS wants it; what is before the first parameter sets is
 * left out), AAC in ADTS, MP3, AC-3, E-AC-3, Opus, and ID3 tags. A stream never makes it fail: what is wrong is a
 * {@link Problem}, and reading goes on with what can be understood. It holds about {@link #MAX_HELD_BYTES} of PES packets
 * that have begun, at most.
 *
 * <p>Not thread-safe. Once it has given null there is nothing in it that has to be released.
 */
public final class TsReader {
    /*
     * TS packet -> (PID 0) PAT -> PMT PID; (PMT PID) PMT -> streams; (PID of a stream) PesReader -> StreamReader -> events
     * What a TS packet brings waits in `sources`, in order. It may be much (a PES packet of many small frames), so a source
     * makes one event at a time, and the next TS packet isn't looked at before all sources are empty.
     */
    /** Streams of a program that are looked at. */
    public static final int MAX_STREAMS = 16;
    /** Bytes of one PES packet of video. */
    public static final int MAX_VIDEO_PES_BYTES = 8 << 20;
    /** Bytes of one PES packet of audio or ID3 tags. */
    public static final int MAX_PES_BYTES = 256 << 10;
    /** Bytes of PES packets that have begun, of all streams. */
    public static final int MAX_HELD_BYTES = 16 << 20;

    private static final int UNKNOWN_PID = -1;
    /** Of TS packets that fill the stream up, whose continuity counters mean nothing. */
    private static final int NULL_PID = 0x1FFF;

    private final ByteBufAllocator allocator;
    private final PacketFramer framer = new PacketFramer();
    private final TsPacket packet = new TsPacket();
    private final ContinuityCheck continuity = new ContinuityCheck();
    private final SectionReader pat = new SectionReader(new PatListener());
    private final SectionReader pmt = new SectionReader(new PmtListener());
    private final StreamTime time = new StreamTime();
    private final Deque<EventSource> sources = new ArrayDeque<>();
    private int pmtPid = UNKNOWN_PID;
    private int pcrPid = UNKNOWN_PID;
    private @Nullable ProgramMap program;
    private List<ElementaryStream> streams = List.of();
    private List<Track> announced = List.of();

    /**
     * Makes a reader.
     *
     * @param allocator of the data of samples and ID3 tags
     */
    public TsReader(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** The next event; null when all bytes are read and more are needed. The reader index is moved. */
    public @Nullable TsEvent read(ByteBuf in) {
        while (true) {
            TsEvent event = poll();
            if (event != null) {
                return event;
            }
            boolean whole = framer.fill(in);
            if (framer.takeStepLost()) {
                add(new Problem(Problem.Kind.SYNC, UNKNOWN_PID, "no sync byte where a TS packet should begin"));
            }
            if (!whole) {
                return poll();
            }
            takePacket();
        }
    }

    /**
     * Ends what has begun, and forgets a frame that isn't all there: call until it gives null, at the end of the stream,
     * or of a segment if the next may be missing. Reading may go on.
     */
    public @Nullable TsEvent flush() {
        TsEvent event = poll();
        if (event != null) {
            return event;
        }
        if (framer.drop()) {
            add(new Problem(Problem.Kind.CUT, UNKNOWN_PID, "the end inside a TS packet"));
        }
        for (ElementaryStream stream : streams) {
            sources.add(stream.finish());
            sources.add(stream.forget());
        }
        return poll();
    }

    /** Bytes held of PES packets and frames that aren't all there. */
    public long heldBytes() {
        long held = 0;
        for (ElementaryStream stream : streams) {
            held += stream.heldBytes();
        }
        return held;
    }

    private @Nullable TsEvent poll() {
        for (EventSource source; (source = sources.peek()) != null; ) {
            TsEvent event = source.next();
            if (event instanceof SampleRead read && isNews(read.sample().track())) {
                sources.addFirst(EventSource.of(event));
                return new TracksChanged(announced);
            }
            if (event != null) {
                return event;
            }
            sources.remove();
        }
        return null;
    }

    /** Notes a track of which there was no sample yet. */
    private boolean isNews(Track track) {
        for (ElementaryStream stream : streams) {
            if (stream.isOf(track) && stream.announce(track)) {
                announced = ElementaryStream.tracks(streams);
                return true;
            }
        }
        return false;
    }

    private void add(TsEvent event) {
        sources.add(EventSource.of(event));
    }

    private void takePacket() {
        boolean good = packet.read(framer.bytes());
        int pid = packet.pid();
        ElementaryStream stream = stream(pid);
        boolean known = pid == TableWriter.PID_PAT || pid == pmtPid || pid == pcrPid || stream != null;
        boolean mine = known && pid != NULL_PID;
        if (mine && !good) {
            gap(stream, Problem.Kind.PACKET, "damaged TS packet");
        } else if (mine) {
            ContinuityCheck.Step step = continuity.step(packet);
            if (step == ContinuityCheck.Step.GAP) {
                gap(
                        stream,
                        Problem.Kind.CONTINUITY,
                        "TS packets missing before continuity counter " + packet.counter());
            }
            if (step != ContinuityCheck.Step.REPEATED) {
                readPacket(stream);
            }
        }
        framer.taken();
    }

    private @Nullable ElementaryStream stream(int pid) {
        for (ElementaryStream stream : streams) {
            if (stream.pid() == pid) {
                return stream;
            }
        }
        return null;
    }

    private void readPacket(@Nullable ElementaryStream stream) {
        int pid = packet.pid();
        if (stream != null && packet.hasPayload() && packet.isStart()) {
            sources.add(stream.finish());
        }
        if (packet.isDiscontinuity()) {
            add(new Discontinuity(pid));
        }
        if (packet.hasPcr() && pid == pcrPid) {
            add(new ClockRead(pid, packet.pcrBase(), packet.pcrExtension()));
        }
        if (packet.hasPayload() && packet.isScrambled()) {
            gap(stream, Problem.Kind.SCRAMBLED, "scrambled TS packet");
        } else if (packet.hasPayload()) {
            readPayload(pid, stream);
        }
    }

    private void readPayload(int pid, @Nullable ElementaryStream stream) {
        if (pid == TableWriter.PID_PAT) {
            pat.read(packet);
        } else if (pid == pmtPid) {
            pmt.read(packet);
        } else if (stream != null) {
            if (stream.add(packet)) {
                sources.add(stream.finish());
            }
            if (heldBytes() > MAX_HELD_BYTES) {
                gap(stream, Problem.Kind.TOO_LONG, "PES packets of over " + MAX_HELD_BYTES + " bytes have begun");
            }
        }
    }

    /** Something is missing in the PID of this TS packet. */
    private void gap(@Nullable ElementaryStream stream, Problem.Kind kind, String message) {
        int pid = packet.pid();
        Problem problem = new Problem(kind, pid, message);
        if (stream != null) {
            sources.add(stream.gap(problem));
            return;
        }
        add(problem);
        if (pid == TableWriter.PID_PAT) {
            pat.gap();
        } else if (pid == pmtPid) {
            pmt.gap();
        }
    }

    private void use(ProgramMap map) {
        if (map.equals(program)) {
            return;
        }
        program = map;
        pcrPid = map.event().pcrPid();
        List<ElementaryStream> before = streams;
        streams = ElementaryStream.of(map.streams(), before, time, allocator);
        for (ElementaryStream stream : before) {
            if (!streams.contains(stream)) {
                sources.add(stream.finish());
            }
        }
        add(map.event());
        List<Track> left = ElementaryStream.tracks(streams);
        if (!left.equals(announced)) {
            announced = left;
            add(new TracksChanged(left));
        }
    }

    private final class PatListener implements SectionReader.Listener {
        @Override
        public void section(byte[] section, int length) {
            int found = ProgramTables.firstPmtPid(section, length);
            if (found != UNKNOWN_PID && found != pmtPid && stream(found) == null) {
                pmtPid = found;
                pmt.gap();
            }
        }

        @Override
        public void badSection(String message) {
            add(new Problem(Problem.Kind.SECTION, TableWriter.PID_PAT, "PAT: " + message));
        }
    }

    private final class PmtListener implements SectionReader.Listener {
        @Override
        public void section(byte[] section, int length) {
            if (!ProgramTables.isPmt(section, length)) {
                return;
            }
            ProgramMap map = ProgramTables.programMap(section, length);
            if (map == null) {
                badSection("lengths that don't fit");
            } else {
                use(map);
            }
        }

        @Override
        public void badSection(String message) {
            add(new Problem(Problem.Kind.SECTION, pmtPid, "PMT: " + message));
        }
    }
}
