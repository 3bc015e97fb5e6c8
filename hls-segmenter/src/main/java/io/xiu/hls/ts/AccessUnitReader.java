package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.ts.TsEvent.Problem;
import io.xiu.hls.ts.TsEvent.SampleRead;
import org.jspecify.annotations.Nullable;

/**
 * Makes samples of H.264 and HEVC, each of one PES packet. An access unit with parameter sets of every type sets the
 * track; it leaves them out of the sample, as they are in the track's record.
 */
final class AccessUnitReader implements StreamReader {
    private final NalCodec codec;
    private final int pid;
    private final int trackId;
    private final StreamTime time;
    private final ByteBufAllocator allocator;
    private final AnnexBUnits units;
    private @Nullable DecoderRecord record;
    private @Nullable Track track;

    AccessUnitReader(NalCodec codec, int pid, int trackId, StreamTime time, ByteBufAllocator allocator) {
        this.codec = codec;
        this.pid = pid;
        this.trackId = trackId;
        this.time = time;
        this.allocator = allocator;
        this.units = new AnnexBUnits(codec);
    }

    @Override
    public EventSource read(PesPacket pes) {
        return EventSource.of(event(pes));
    }

    @Override
    public void gap() {}

    @Override
    public int heldBytes() {
        return 0;
    }

    private @Nullable TsEvent event(PesPacket pes) {
        if (pes.dts90k() == PesPacket.NO_TIME) {
            return new Problem(Problem.Kind.PES, pid, "access unit without a time");
        }
        DecoderRecord found = new DecoderRecord(codec);
        int bytes = 0;
        int setBytes = 0;
        boolean slice = false;
        boolean key = false;
        units.start(pes.payload());
        while (units.next()) {
            int type = units.type();
            if (codec.isParameterSet(type)) {
                found.add(type, units.copy());
                setBytes += Integer.BYTES + units.length();
            } else if (!codec.isDelimiter(type)) {
                bytes += Integer.BYTES + units.length();
            }
            slice |= codec.isSlice(type);
            key |= codec.isKey(type);
        }
        if (!slice) {
            units.clear();
            return new Problem(Problem.Kind.FRAME, pid, "access unit without a slice");
        }
        if (found.isComplete()) {
            use(found);
        }
        Track current = track;
        if (current == null) {
            units.clear();
            return null;
        }
        long dts90k = time.unwrap(pes.dts90k());
        ByteBuf data = copy(pes.payload(), found.isComplete(), bytes + (found.isComplete() ? 0 : setBytes));
        return new SampleRead(new Sample(current, dts90k, time.near(pes.pts90k()), pes.randomAccess() || key, data));
    }

    private void use(DecoderRecord found) {
        if (record == null || !record.isSameAs(found)) {
            track = found.track(trackId);
            record = track == null ? null : found;
        }
    }

    /** The NAL units behind their lengths. */
    private ByteBuf copy(ByteBuf stream, boolean withoutSets, int bytes) {
        ByteBuf data = allocator.buffer(bytes);
        units.start(stream);
        while (units.next()) {
            int type = units.type();
            if (!codec.isDelimiter(type) && !(withoutSets && codec.isParameterSet(type))) {
                units.writeTo(data.writeInt(units.length()));
            }
        }
        units.clear();
        return data;
    }
}
