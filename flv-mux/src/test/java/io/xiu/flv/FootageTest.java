package io.xiu.flv;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.amf.AmfLimits;
import io.xiu.amf.AmfProperties;
import io.xiu.flv.codec.AacConfiguration;
import io.xiu.flv.codec.AvcConfiguration;
import io.xiu.flv.codec.ColourInfo;
import io.xiu.flv.codec.PictureInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FootageTest {
    private static byte[] file() throws IOException {
        try (InputStream in = FootageTest.class.getResourceAsStream("/bbb-h264-aac-360p.flv")) {
            return in.readAllBytes();
        }
    }

    private static List<FlvTag> tags() throws IOException, FlvException {
        ByteBuf in = Unpooled.wrappedBuffer(file());
        FlvTagReader reader = new FlvTagReader(1 << 20);
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag; (tag = reader.read(in)) != null; ) {
            tags.add(tag);
        }
        assertThat(in.isReadable()).isFalse();
        return tags;
    }

    @Test
    void countsWhatIsInTheFile() throws IOException, FlvException {
        Map<String, Integer> counts = new TreeMap<>();
        for (FlvTag tag : tags()) {
            String what = switch (tag.type()) {
                case VIDEO -> {
                    VideoHeader header = VideoHeader.read(tag.body());
                    yield header.codec() + " " + header.packetType() + (header.isKeyFrame() ? " key" : "");
                }
                case AUDIO -> {
                    AudioHeader header = AudioHeader.read(tag.body());
                    yield header.codec() + " " + header.packetType();
                }
                default -> ScriptData.name(tag.body());
            };
            counts.merge(what, 1, Integer::sum);
        }
        assertThat(counts)
                .isEqualTo(Map.of(
                        "onMetaData", 1,
                        "AVC SEQUENCE_START", 1,
                        "AVC CODED_FRAMES key", 4,
                        "AVC CODED_FRAMES", 246,
                        "AVC SEQUENCE_END", 1,
                        "AAC SEQUENCE_START", 1,
                        "AAC CODED_FRAMES", 432));
    }

    @Test
    void agreesWithTheMetadataAboutPictureAndSound() throws IOException, FlvException {
        for (FlvTag tag : tags()) {
            ByteBuf body = tag.body();
            if (tag.type() == TagType.SCRIPT) {
                AmfProperties metadata = (AmfProperties)
                        ScriptData.read(body, AmfLimits.DATA).values().get(0);
                assertThat(metadata.number("width", 0)).isEqualTo(640);
                assertThat(metadata.number("framerate", 0)).isEqualTo(25);
            } else if (tag.type() == TagType.VIDEO && VideoHeader.read(body).isSequenceHeader()) {
                ByteBuf record = TrackPackets.video(body).get(0).payload(body);
                AvcConfiguration configuration = AvcConfiguration.read(record);
                assertThat(configuration.picture())
                        .isEqualTo(new PictureInfo(
                                configuration.profile(),
                                configuration.level(),
                                640,
                                360,
                                25,
                                8,
                                ColourInfo.UNSPECIFIED));
            } else if (tag.type() == TagType.AUDIO && AudioHeader.read(body).isSequenceHeader()) {
                ByteBuf payload = TrackPackets.audio(body).get(0).payload(body);
                assertThat(AacConfiguration.read(payload)).isEqualTo(AacConfiguration.lowComplexity(44_100, 2));
            }
        }
    }

    @Test
    void isTheSameWrittenAgain() throws IOException, FlvException {
        ByteBuf out = Unpooled.buffer();
        new FlvHeader(true, true).write(out);
        for (FlvTag tag : tags()) {
            FlvTagWriter.write(tag.type(), tag.timestampMillis(), tag.body(), out);
        }
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(file());
    }
}
