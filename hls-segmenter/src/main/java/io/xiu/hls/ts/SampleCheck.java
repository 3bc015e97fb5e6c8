package io.xiu.hls.ts;

import io.netty.buffer.ByteBuf;
import io.xiu.hls.Sample;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.TrackException.Reason;
import io.xiu.hls.TrackKind;
import org.jspecify.annotations.Nullable;

/**
 * Says which samples of a track can be written into a transport stream.
 *
 * <pre>{@code
 * SampleCheck check = SampleCheck.of(track);   // throws what TsMuxer.tracks would
 * if (check.check(sample) == null) {
 *     muxer.write(sample, sample.dts90k());
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class SampleCheck {
    private final Rule rule;

    /** What the bytes of a sample must be like. */
    private interface Rule {
        @Nullable
        DropReason check(ByteBuf data);
    }

    private SampleCheck(Rule rule) {
        this.rule = rule;
    }

    /**
     * Reads what is needed of a track.
     *
     * @throws TrackException CODEC if MPEG-TS can't carry it; CONFIGURATION if its configuration can't be read, or MPEG-TS
     *     can't say what is in it
     */
    public static SampleCheck of(Track track) throws TrackException {
        if (!TsMuxer.carries(track.codec())) {
            throw new TrackException(Reason.CODEC, track.codec() + " can't be carried in MPEG-TS");
        }
        if (track.kind() == TrackKind.AUDIO) {
            return new SampleCheck(AudioFraming.of(track)::check);
        }
        ParameterSets sets = ParameterSets.read(track);
        return new SampleCheck(new NalUnits(sets.codec(), sets.nalLengthBytes())::check);
    }

    /** Says why the bytes of this sample of the track can't be carried, or null when they can. It stays untouched. */
    public @Nullable DropReason check(Sample sample) {
        return sample.data().isReadable() ? rule.check(sample.data()) : DropReason.EMPTY;
    }
}
