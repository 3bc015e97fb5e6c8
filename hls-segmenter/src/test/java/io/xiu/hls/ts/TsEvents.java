package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.xiu.hls.Sample;
import io.xiu.hls.ts.TsEvent.MetadataRead;
import io.xiu.hls.ts.TsEvent.ProgramChanged;
import io.xiu.hls.ts.TsEvent.SampleRead;
import java.util.ArrayList;
import java.util.List;

/** Events of a {@link TsReader}, with data on the heap. */
public final class TsEvents {
    private static final UnpooledByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    private TsEvents() {}

    public static TsReader reader() {
        return new TsReader(HEAP);
    }

    /** What a whole stream holds. */
    public static List<TsEvent> of(ByteBuf stream) {
        return of(List.of(ByteBufUtil.getBytes(stream)));
    }

    /** What a stream holds that comes in pieces. */
    public static List<TsEvent> of(List<byte[]> pieces) {
        TsReader reader = reader();
        List<TsEvent> events = new ArrayList<>();
        for (byte[] piece : pieces) {
            add(reader, piece, events);
        }
        for (TsEvent event; (event = reader.flush()) != null; ) {
            events.add(event);
        }
        return events;
    }

    public static void add(TsReader reader, byte[] piece, List<TsEvent> events) {
        ByteBuf in = Unpooled.wrappedBuffer(piece);
        for (TsEvent event; (event = reader.read(in)) != null; ) {
            events.add(event);
        }
    }

    public static <E extends TsEvent> List<E> only(Class<E> kind, List<TsEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The samples of one track. */
    public static List<Sample> samples(int trackId, List<TsEvent> events) {
        return only(SampleRead.class, events).stream()
                .map(SampleRead::sample)
                .filter(sample -> sample.track().id() == trackId)
                .toList();
    }

    /** One line for each event. */
    public static String dump(List<TsEvent> events) {
        StringBuilder text = new StringBuilder();
        for (TsEvent event : events) {
            text.append(line(event)).append('\n');
        }
        return text.toString();
    }

    private static String line(TsEvent event) {
        if (event instanceof SampleRead read) {
            Sample sample = read.sample();
            return "sample of %d, dts=%d pts=%d%s %d bytes %08x"
                    .formatted(
                            sample.track().id(),
                            sample.dts90k(),
                            sample.pts90k(),
                            sample.keyFrame() ? " key" : "",
                            sample.data().readableBytes(),
                            sample.data().hashCode());
        }
        if (event instanceof MetadataRead read) {
            return "ID3 tag pts=%d %s".formatted(read.pts90k(), ByteBufUtil.hexDump(read.tag()));
        }
        if (event instanceof ProgramChanged changed) {
            StringBuilder text = new StringBuilder(
                    "program %d version=%d pcr=%x".formatted(changed.program(), changed.version(), changed.pcrPid()));
            changed.streams()
                    .forEach(stream -> text.append(
                            " [type %02x at %x: %s]".formatted(stream.streamType(), stream.pid(), stream.codec())));
            return text.toString();
        }
        return event.toString();
    }
}
