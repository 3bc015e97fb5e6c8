package io.xiu.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.xiu.rtmp.message.MediaKind;
import io.xiu.testing.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketFormatTest {
    private static final int TAG_BYTES_BESIDE_BODY = 15;

    private final FlvFormat tags = new FlvFormat(TrackSelection.ALL);
    private final WebSocketFormat format = new WebSocketFormat(tags);

    private static MediaFrame video(int bodyBytes) {
        ByteBuf body = Unpooled.wrappedBuffer(new byte[bodyBytes]).setByte(0, 0x27);
        return new MediaFrame(MediaKind.VIDEO, MediaFrame.Role.CODED, 40, body);
    }

    @ParameterizedTest
    @CsvSource({
        "125, 82 7d",
        "126, 82 7e 007e",
        "65535, 82 7e ffff",
        "65536, 82 7f 0000000000010000",
        "8388608, 82 7f 0000000000800000"
    })
    void aFrameHoldsOneTagBehindTheShortestLength(int payloadBytes, String header) {
        MediaFrame frame = video(payloadBytes - TAG_BYTES_BESIDE_BODY);
        ByteBuf tag = Unpooled.buffer();
        tags.encode(frame, 40, tag);
        assertThat(tag.readableBytes()).isEqualTo(payloadBytes);
        ByteBuf out = Unpooled.buffer();
        format.encode(frame, 40, out);
        assertThat(out.readableBytes()).isLessThanOrEqualTo(format.encodedBytes(frame));
        assertThat(ByteBufUtil.equals(out, Unpooled.wrappedBuffer(Hex.bytes(header), tag)))
                .isTrue();
    }

    @Test
    void metadataIsCountedWithoutWhatAPublisherPutsBeforeIt() {
        ByteBuf body = Hex.bytes("02 000d '@setDataFrame' 02 000a 'onMetaData' 05");
        ByteBuf out = Unpooled.buffer();
        format.encode(new MediaFrame(MediaKind.DATA, MediaFrame.Role.HEADER, 40, body), 40, out);
        assertThat(out).isEqualTo(Hex.bytes("82 1d  12 00000e 000000 00 000000  02 000a 'onMetaData' 05  00000019"));
    }

    @Test
    void whatFlvLeavesOutTakesNoFrame() {
        MediaFrame anew = new MediaFrame(MediaKind.DATA, MediaFrame.Role.DISCONTINUITY, 0, Unpooled.EMPTY_BUFFER);
        assertThat(format.encodedBytes(anew)).isZero();
        WireFormat audio = new WebSocketFormat(new FlvFormat(new TrackSelection(true, false)));
        assertThat(audio.encodedBytes(video(100))).isZero();
        assertThat(audio.tracks()).isEqualTo(new TrackSelection(true, false));
    }

    @Test
    void equalFormatsShareALog() {
        assertThat(new WebSocketFormat(new FlvFormat(TrackSelection.ALL))).isEqualTo(format);
        assertThat((Object) format).isNotEqualTo(tags);
    }
}
