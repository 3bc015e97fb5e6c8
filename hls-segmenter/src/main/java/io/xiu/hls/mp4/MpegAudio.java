package io.xiu.hls.mp4;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.hls.Track;
import io.xiu.hls.TrackException;

/** AAC and MP3: mp4a, with an elementary stream descriptor (ISO/IEC 14496-14, 5.6; descriptors: 14496-1, 7.2.6). */
final class MpegAudio {
    /*
     * version and flags (4)
     * 3 ES_Descriptor: ES_ID (2; 0 in a file)  flags (1)
     *   4 DecoderConfigDescriptor: object type (1)  audio stream (1)  buffer (3)  bits/s at most, on average (4 + 4)
     *     5 DecoderSpecificInfo: the AudioSpecificConfig; absent for MP3
     *   6 SLConfigDescriptor: 2, "as in an MP4 file" (1)
     * Each: tag (1)  length of what follows (4, seven bits each, the first three with a top bit)  ...
     */
    private static final int TAG_STREAM = 3;
    private static final int TAG_DECODER = 4;
    private static final int TAG_SPECIFIC = 5;
    private static final int TAG_SYNC_LAYER = 6;
    private static final int HEADER_BYTES = 5;
    private static final int STREAM_BYTES = 3;
    private static final int DECODER_BYTES = 13;
    private static final int TYPE_AAC = 0x40;
    private static final int TYPE_MPEG2_LAYER_3 = 0x69;
    private static final int TYPE_MPEG1_LAYER_3 = 0x6B;
    private static final int AUDIO_STREAM = 5 << 2 | 1;
    private static final int LOWEST_MPEG1_RATE = 32_000;
    private static final byte[] NONE = {};

    private MpegAudio() {}

    static AudioEntry aac(Track track) throws TrackException {
        AacFrames frames = AacFrames.read(track);
        Timing timing = Timing.ofFrames(track, frames.periodsAt(track.sampleRate()));
        return new AudioEntry(track, "mp4a", "esds", descriptor(TYPE_AAC, track.configuration()), timing);
    }

    static AudioEntry mp3(Track track) throws TrackException {
        boolean mpeg1 = track.sampleRate() >= LOWEST_MPEG1_RATE;
        byte[] descriptor = descriptor(mpeg1 ? TYPE_MPEG1_LAYER_3 : TYPE_MPEG2_LAYER_3, NONE);
        Timing timing = Timing.ofFrames(track, mpeg1 ? 1_152 : 576);
        return new AudioEntry(track, "mp4a", "esds", descriptor, timing);
    }

    private static byte[] descriptor(int objectType, byte[] specific) {
        int specificBytes = specific.length == 0 ? 0 : HEADER_BYTES + specific.length;
        int decoderBytes = DECODER_BYTES + specificBytes;
        int streamBytes = STREAM_BYTES + HEADER_BYTES + decoderBytes + HEADER_BYTES + 1;
        byte[] bytes = new byte[4 + HEADER_BYTES + streamBytes];
        ByteBuf out = Unpooled.wrappedBuffer(bytes).clear();
        out.writeInt(0);
        header(out, TAG_STREAM, streamBytes);
        out.writeZero(STREAM_BYTES);
        header(out, TAG_DECODER, decoderBytes);
        out.writeByte(objectType).writeByte(AUDIO_STREAM).writeZero(DECODER_BYTES - 2);
        if (specificBytes > 0) {
            header(out, TAG_SPECIFIC, specific.length);
            out.writeBytes(specific);
        }
        header(out, TAG_SYNC_LAYER, 1);
        out.writeByte(2);
        return bytes;
    }

    private static void header(ByteBuf out, int tag, int length) {
        out.writeByte(tag);
        out.writeByte(length >> 21 | 0x80).writeByte(length >> 14 | 0x80).writeByte(length >> 7 | 0x80);
        out.writeByte(length & 0x7F);
    }
}
