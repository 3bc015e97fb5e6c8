package io.xiu.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.xiu.amf.Amf0Writer;
import io.xiu.amf.AmfEcmaArray;
import io.xiu.amf.AmfNumber;
import io.xiu.amf.AmfObject;
import io.xiu.amf.AmfString;
import io.xiu.amf.AmfValue;
import java.util.List;

/** Messages of AMF0 values that every publisher sends. */
public enum AmfInput {
    /** The connect command of a publishing program. */
    CONNECT(List.of(
            new AmfString("connect"),
            new AmfNumber(1),
            AmfObject.of(
                    "app", "live",
                    "type", "nonprivate",
                    "flashVer", "FMLE/3.0 (compatible; FMSc/1.0)",
                    "swfUrl", "rtmp://media.example.com/live",
                    "tcUrl", "rtmp://media.example.com/live"))),
    /** The metadata of a stream of H.264 and AAC. */
    METADATA(List.of(
            new AmfString("@setDataFrame"),
            new AmfString("onMetaData"),
            new AmfEcmaArray(AmfObject.of(
                            "duration", 0.0,
                            "fileSize", 0.0,
                            "width", 1280.0,
                            "height", 720.0,
                            "videocodecid", "avc1",
                            "videodatarate", 2000.0,
                            "framerate", 30.0,
                            "audiocodecid", "mp4a",
                            "audiodatarate", 128.0,
                            "audiosamplerate", 44100.0,
                            "audiosamplesize", 16.0,
                            "audiochannels", 2.0,
                            "stereo", true,
                            "2.1", false,
                            "3.1", false,
                            "4.0", false,
                            "encoder", "a live encoder, version 30.2")
                    .properties())));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, and AMF values are immutable
    private final List<AmfValue> content;

    AmfInput(List<AmfValue> content) {
        this.content = content;
    }

    List<AmfValue> content() {
        return content;
    }

    /** The message on the wire, in memory outside the heap. */
    ByteBuf wire() {
        ByteBuf wire = Unpooled.directBuffer();
        Amf0Writer writer = new Amf0Writer(wire);
        content.forEach(writer::write);
        return wire;
    }
}
