package io.xiu.server.sample;

import io.netty.buffer.Unpooled;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;
import io.xiu.hls.mp4.Mp4Muxer;
import io.xiu.hls.ts.TsMuxer;
import io.xiu.hls.ts.TsOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What samples are written into. */
public enum Container {
    /** MPEG-TS. */
    MPEG_TS("MPEG-TS") {
        @Override
        public boolean carries(Codec codec) {
            return TsMuxer.carries(codec);
        }

        @Override
        void tryOut(Track track) throws TrackException {
            new TsMuxer(TsOutput.to(Unpooled.EMPTY_BUFFER)).tracks(List.of(track));
        }
    },

    /** Fragmented MP4. */
    FRAGMENTED_MP4("fragmented MP4") {
        @Override
        public boolean carries(Codec codec) {
            return Mp4Muxer.carries(codec);
        }

        @Override
        void tryOut(Track track) throws TrackException {
            new Mp4Muxer(List.of(track)).release();
        }
    },

    /** The one of the two that holds more of the stream. */
    EITHER("MPEG-TS or fragmented MP4") {
        @Override
        public boolean carries(Codec codec) {
            return MPEG_TS.carries(codec) || FRAGMENTED_MP4.carries(codec);
        }

        @Override
        void tryOut(Track track) throws TrackException {
            if (MPEG_TS.refusal(track) != null) {
                FRAGMENTED_MP4.tryOut(track);
            }
        }
    };

    private final String label;

    Container(String label) {
        this.label = label;
    }

    /** Whether it can hold a codec. */
    public abstract boolean carries(Codec codec);

    abstract void tryOut(Track track) throws TrackException;

    /** Why it can't hold a track, or null if it can. */
    public @Nullable String refusal(Track track) {
        try {
            tryOut(track);
            return null;
        } catch (TrackException e) {
            return e.getMessage();
        }
    }

    /** Says that it can't hold a codec of this name. */
    String refusalOf(String codec) {
        return codec + " can't be carried in " + label;
    }
}
