package io.xiu.server.sample;

import io.netty.buffer.ByteBuf;
import io.xiu.flv.FlvException;
import io.xiu.flv.codec.PictureInfo;
import io.xiu.flv.codec.VideoConfiguration;
import io.xiu.flv.codec.Vp8Configuration;
import io.xiu.flv.codec.Vp9Configuration;
import io.xiu.hls.Codec;
import io.xiu.hls.Track;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * VP9 and VP8: whole frames, in tags as in ISO-BMFF. The sequence header says nothing of the size of the picture, so the
 * track is known with the first key frame; without a sequence header, or with an empty one, from that alone.
 */
final class VpxReader extends CodecReader {
    private @Nullable VideoConfiguration configuration;

    VpxReader(int id, Codec codec) {
        super(id, codec);
    }

    @Override
    @Nullable
    Track readHeader(ByteBuf payload) throws FlvException {
        if (!payload.isReadable()) {
            return track();
        }
        VideoConfiguration before = configuration;
        configuration = null;
        VideoConfiguration read =
                codec() == Codec.VP9 ? Vp9Configuration.read(payload) : Vp8Configuration.read(payload);
        configuration = read;
        boolean same = before != null && Arrays.equals(before.boxPayload(), read.boxPayload());
        return same ? track() : null;
    }

    @Override
    void look(ByteBuf payload, boolean keyFrame) throws FlvException {
        if (!keyFrame) {
            return;
        }
        VideoConfiguration known = configuration;
        PictureInfo picture;
        if (codec() == Codec.VP9) {
            Vp9Configuration vp9 = known instanceof Vp9Configuration read ? read : Vp9Configuration.ofFrame(payload);
            picture = vp9.picture(payload);
            known = vp9;
        } else {
            Vp8Configuration vp8 = known instanceof Vp8Configuration read ? read : Vp8Configuration.ofFrame(payload);
            picture = vp8.picture(payload);
            known = vp8;
        }
        configuration = known;
        Track present = track();
        if (present == null || present.width() != picture.width() || present.height() != picture.height()) {
            track(video(known, picture.width(), picture.height()));
        }
    }
}
